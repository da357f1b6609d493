package io.apogeemq.concurrent;

/** Where every class gets the time from, so that a test can hold it still. Any thread may ask. */
public interface Clock {

    /** Wall clock: milliseconds since 1970-01-01 UTC. May jump when an operator or NTP sets it. */
    long millis();

    /** Monotonic nanoseconds with an arbitrary zero: for durations and deadlines only. */
    long nanos();

    /** The machine's clock. */
    static Clock system() {
        return SystemClock.INSTANCE;
    }
}
