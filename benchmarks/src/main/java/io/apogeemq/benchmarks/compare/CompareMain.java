package io.apogeemq.benchmarks.compare;

import io.apogeemq.benchmarks.load.Options;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What {@code benchmarks/compare.sh} runs: sessions of both products in turn, A B B A, then the results' page. */
public final class CompareMain {
    private static final int DISK_PROBE_MB = 512;

    private CompareMain() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        boolean quick = List.of(args).contains("--quick");
        List<String> pairs = new ArrayList<>(List.of(args));
        pairs.remove("--quick");
        pairs.add(0, "compare");
        Options options = Options.of(pairs.toArray(new String[0]));
        Product.Places places = new Product.Places(
                Path.of(options.text("--ours", "")),
                Files.readString(Path.of(options.text("--apache", ""))).trim(),
                options.text("--java", "java"),
                List.of(options.text("--heap", "-Xms256m -Xmx1g").split(" ")));
        Path out = Path.of(options.text("--out", "RESULTS.md"));
        int sessions = (int) options.number("--sessions", quick ? 1 : 3);
        Set<String> only = Set.of(options.text("--only", "").split(","));
        options.requireAllUsed();

        Report report = new Report();
        Path root = Files.createTempDirectory("mqcompare");
        long start = System.nanoTime();
        double disk;
        try {
            disk = diskRate(root);
            for (Product product : order(sessions)) {
                Path directory = root.resolve("session");
                report.add(
                        product,
                        new Session(product, places, directory, quick, step -> only.contains("") || only.contains(step))
                                .run());
                delete(directory);
            }
        } finally {
            delete(root);
        }
        long minutes = Math.round((System.nanoTime() - start) / 60e9);
        String page = heading(places, sessions, quick, disk, minutes) + "\n" + report.table();
        System.out.println(page);
        Files.writeString(out, page);
    }

    /** Ours, Apache, Apache, ours, ...: what drifts on the machine then meets both alike. */
    private static List<Product> order(int sessions) {
        List<Product> order = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            boolean oursFirst = i % 2 == 0;
            order.add(oursFirst ? Product.OURS : Product.APACHE);
            order.add(oursFirst ? Product.APACHE : Product.OURS);
        }
        return order;
    }

    private static String heading(Product.Places places, int sessions, boolean quick, double disk, long minutes)
            throws IOException {
        return String.format(
                Locale.ROOT,
                """
                # Side by side with Apache RocketMQ 5.5.0

                Written by `benchmarks/compare.sh%s` on %s UTC. Machine: %s, %d processors, %.0f GB of memory, Linux %s, JDK %s;
                sequential write of %d MB with a force: %.0f MB/s; load average at the end: %s. Heap of both brokers: `%s`.

                %d session(s) of each, alternately, in %d minutes: each starts NameServer and broker anew. Load: raw pipelined
                JSON frames over 4 connections on the same machine (512 in flight; sync flush: 64), 8 queues, warmed by message count.
                Figures are medians (lowest .. highest); ratios are ours to Apache's, session by session. CPU is the broker's,
                user and system, by the kernel's account.
                """,
                quick ? " --quick" : "",
                LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES),
                firstMatch("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                Double.parseDouble(firstMatch("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "")) / 1e6,
                System.getProperty("os.version"),
                System.getProperty("java.version"),
                DISK_PROBE_MB,
                disk,
                Files.readString(Path.of("/proc/loadavg")).split(" ")[0],
                String.join(" ", places.heap()),
                sessions,
                minutes);
    }

    private static String firstMatch(String file, String name) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElse("unknown");
    }

    /** MB/s of one file written through and forced once. */
    private static double diskRate(Path directory) throws IOException {
        ByteBuffer block = ByteBuffer.allocateDirect(1 << 20);
        Path file = directory.resolve("probe");
        long start = System.nanoTime();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int i = 0; i < DISK_PROBE_MB; i++) {
                block.clear();
                channel.write(block);
            }
            channel.force(false);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        Files.delete(file);
        return DISK_PROBE_MB * 1.048576 / seconds;
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
