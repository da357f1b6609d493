package io.apogeemq.benchmarks.compare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.stream.Stream;

/** What figures were taken on. */
final class Machine {
    private static final int DISK_PROBE_MB = 512;
    private static final Path BALLOONS = Path.of("/sys/bus/virtio/drivers/virtio_balloon");
    /** Bit of a balloon's features: free memory is reported to the host, which takes it (virtio 1.2, 5.5.3). */
    private static final int REPORTS_FREE_MEMORY = 5;

    private Machine() {}

    /** Processors, memory and whether the host takes it back, system, JDK, and what the disk of that directory takes in one go. */
    static String about(Path directory) throws IOException {
        return String.format(
                Locale.ROOT,
                "%s, %d processors, %.0f GB of memory%s, Linux %s, JDK %s; sequential write of %d MB with a force: %.0f MB/s",
                firstMatch("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                Double.parseDouble(firstMatch("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", "")) / 1e6,
                losesFreeMemory() ? " (what is free goes back to the host; see README.md)" : "",
                System.getProperty("os.version"),
                System.getProperty("java.version"),
                DISK_PROBE_MB,
                diskRate(directory));
    }

    /** The load average over the last minute. */
    static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
    }

    private static boolean losesFreeMemory() throws IOException {
        if (!Files.isDirectory(BALLOONS)) {
            return false;
        }
        try (Stream<Path> devices = Files.list(BALLOONS)) {
            for (Path features : devices.map(device -> device.resolve("features"))
                    .filter(Files::exists)
                    .toList()) {
                if (Files.readString(features).charAt(REPORTS_FREE_MEMORY) == '1') {
                    return true;
                }
            }
        }
        return false;
    }

    private static String firstMatch(String file, String name) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElse("0");
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
}
