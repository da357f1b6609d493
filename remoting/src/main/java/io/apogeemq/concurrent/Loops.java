package io.apogeemq.concurrent;

/**
 * Makes all threads of a process, and carries its clock: real ones ({@link ThreadedLoops}), or a simulated set in which
 * one thread plays them all from one seed. Any thread.
 */
public interface Loops extends AutoCloseable {

    Clock clock();

    /** Starts a loop. The name is also the thread's name. */
    Loop loop(String name);

    /**
     * Starts a pool for code that is not ours (listeners, callbacks, selectors) or that has to block.
     *
     * @param name prefix of the threads' names
     * @param threads how many tasks run at once, at least 1
     * @param capacity how many tasks may wait; one more is rejected
     */
    Pool pool(String name, int threads, int capacity);

    /** Stops every loop and pool made here: what is queued is dropped, what runs is interrupted after two seconds. */
    @Override
    void close();
}
