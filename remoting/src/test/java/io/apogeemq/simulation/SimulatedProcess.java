package io.apogeemq.simulation;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.Loops;
import io.apogeemq.concurrent.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/** The threads and the network of one simulated process. */
public final class SimulatedProcess implements Loops {
    private final Simulation simulation;
    private final String name;
    private final List<SimulatedLoop> loops = new ArrayList<>();
    private final SimulatedNetwork network;

    SimulatedProcess(Simulation simulation, String name) {
        this.simulation = simulation;
        this.name = name;
        this.network = new SimulatedNetwork(simulation, this, name);
    }

    public SimulatedNetwork network() {
        return network;
    }

    @Override
    public Clock clock() {
        return simulation.clock();
    }

    @Override
    public Loop loop(String loopName) {
        return newLoop(loopName);
    }

    SimulatedLoop newLoop(String loopName) {
        SimulatedLoop loop = new SimulatedLoop(simulation, name + "/" + loopName);
        loops.add(loop);
        return loop;
    }

    /** A pool is one more loop here: its tasks run one after another. */
    @Override
    public Pool pool(String poolName, int threads, int capacity) {
        SimulatedLoop loop = newLoop(poolName);
        return new Pool() {
            @Override
            public void execute(Runnable task) {
                if (loop.waiting() >= capacity) {
                    throw new RejectedExecutionException("the pool " + poolName + " is full");
                }
                loop.execute(task);
            }

            @Override
            public void resize(int more) {
                // one thread plays them all
            }

            @Override
            public void close(long waitMillis) {
                loop.stop();
            }
        };
    }

    /** The process is killed: nothing of it runs again, its connections break. */
    public void crash() {
        loops.forEach(SimulatedLoop::stop);
        network.crash();
    }

    /** The orderly end: the same, after the owners have closed what they opened. */
    @Override
    public void close() {
        crash();
    }
}
