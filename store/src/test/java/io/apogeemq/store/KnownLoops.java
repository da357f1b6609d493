package io.apogeemq.store;

import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.Loops;
import io.apogeemq.concurrent.Pool;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The loops that a store makes, found by their names; on one of them timers may be made to fail. */
final class KnownLoops implements Loops {
    private final Loops loops;
    private final Map<String, Loop> byName = new HashMap<>();
    private String withoutTimers = "";

    KnownLoops(Loops loops) {
        this.loops = loops;
    }

    Loop find(String name) {
        return Objects.requireNonNull(byName.get(name), name);
    }

    /** From now on that loop's timers fail in a way that nobody expects; with an empty name none does. */
    void refuseTimers(String loop) {
        withoutTimers = loop;
    }

    @Override
    public Clock clock() {
        return loops.clock();
    }

    @Override
    public Loop loop(String name) {
        Loop loop = new Known(name, loops.loop(name));
        byName.put(name, loop);
        return loop;
    }

    @Override
    public Pool pool(String name, int threads, int capacity) {
        return loops.pool(name, threads, capacity);
    }

    @Override
    public void close() {
        loops.close();
    }

    private final class Known implements Loop {
        private final String name;
        private final Loop loop;

        Known(String name, Loop loop) {
            this.name = name;
            this.loop = loop;
        }

        @Override
        public String name() {
            return loop.name();
        }

        @Override
        public boolean inside() {
            return loop.inside();
        }

        @Override
        public void execute(Runnable task) {
            loop.execute(task);
        }

        @Override
        public Cancellable scheduleNanos(long delayNanos, Runnable task) {
            if (name.equals(withoutTimers)) {
                throw new IllegalStateException("the loop " + name + " has no timers");
            }
            return loop.scheduleNanos(delayNanos, task);
        }
    }
}
