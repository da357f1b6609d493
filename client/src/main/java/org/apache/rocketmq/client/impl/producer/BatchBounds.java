package org.apache.rocketmq.client.impl.producer;

import io.apogeemq.client.produce.Accumulator;

/** What a program has set for messages that are joined into batches; it may change while the producer runs. */
public final class BatchBounds implements Accumulator.Bounds {
    private static final int LONGEST_MILLIS = 30_000;
    private static final long MOST_BYTES = 2L << 20;

    private volatile int delayMillis = 10;
    private volatile long batchBytes = 32 << 10;
    private volatile long totalBytes = 32L << 20;

    BatchBounds() {}

    @Override
    public long delayMillis() {
        return delayMillis;
    }

    @Override
    public long batchBytes() {
        return batchBytes;
    }

    @Override
    public long totalBytes() {
        return totalBytes;
    }

    public void delayMillis(int millis) {
        if (millis <= 0 || millis > LONGEST_MILLIS) {
            throw new IllegalArgumentException(
                    "batchMaxDelayMs expect between 1ms and " + LONGEST_MILLIS + "ms, but get " + millis + "!");
        }
        delayMillis = millis;
    }

    public void batchBytes(long bytes) {
        if (bytes <= 0 || bytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "batchMaxBytes expect between 1B and " + MOST_BYTES + "B, but get " + bytes + "!");
        }
        batchBytes = bytes;
    }

    public void totalBytes(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("totalBatchMaxBytes must bigger then 0, but get " + bytes + "!");
        }
        totalBytes = bytes;
    }
}
