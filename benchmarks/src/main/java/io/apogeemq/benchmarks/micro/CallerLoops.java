package io.apogeemq.benchmarks.micro;

import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.Loops;
import io.apogeemq.concurrent.Pool;
import java.util.ArrayDeque;

/**
 * Loops that are all one, run by the benchmark's thread: what a hand-over costs in objects is seen, what it costs in waiting
 * is not. Timers never ring.
 */
final class CallerLoops implements Loops, Loop, Pool {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    /** Runs what waits, and what that adds, until nothing is left. */
    void run() {
        running = true;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        running = false;
    }

    @Override
    public Clock clock() {
        return Clock.system();
    }

    @Override
    public Loop loop(String name) {
        return this;
    }

    @Override
    public Pool pool(String name, int threads, int capacity) {
        return this;
    }

    @Override
    public String name() {
        return "caller";
    }

    @Override
    public boolean inside() {
        return running;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Cancellable scheduleNanos(long delayNanos, Runnable task) {
        return () -> {};
    }

    @Override
    public void resize(int threads) {}

    @Override
    public void close(long waitMillis) {}

    @Override
    public void close() {}
}
