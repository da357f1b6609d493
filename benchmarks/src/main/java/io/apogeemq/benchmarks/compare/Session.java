package io.apogeemq.benchmarks.compare;

import io.apogeemq.benchmarks.load.Calls;
import io.apogeemq.benchmarks.load.Figures;
import io.apogeemq.benchmarks.load.PacedSends;
import io.apogeemq.benchmarks.load.Phase;
import io.apogeemq.benchmarks.load.PipelinedSends;
import io.apogeemq.benchmarks.load.Pulls;
import io.apogeemq.benchmarks.load.Steps;
import io.apogeemq.benchmarks.load.Target;
import io.apogeemq.protocol.frame.HeaderEncoding;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** One product's turn: its servers from start to end, every load once. */
final class Session {
    private static final int CONNECTIONS = 4;
    private static final int WINDOW = 128;
    private static final int QUEUES = 8;
    private static final int MANY_QUEUES = 10_000;
    private static final int POLLS = 1000;
    private static final long START_NANOS = (long) 60e9;

    private final Product product;
    private final Product.Places places;
    private final Path directory;
    private final boolean quick;
    private final Predicate<String> wanted;
    private final Map<String, Figures> taken = new LinkedHashMap<>();

    /** @param wanted which steps are run */
    Session(Product product, Product.Places places, Path directory, boolean quick, Predicate<String> wanted) {
        this.product = product;
        this.places = places;
        this.directory = directory;
        this.quick = quick;
        this.wanted = wanted;
    }

    /** A load, or something like it. */
    private interface Step {
        Figures run() throws IOException, InterruptedException;
    }

    /** Figures by step. */
    Map<String, Figures> run() throws IOException, InterruptedException {
        int namePort = RunningServer.freePort();
        try (RunningServer names = RunningServer.start(
                product,
                places,
                Product.Server.NAME_SERVER,
                directory.resolve("names"),
                namePort,
                Map.of("listenPort", Integer.toString(namePort)))) {
            names.awaitPort();
            String namesAddress = "127.0.0.1:" + namePort;
            try (RunningServer broker = broker("async", namesAddress)) {
                async(broker, target(broker), namesAddress);
            }
            if (wanted.test("sync")) {
                try (RunningServer broker = broker("sync", namesAddress)) {
                    Target target = target(broker);
                    Steps.firstSend(target, "first", broker.startedNanos(), passed -> isWorthWaiting(broker, passed));
                    sync(target);
                }
            }
        }
        return taken;
    }

    private RunningServer broker(String flush, String namesAddress) throws IOException {
        int port = RunningServer.freePort();
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("brokerClusterName", "bench");
        properties.put("brokerName", "bench");
        properties.put("brokerId", "0");
        properties.put("brokerIP1", "127.0.0.1");
        properties.put("namesrvAddr", namesAddress);
        properties.put("listenPort", Integer.toString(port));
        properties.put("haListenPort", Integer.toString(port + 1));
        properties.put(
                "storePathRootDir", directory.resolve(flush).resolve("store").toString());
        properties.put(
                "storePathCommitLog",
                directory.resolve(flush).resolve("store/commitlog").toString());
        properties.put("flushDiskType", flush.equals("sync") ? "SYNC_FLUSH" : "ASYNC_FLUSH");
        return RunningServer.start(product, places, Product.Server.BROKER, directory.resolve(flush), port, properties);
    }

    private static boolean isWorthWaiting(RunningServer server, long nanos) {
        return server.isAlive() && nanos < START_NANOS;
    }

    private static Target target(RunningServer broker) {
        return new Target(broker.address(), HeaderEncoding.JSON, broker.pid());
    }

    private void async(RunningServer broker, Target target, String namesAddress)
            throws IOException, InterruptedException {
        Figures start =
                Steps.firstSend(target, "first", broker.startedNanos(), passed -> isWorthWaiting(broker, passed));
        take("start", () -> start);
        take("send100", () -> send(target, "b100", QUEUES, 100, WINDOW, phase(600_000, 5)));
        take("send1k", () -> send(target, "b1k", QUEUES, 1024, WINDOW, phase(300_000, 5)));
        take("read", () -> {
            if (!wanted.test("send1k")) {
                send(target, "b1k", QUEUES, 1024, WINDOW, new Phase(0, 200_000, 20));
            }
            return Pulls.readBacklog(target, "b1k", QUEUES, 32, CONNECTIONS, phase(300_000, 4));
        });
        take("latency", () -> {
            create(target, "latency", 4);
            return PacedSends.endToEnd(target, "latency", 4, 1024, 2, 1000, phase(5_000, 6));
        });
        take("topics", () -> Steps.createTopics(target, "made", QUEUES, 1_000_000, quick ? 2 : 4));
        take("stock", () -> stock(target, namesAddress));
        take("idle", () -> {
            broker.collect();
            Thread.sleep(1500);
            return Steps.idle(target, "polls", 0, quick ? 4 : 8);
        });
        take("polls", () -> {
            create(target, "polls", POLLS);
            Steps.idle(target, "polls", POLLS, 1);
            return Steps.idle(target, "polls", POLLS, quick ? 4 : 8);
        });
        take("queues1", () -> send(target, "one", 1, 100, WINDOW, phase(100_000, 4)));
        take("queues10k", () -> send(target, "many", MANY_QUEUES, 100, WINDOW, phase(100_000, 4)));
    }

    private void sync(Target target) throws IOException, InterruptedException {
        take("sync", () -> send(target, "sync", QUEUES, 1024, 64 / CONNECTIONS, phase(120_000, 5)));
    }

    private Phase phase(long warmup, double seconds) {
        return quick ? new Phase(warmup / 2, Long.MAX_VALUE, seconds / 2) : new Phase(warmup, Long.MAX_VALUE, seconds);
    }

    private static Figures send(Target target, String topic, int queues, int length, int window, Phase phase)
            throws IOException {
        create(target, topic, queues);
        return PipelinedSends.run(target, topic, queues, length, CONNECTIONS, window, phase);
    }

    private static void create(Target target, String topic, int queues) throws IOException {
        try (Calls calls = new Calls(target)) {
            calls.createTopic(topic, queues);
        }
    }

    /** Apache's client in a process of its own, against either. */
    private Figures stock(Target target, String namesAddress) throws IOException, InterruptedException {
        create(target, "stock", QUEUES);
        Path ours = Path.of(Session.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        Process process = new ProcessBuilder(List.of(
                        places.java(),
                        "-Xms256m",
                        "-Xmx256m",
                        "-Duser.home=" + directory,
                        "-Drocketmq.client.logUseSlf4j=false",
                        "-Dtls.enable=false",
                        "-cp",
                        ours + ":" + places.apacheClasspath(),
                        "io.apogeemq.benchmarks.stock.StockClientMain",
                        namesAddress,
                        "stock",
                        "32",
                        "1024",
                        quick ? "20000" : "40000",
                        quick ? "3" : "5",
                        Long.toString(target.pid())))
                .redirectError(directory.resolve("stock.err").toFile())
                .start();
        Figures figures = new Figures();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.trim().split(" +");
                if (words.length == 2) {
                    figures.put(words[0], Double.parseDouble(words[1]));
                }
            }
        }
        process.waitFor();
        return figures;
    }

    private void take(String name, Step step) throws InterruptedException {
        if (!wanted.test(name)) {
            return;
        }
        try {
            Figures figures = step.run();
            taken.put(name, figures);
            System.out.println("--- " + product + " " + name + "\n" + figures);
        } catch (IOException e) {
            // one load that a product cannot bear is a result; the others are still wanted
            System.out.println("--- " + product + " " + name + " failed: " + e.getMessage());
        }
    }
}
