package io.apogeemq.store.log;

/** Waits for a confirmation. */
@FunctionalInterface
public interface Waiter {

    /**
     * Called once, on the loop that waits: the position is passed, or ({@code timedOut}) it was not within the time. In
     * that case the message is appended all the same and most likely will be durable.
     */
    void done(boolean timedOut);
}
