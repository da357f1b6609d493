package org.apache.rocketmq.remoting.protocol.subscription;

import java.util.Arrays;

/** Delays from a list. */
public class CustomizedRetryPolicy implements RetryPolicy {
    /** The first two delays are those of delayed messages, too short for a failure. */
    private static final int FIRST = 2;

    private long[] next = {
        1_000, 5_000, 10_000, 30_000, 60_000, 120_000, 180_000, 240_000, 300_000, 360_000, 420_000, 480_000, 540_000,
        600_000, 1_200_000, 1_800_000, 3_600_000, 7_200_000
    };

    public CustomizedRetryPolicy() {}

    public CustomizedRetryPolicy(long[] next) {
        this.next = next;
    }

    public long[] getNext() {
        return next;
    }

    public void setNext(long[] next) {
        this.next = next;
    }

    @Override
    public String toString() {
        return "CustomizedRetryPolicy{next=" + Arrays.toString(next) + "}";
    }

    @Override
    public long nextDelayDuration(int reconsumeTimes) {
        return next[Math.min(FIRST + Math.max(reconsumeTimes, 0), next.length - 1)];
    }
}
