package io.apogeemq.concurrent;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * One thread that owns state. Others send it work; it runs one task at a time, in the order received, and its timers
 * in between. A task that throws is logged and ends; the loop goes on. An error is {@link Fatal}'s.
 */
public interface Loop extends Executor {

    /** For logs and thread dumps, e.g. {@code control}. */
    String name();

    /** Whether the caller runs on this loop. */
    boolean inside();

    /**
     * Runs the task on this loop, later. Any thread.
     *
     * @throws RejectedExecutionException when the loop's queue is full or the loop has stopped; the sender must answer
     *     for the work it could not hand over
     */
    @Override
    void execute(Runnable task);

    /**
     * Runs the task on this loop after the delay; a delay of 0 or less means soon. Any thread.
     *
     * @throws RejectedExecutionException as {@link #execute}
     */
    default Cancellable schedule(long delayMillis, Runnable task) {
        return scheduleNanos(TimeUnit.MILLISECONDS.toNanos(delayMillis), task);
    }

    /** The same to the nanosecond, as far as the system's timers go: some 0.05 ms. */
    Cancellable scheduleNanos(long delayNanos, Runnable task);

    /** Throws when the caller is on another thread: state with one owner was about to be touched by a stranger. */
    default void assertInside() {
        if (!inside()) {
            throw new IllegalStateException("only the loop " + name() + " may do this, not the thread "
                    + Thread.currentThread().getName());
        }
    }
}
