package io.apogeemq.benchmarks.compare;

import io.apogeemq.benchmarks.load.Calls;
import io.apogeemq.benchmarks.load.Figures;
import io.apogeemq.benchmarks.load.Phase;
import io.apogeemq.benchmarks.load.PipelinedSends;
import io.apogeemq.benchmarks.load.Steps;
import io.apogeemq.benchmarks.load.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where one product's servers run: its programs, a directory, a NameServer.
 *
 * @param directory for all that they write; a broker's store lies in one of the broker's name below
 * @param nameServer {@code host:port}; empty while there is none
 * @param quick whether loads are shorter, at the cost of certainty
 */
record Stage(Product product, Product.Places places, Path directory, String nameServer, boolean quick) {
    static final int CONNECTIONS = 4;
    static final int WINDOW = 128;
    static final int QUEUES = 8;

    /** Messages read before those that count: by pulls of 32 a quarter of a million requests, as compilers want. */
    static final long READ_WARMING = 8_000_000;

    private static final long START_NANOS = (long) 60e9;

    /** The kernel's own limit on descriptors, which a JVM raises from the soft to the hard one. */
    private static final String DEFAULT_LIMITS = "ulimit -Sn 1024 && ulimit -Hn 4096 && exec \"$@\"";

    Stage with(String nameServerAddress) {
        return new Stage(product, places, directory, nameServerAddress, quick);
    }

    RunningServer nameServer(int port) throws IOException {
        return start(Product.Server.NAME_SERVER, "names", Map.of("listenPort", Integer.toString(port)), port, false);
    }

    /** A broker over the store of that name, with a new one when there is none. */
    RunningServer broker(String name) throws IOException {
        return broker(name, Map.of());
    }

    /** @param more properties, in the place of the usual ones where they have the same keys */
    RunningServer broker(String name, Map<String, String> more) throws IOException {
        return broker(name, more, false);
    }

    /** The same, but in a small heap and under the limits that a system has by default. */
    RunningServer smallBroker(String name) throws IOException {
        return broker(name, Map.of(), true);
    }

    private RunningServer broker(String name, Map<String, String> more, boolean small) throws IOException {
        int port = RunningServer.freePort();
        Path store = directory.resolve(name).resolve("store");
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("brokerClusterName", "bench");
        properties.put("brokerName", "bench");
        properties.put("brokerId", "0");
        properties.put("brokerIP1", "127.0.0.1");
        properties.put("namesrvAddr", nameServer);
        properties.put("listenPort", Integer.toString(port));
        properties.put("haListenPort", Integer.toString(port + 1));
        properties.put("storePathRootDir", store.toString());
        properties.put("storePathCommitLog", store.resolve("commitlog").toString());
        properties.put("flushDiskType", "ASYNC_FLUSH");
        properties.putAll(more);
        return start(Product.Server.BROKER, name, properties, port, small);
    }

    private RunningServer start(
            Product.Server server, String name, Map<String, String> properties, int port, boolean small)
            throws IOException {
        Path home = Files.createDirectories(directory.resolve(name));
        Path file = home.resolve(server + ".properties");
        Files.writeString(
                file,
                properties.entrySet().stream()
                        .map(each -> each.getKey() + "=" + each.getValue() + "\n")
                        .collect(Collectors.joining()));
        List<String> heap = small ? List.of("-Xms128m", "-Xmx512m") : places.heap();
        ProcessBuilder command = product.command(places, server, heap, home, file);
        if (small) {
            command.command().addAll(0, List.of("sh", "-c", DEFAULT_LIMITS, "sh"));
        }
        return RunningServer.start(command, port);
    }

    /** Waits until a message is taken, and says how long that was after the start. */
    static Figures firstSend(RunningServer broker) throws IOException, InterruptedException {
        return firstSend(broker, START_NANOS);
    }

    static Figures firstSend(RunningServer broker, long atMostNanos) throws IOException, InterruptedException {
        return Steps.firstSend(
                broker.target(), "first", broker.startedNanos(), nanos -> broker.isAlive() && nanos < atMostNanos);
    }

    /** A load's length, halved when it has to be quick. */
    Phase phase(long warmup, double seconds) {
        return quick ? new Phase(warmup / 2, Long.MAX_VALUE, seconds / 2) : new Phase(warmup, Long.MAX_VALUE, seconds);
    }

    static Figures send(Target target, String topic, int queues, int length, int window, Phase phase)
            throws IOException {
        create(target, topic, queues);
        return PipelinedSends.run(target, topic, queues, length, CONNECTIONS, window, phase);
    }

    static void create(Target target, String topic, int queues) throws IOException {
        try (Calls calls = new Calls(target)) {
            calls.createTopic(topic, queues);
        }
    }
}
