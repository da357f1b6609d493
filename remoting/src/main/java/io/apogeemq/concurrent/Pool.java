package io.apogeemq.concurrent;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** A few threads for foreign or blocking code. It owns no state of ours. */
public interface Pool extends Executor, AutoCloseable {

    /**
     * Runs the task on one of the threads. Any thread.
     *
     * @throws RejectedExecutionException when the queue is full or the pool is closed
     */
    @Override
    void execute(Runnable task);

    /** Changes how many tasks run at once (at least 1). */
    void resize(int threads);

    /** Takes no more tasks, waits up to the given time for those that run, then interrupts them; drops the queue. */
    void close(long waitMillis);

    @Override
    default void close() {
        close(0);
    }
}
