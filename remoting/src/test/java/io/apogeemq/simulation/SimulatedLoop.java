package io.apogeemq.simulation;

import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.Loop;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** A loop that the simulation plays. */
final class SimulatedLoop implements Loop {
    private final Simulation simulation;
    private final String name;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean stopped;

    SimulatedLoop(Simulation simulation, String name) {
        this.simulation = simulation;
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean inside() {
        return simulation.isRunning(this);
    }

    @Override
    public void execute(Runnable task) {
        requireRunning();
        push(task);
    }

    @Override
    public Cancellable scheduleNanos(long delayNanos, Runnable task) {
        requireRunning();
        Simulation.Timer timer = simulation.schedule(this, delayNanos, task);
        return () -> simulation.cancel(timer);
    }

    private void requireRunning() {
        if (stopped) {
            throw new RejectedExecutionException("the loop " + name + " has stopped");
        }
    }

    void push(Runnable task) {
        if (tasks.isEmpty()) {
            simulation.ready(this);
        }
        tasks.add(task);
    }

    @Nullable
    Runnable take() {
        return tasks.poll();
    }

    boolean isIdle() {
        return tasks.isEmpty();
    }

    int waiting() {
        return tasks.size();
    }

    boolean isStopped() {
        return stopped;
    }

    void stop() {
        stopped = true;
        tasks.clear();
        simulation.stopped(this);
    }

    @Override
    public String toString() {
        return name;
    }
}
