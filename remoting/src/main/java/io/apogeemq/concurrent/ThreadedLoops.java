package io.apogeemq.concurrent;

import java.util.concurrent.ConcurrentLinkedQueue;

/** Real threads and the machine's clock. */
public final class ThreadedLoops implements Loops {
    private static final long STOP_WAIT_MILLIS = 2000;

    private final ConcurrentLinkedQueue<ThreadLoop> loops = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<ThreadPool> pools = new ConcurrentLinkedQueue<>();
    private final String prefix;
    private final boolean daemons;
    private final Fatal fatal;

    /** For what may go on after an error: see the other. */
    public ThreadedLoops(String prefix) {
        this(prefix, Fatal.TOLD);
    }

    /**
     * Puts the prefix before each thread's name: a process that holds several brokers tells them apart by it.
     *
     * @param fatal what is done about an error that leaves a task of a loop
     */
    public ThreadedLoops(String prefix, Fatal fatal) {
        this(prefix, true, fatal);
    }

    private ThreadedLoops(String prefix, boolean daemons, Fatal fatal) {
        this.prefix = prefix;
        this.daemons = daemons;
        this.fatal = fatal;
    }

    /** Loops that keep the process alive until they are closed: a client's program may leave {@code main} at once. */
    public static ThreadedLoops keepingAlive(String prefix) {
        return new ThreadedLoops(prefix, false, Fatal.TOLD);
    }

    @Override
    public Clock clock() {
        return Clock.system();
    }

    @Override
    public Loop loop(String name) {
        ThreadLoop loop = new ThreadLoop(prefix + name, daemons, fatal);
        loops.add(loop);
        loop.start();
        return loop;
    }

    @Override
    public Pool pool(String name, int threads, int capacity) {
        ThreadPool pool = new ThreadPool(prefix + name, threads, capacity);
        pools.removeIf(ThreadPool::isClosed);
        pools.add(pool);
        return pool;
    }

    @Override
    public void close() {
        pools.forEach(pool -> pool.close(STOP_WAIT_MILLIS));
        loops.forEach(ThreadLoop::stop);
        loops.forEach(loop -> loop.awaitEnd(STOP_WAIT_MILLIS));
    }
}
