package io.apogeemq.broker.replication;

import io.apogeemq.concurrent.Clock;
import java.util.concurrent.TimeUnit;

/** Bytes in the last whole second. One thread adds; any looks. */
final class Rate {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Clock clock;
    private long secondFrom;
    private long count;
    private volatile long last;
    private volatile long lastEnd;

    Rate(Clock clock) {
        this.clock = clock;
        this.secondFrom = clock.nanos();
    }

    void add(long bytes) {
        long now = clock.nanos();
        if (now - secondFrom >= SECOND) {
            last = now - secondFrom < 2 * SECOND ? count : 0;
            lastEnd = now;
            secondFrom = now;
            count = 0;
        }
        count += bytes;
    }

    long perSecond() {
        return clock.nanos() - lastEnd > 2 * SECOND ? 0 : last;
    }
}
