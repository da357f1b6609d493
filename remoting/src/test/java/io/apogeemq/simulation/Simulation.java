package io.apogeemq.simulation;

import io.apogeemq.concurrent.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Plays every loop of every process in the calling thread, in an order drawn from the seed. Time stands still while a
 * task runs and moves on between tasks; when nobody has work it jumps to the next timer.
 */
public final class Simulation {
    /** 2030-01-02T03:04:05Z: a date that no real log has, so that a leak of the machine's clock is seen. */
    private static final long START_MILLIS = 1893553445000L;

    private final Random random;
    private final long seed;
    private final List<SimulatedLoop> ready = new ArrayList<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::atNanos).thenComparingLong(Timer::number));
    private final Map<String, SimulatedProcess> processes = new HashMap<>();
    final Map<String, SimulatedNetwork.Port> ports = new HashMap<>();
    private final List<SimulatedNetwork.Link> links = new ArrayList<>();
    private long nanos;
    private long timerNumber;
    private @Nullable SimulatedLoop running;
    private @Nullable RuntimeException failure;

    private final Clock clock = new Clock() {
        @Override
        public long millis() {
            return START_MILLIS + nanos / 1_000_000;
        }

        @Override
        public long nanos() {
            return nanos;
        }
    };

    record Timer(long atNanos, long number, SimulatedLoop loop, Runnable task) {}

    public Simulation(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    public long seed() {
        return seed;
    }

    /** For whatever else the test draws, so that one number repeats all of it. */
    public Random random() {
        return random;
    }

    public Clock clock() {
        return clock;
    }

    /** A process: its loops, pools and network die together. A name may be used again after a crash. */
    public SimulatedProcess process(String name) {
        SimulatedProcess process = new SimulatedProcess(this, name);
        processes.put(name, process);
        return process;
    }

    /**
     * Runs until the condition holds.
     *
     * @throws AssertionError when it does not within the virtual time; the text names the seed
     */
    public void runUntil(String what, long withinMillis, BooleanSupplier condition) {
        long end = nanos + withinMillis * 1_000_000;
        while (!condition.getAsBoolean()) {
            if (nanos > end || !step()) {
                throw new AssertionError("seed " + seed + ": not within " + withinMillis + " ms: " + what);
            }
        }
    }

    /** Runs for that much virtual time. */
    public void runFor(long millis) {
        long end = nanos + millis * 1_000_000;
        while (nanos < end && isSomethingDueBefore(end) && step()) {
            // one task at a time
        }
        nanos = Math.max(nanos, end);
    }

    private boolean isSomethingDueBefore(long end) {
        Timer next = timers.peek();
        return !ready.isEmpty() || (next != null && next.atNanos < end);
    }

    /** The task that runs takes so long. */
    public void spend(long taskNanos) {
        nanos += taskNanos;
    }

    /** Cuts one open connection drawn at random; both ends learn of it. Returns whether there was one. */
    public boolean cutSomeConnection() {
        links.removeIf(SimulatedNetwork.Link::isCut);
        if (links.isEmpty()) {
            return false;
        }
        links.get(random.nextInt(links.size())).cut("cut by the simulation");
        return true;
    }

    private boolean step() {
        fireTimers();
        if (ready.isEmpty()) {
            Timer next = timers.peek();
            if (next == null) {
                return false;
            }
            nanos = Math.max(nanos, next.atNanos);
            fireTimers();
        }
        int index = random.nextInt(ready.size());
        SimulatedLoop loop = ready.get(index);
        Runnable task = loop.take();
        if (loop.isIdle()) {
            ready.remove(index);
        }
        if (task != null) {
            run(loop, task);
        }
        nanos += random.nextInt(20_000);
        return true;
    }

    private void run(SimulatedLoop loop, Runnable task) {
        running = loop;
        try {
            task.run();
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            running = null;
        }
        if (failure != null) {
            throw new AssertionError("seed " + seed + ": a task of " + loop.name() + " failed", failure);
        }
    }

    private void fireTimers() {
        for (Timer timer = timers.peek(); timer != null && timer.atNanos <= nanos; timer = timers.peek()) {
            timers.remove();
            if (!timer.loop.isStopped()) {
                timer.loop.push(timer.task);
            }
        }
    }

    Timer schedule(SimulatedLoop loop, long delayNanos, Runnable task) {
        Timer timer = new Timer(nanos + Math.max(0, delayNanos), timerNumber++, loop, task);
        timers.add(timer);
        return timer;
    }

    void cancel(Timer timer) {
        timers.remove(timer);
    }

    void ready(SimulatedLoop loop) {
        ready.add(loop);
    }

    void stopped(SimulatedLoop loop) {
        ready.remove(loop);
        timers.removeIf(timer -> timer.loop == loop);
    }

    boolean isRunning(SimulatedLoop loop) {
        return running == loop;
    }

    void opened(SimulatedNetwork.Link link) {
        links.add(link);
    }

    /** How long a message is under way: mostly short, now and then long. */
    long delayNanos() {
        return random.nextInt(20) == 0 ? random.nextInt(50_000_000) : 50_000 + random.nextInt(500_000);
    }
}
