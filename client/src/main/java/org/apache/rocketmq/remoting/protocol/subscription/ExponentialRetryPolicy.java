package org.apache.rocketmq.remoting.protocol.subscription;

/** Delays that grow by a factor. */
public class ExponentialRetryPolicy implements RetryPolicy {
    private long initial = 5000L;
    private long max = 7200000L;
    private long multiplier = 2L;

    public ExponentialRetryPolicy() {}

    public ExponentialRetryPolicy(long initial, long max, long multiplier) {
        this.initial = initial;
        this.max = max;
        this.multiplier = multiplier;
    }

    public long getInitial() {
        return initial;
    }

    public void setInitial(long initial) {
        this.initial = initial;
    }

    public long getMax() {
        return max;
    }

    public void setMax(long max) {
        this.max = max;
    }

    public long getMultiplier() {
        return multiplier;
    }

    public void setMultiplier(long multiplier) {
        this.multiplier = multiplier;
    }

    @Override
    public String toString() {
        return "ExponentialRetryPolicy{initial=" + initial + ", max=" + max + ", multiplier=" + multiplier + "}";
    }

    @Override
    public long nextDelayDuration(int reconsumeTimes) {
        long delay = initial;
        for (int i = 0; i < reconsumeTimes && delay < max; i++) {
            delay *= multiplier;
        }
        return Math.min(delay, max);
    }
}
