package io.apogeemq.concurrent;

import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loop on a thread of its own. Sleeps until the next task or the next timer: an idle loop costs nothing.
 *
 * <p>One lock guards the two queues; it is held for a push or a pop, never while a task runs.
 */
final class ThreadLoop implements Loop {
    private static final Logger log = LoggerFactory.getLogger(ThreadLoop.class);

    /** Far more than any healthy loop has waiting; a bound so that a stuck one is noticed before the memory is gone. */
    private static final int CAPACITY = 1 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final Thread thread;
    private final Fatal fatal;
    private long timerNumber;
    private boolean stopped;

    /** @param daemon false: the process lives as long as the loop */
    ThreadLoop(String name, boolean daemon, Fatal fatal) {
        this.fatal = fatal;
        thread = new Thread(this::run, name);
        thread.setDaemon(daemon);
    }

    void start() {
        thread.start();
    }

    @Override
    public String name() {
        return thread.getName();
    }

    @Override
    public boolean inside() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void execute(Runnable task) {
        lock.lock();
        try {
            requireRoom(tasks.size());
            tasks.add(task);
            wake.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Cancellable scheduleNanos(long delayNanos, Runnable task) {
        long at = System.nanoTime() + Math.max(0, delayNanos);
        lock.lock();
        try {
            requireRoom(timers.size());
            Timer timer = new Timer(at, timerNumber++, task);
            timers.add(timer);
            if (timers.peek() == timer) {
                wake.signal();
            }
            return () -> cancel(timer);
        } finally {
            lock.unlock();
        }
    }

    void stop() {
        lock.lock();
        try {
            stopped = true;
            tasks.clear();
            timers.clear();
            wake.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the thread's end; interrupts a task that does not come to one. */
    void awaitEnd(long waitMillis) {
        if (inside()) {
            return;
        }
        try {
            thread.join(waitMillis);
            if (thread.isAlive()) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void requireRoom(int waiting) {
        if (stopped || waiting >= CAPACITY) {
            throw new RejectedExecutionException(
                    "the loop " + name() + (stopped ? " has stopped" : " has " + waiting + " tasks waiting"));
        }
    }

    private void cancel(Timer timer) {
        lock.lock();
        try {
            timers.remove(timer);
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.error("a task of the loop {} failed; the loop goes on", name(), e);
            } catch (Error e) {
                fatal.onError(name(), e);
            }
        }
    }

    /** The next task, due timers first; null when the loop has stopped. */
    private @Nullable Runnable next() {
        lock.lock();
        try {
            while (!stopped) {
                Timer timer = timers.peek();
                long wait = timer == null ? Long.MAX_VALUE : timer.atNanos - System.nanoTime();
                if (timer != null && wait <= 0) {
                    timers.remove();
                    return timer.task;
                }
                Runnable task = tasks.poll();
                if (task != null) {
                    return task;
                }
                sleep(wait);
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // next() is the loop
    private void sleep(long nanos) {
        try {
            if (nanos == Long.MAX_VALUE) {
                wake.await();
            } else {
                wake.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    private static final class Timer implements Comparable<Timer> {
        private final long atNanos;
        private final long number;
        private final Runnable task;

        Timer(long atNanos, long number, Runnable task) {
            this.atNanos = atNanos;
            this.number = number;
            this.task = task;
        }

        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(atNanos - other.atNanos, 0);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }
}
