package io.apogeemq.benchmarks.compare;

import io.apogeemq.benchmarks.load.Figures;
import io.apogeemq.benchmarks.load.PacedSends;
import io.apogeemq.benchmarks.load.Phase;
import io.apogeemq.benchmarks.load.Pulls;
import io.apogeemq.benchmarks.load.Steps;
import io.apogeemq.benchmarks.load.Target;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** One product's turn: its servers from start to end, every load once. A step that fails is noted; the others are taken. */
final class Session {
    private static final int MANY_QUEUES = 10_000;
    private static final int POLLS = 1000;
    private static final List<String> COLD_STEPS = List.of("coldread", "coldfirst", "coldsend");
    private static final Map<String, String> SYNC_FLUSH = Map.of("flushDiskType", "SYNC_FLUSH");
    private static final long SETTLING_MILLIS = 3000;
    private static final int LOAD_RATE = 5000;
    private static final int WARMING_RATE = 8000;
    /**
     * Sends by which compilers are through with most, and the files of 10,000 queues are made: one broker makes them at the
     * first message, the other later.
     */
    private static final long WARMING = 2_000_000;

    private static final List<String> ASYNC_STEPS = List.of(
            "start", "send100", "send1k", "read", "latency", "stock", "idle", "polls", "queues1", "queues10k", "alloc");

    private final Stage stage;
    private final Sizes sizes;
    private final Predicate<String> wanted;
    private final Map<String, Figures> taken = new LinkedHashMap<>();
    private final Map<String, String> failed = new LinkedHashMap<>();

    /**
     * How large the steps are that take long.
     *
     * @param restartBytes of log, before a broker is killed
     * @param loadSeconds of load, before memory is measured
     */
    record Sizes(long restartBytes, double loadSeconds) {
        private static final long BAR_RESTART_BYTES = 4L << 30;
        private static final double BAR_LOAD_SECONDS = 600;

        /** The steps that are smaller than their bars ask for. */
        Set<String> reduced() {
            Set<String> reduced = new HashSet<>();
            if (restartBytes < BAR_RESTART_BYTES) {
                reduced.add("restart");
            }
            if (loadSeconds < BAR_LOAD_SECONDS) {
                reduced.add("load10m");
            }
            return reduced;
        }
    }

    /** @param wanted which steps are run */
    Session(Stage stage, Sizes sizes, Predicate<String> wanted) {
        this.stage = stage;
        this.sizes = sizes;
        this.wanted = wanted;
    }

    /** A load, or something like it. */
    interface Step {
        Figures run() throws IOException, InterruptedException;
    }

    private interface Start {
        RunningServer run() throws IOException;
    }

    /** Steps on one broker that has taken its first message. */
    private interface Turn {
        void run(RunningServer broker, Figures start) throws IOException, InterruptedException;
    }

    Outcome run() throws IOException, InterruptedException {
        String loadBefore = Machine.load();
        int namePort = RunningServer.freePort();
        try (RunningServer names = stage.nameServer(namePort)) {
            names.awaitPort();
            // a broker's start is measured, not that of the NameServer that it registers with
            Thread.sleep(SETTLING_MILLIS);
            Stage named = stage.with("127.0.0.1:" + namePort);
            turn(() -> named.broker("async"), ASYNC_STEPS, (broker, start) -> async(named, broker, start));
            // by itself: who makes a hundred thousand topics has to tell of them for ever after
            turn(() -> named.broker("topics"), List.of("topics"), (broker, start) -> topics(broker.target()));
            turn(() -> named.broker("sync", SYNC_FLUSH), List.of("sync"), (broker, start) -> sync(broker.target()));
            turn(() -> named.broker("load"), List.of("load10m"), (broker, start) -> load(broker));
            take("queues50k", () -> ManyQueues.run(named, stage.quick() ? 2 : 4));
            take("restart", () -> Restart.run(named, sizes.restartBytes));
            cold(named);
        }
        if (stage.product() == Product.OURS) {
            take("standalone", () -> Standalone.run(stage));
        }
        return new Outcome(stage.product(), taken, failed, sizes.reduced(), loadBefore + " → " + Machine.load());
    }

    /** All these steps read one backlog. */
    private void cold(Stage named) throws InterruptedException {
        List<String> mine = COLD_STEPS.stream().filter(wanted).toList();
        if (mine.isEmpty()) {
            return;
        }
        try {
            ColdReads.fill(named);
            take("coldread", () -> ColdReads.read(named));
            take("coldfirst", () -> ColdReads.readAtOnce(named));
            take("coldsend", () -> ColdReads.sends(named));
        } catch (IOException e) {
            mine.forEach(step -> fail(step, e));
        }
    }

    private void turn(Start start, List<String> steps, Turn turn) throws InterruptedException {
        List<String> mine = steps.stream().filter(wanted).toList();
        if (mine.isEmpty()) {
            return;
        }
        try (RunningServer broker = start.run()) {
            turn.run(broker, Stage.firstSend(broker));
        } catch (IOException e) {
            mine.stream().filter(step -> !taken.containsKey(step)).forEach(step -> fail(step, e));
        }
    }

    private void async(Stage named, RunningServer broker, Figures start) throws InterruptedException {
        boolean quick = stage.quick();
        Target target = broker.target();
        take("start", () -> start);
        take("send100", () -> send(target, "b100", Stage.QUEUES, 100, stage.phase(WARMING, 5)));
        take("send1k", () -> send(target, "b1k", Stage.QUEUES, 1024, stage.phase(300_000, 5)));
        take("read", () -> {
            if (!wanted.test("send1k")) {
                send(target, "b1k", Stage.QUEUES, 1024, new Phase(0, 200_000, 20));
            }
            Phase phase = stage.phase(Stage.READ_WARMING, 4);
            return Pulls.readBacklog(target, "b1k", Stage.QUEUES, 32, Stage.CONNECTIONS, phase);
        });
        take("latency", () -> {
            Stage.create(target, "latency", 4);
            // at a thousand a second compilers would be at work for a minute, and their time counted as the messages'
            PacedSends.endToEnd(target, "latency", 4, 1024, 2, WARMING_RATE, stage.phase(100_000, 1));
            return PacedSends.endToEnd(target, "latency", 4, 1024, 2, 1000, stage.phase(2_000, 6));
        });
        take("stock", () -> StockClient.run(named, target));
        take("idle", () -> {
            broker.collect();
            // what a load leaves to do is no idleness: files are written, sums taken for some time
            Thread.sleep(quick ? 1500 : 30_000);
            return Steps.idle(target, "polls", 0, quick ? 4 : 8);
        });
        take("polls", () -> {
            Stage.create(target, "polls", POLLS);
            Steps.idle(target, "polls", POLLS, 1);
            return Steps.idle(target, "polls", POLLS, quick ? 4 : 8);
        });
        take("queues1", () -> send(target, "one", 1, 100, stage.phase(WARMING, 16)));
        take("queues10k", () -> {
            Figures figures = send(target, "many", MANY_QUEUES, 100, stage.phase(WARMING, 16));
            Figures one = taken.getOrDefault("queues1", new Figures());
            figures.put("cpu_to_one_queue", figures.get("cpu_us_per_message") / one.get("cpu_us_per_message"));
            return figures;
        });
        // last, because it leaves threads in the broker
        take("alloc", () -> allocation(broker));
    }

    private Figures allocation(RunningServer broker) throws IOException {
        Target target = broker.target();
        Phase warm = stage.phase(400_000, 0.1);
        send(target, "alloc", Stage.QUEUES, 1024, warm);
        try (AllocatedBytes allocated = AllocatedBytes.of(broker.pid())) {
            allocated.sinceLastLook();
            Figures figures = send(target, "alloc", Stage.QUEUES, 1024, new Phase(0, warm.warmup(), 30));
            Map<String, Long> byThread = allocated.sinceLastLook();
            double messages = figures.get("messages");
            byThread.forEach((thread, bytes) -> {
                if (bytes > messages) {
                    figures.put(thread.replace(' ', '_') + "_bytes", bytes / messages);
                }
            });
            long all = byThread.values().stream().mapToLong(Long::longValue).sum();
            figures.put("allocated_bytes_per_message", all / messages);
            return figures;
        }
    }

    private void topics(Target target) throws InterruptedException {
        take("topics", () -> Steps.createTopics(target, "made", Stage.QUEUES, 1_000_000, stage.quick() ? 2 : 4));
    }

    private void sync(Target target) throws InterruptedException {
        take(
                "sync",
                () -> Stage.send(target, "sync", Stage.QUEUES, 1024, 64 / Stage.CONNECTIONS, stage.phase(WARMING, 5)));
    }

    private void load(RunningServer broker) throws InterruptedException {
        take("load10m", () -> {
            Target target = broker.target();
            Stage.create(target, "load", Stage.QUEUES);
            Phase phase = new Phase(0, Long.MAX_VALUE, sizes.loadSeconds);
            PacedSends.endToEnd(target, "load", Stage.QUEUES, 1024, Stage.CONNECTIONS, LOAD_RATE, phase);
            broker.collect();
            Thread.sleep(1500);
            return Steps.idle(target, "load", 0, 2);
        });
    }

    private static Figures send(Target target, String topic, int queues, int length, Phase phase) throws IOException {
        return Stage.send(target, topic, queues, length, Stage.WINDOW, phase);
    }

    private void take(String name, Step step) throws InterruptedException {
        if (!wanted.test(name)) {
            return;
        }
        try {
            Figures figures = step.run();
            taken.put(name, figures);
            System.out.println("--- " + stage.product() + " " + name + "\n" + figures);
        } catch (IOException | RuntimeException e) {
            // a load that a product cannot bear is a result, and the others are still wanted
            fail(name, e);
        }
    }

    private void fail(String name, Exception e) {
        failed.put(name, e.toString());
        System.out.println("--- " + stage.product() + " " + name + " failed: " + e);
    }
}
