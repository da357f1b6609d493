package io.apogeemq.client.core;

import io.apogeemq.concurrent.Loop;

/** Repeats a task on a loop until it is stopped. */
final class Ticker {
    private final Loop loop;
    private volatile boolean stopped;

    Ticker(Loop loop) {
        this.loop = loop;
    }

    /** Runs the task after the delay, and again each period after it has run. */
    void every(long firstMillis, long periodMillis, Runnable task) {
        loop.schedule(firstMillis, () -> {
            if (stopped) {
                return;
            }
            try {
                task.run();
            } finally {
                every(periodMillis, periodMillis, task);
            }
        });
    }

    void stop() {
        stopped = true;
    }
}
