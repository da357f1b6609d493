package io.apogeemq.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.nodes.Cluster;
import io.apogeemq.nodes.Node;
import io.apogeemq.nodes.Places;
import io.apogeemq.nodes.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever frames come, others are served, the store stays whole, and what was confirmed is there after a kill. */
class FuzzIT {
    /** {@code -Dtest.jvm.options=-Dapogeemq.fuzz.seconds=3600} for longer, {@code -Dapogeemq.fuzz.seed=...} for once more. */
    private static final long FUZZ_NANOS = TimeUnit.SECONDS.toNanos(Long.getLong("apogeemq.fuzz.seconds", 20));

    private static final long SEED = Long.getLong("apogeemq.fuzz.seed", new Random().nextLong());
    private static final int ATTACKERS = 2;
    private static final int PATIENCE_MILLIS = 15_000;
    private static final int MOST_DESCRIPTORS = 2000;
    private static final int FRAMES_PER_CONNECTION = 50;

    private final AtomicLong frames = new AtomicLong();

    @Test
    @Timeout(value = 3, unit = TimeUnit.HOURS)
    void any_frames_leave_servers_alive_and_the_store_whole() throws Exception {
        System.out.println("seed " + SEED);
        InetSocketAddress brokerAddress = new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free());
        try (Cluster cluster = new Cluster(Places.empty("fuzz"), 1)
                .brokerSetting("listenPort", String.valueOf(brokerAddress.getPort()))
                .brokerSetting("mappedFileSizeCommitLog", String.valueOf(16 << 20))) {
            cluster.nameServer(0)
                    .environment(
                            "JAVA_OPT_EXT",
                            "-Xmx128m -Duser.home=" + cluster.nameServer(0).directory());
            cluster.start();
            String[] address = cluster.nameServerAddresses().split(":");
            InetSocketAddress nameServerAddress = new InetSocketAddress(address[0], Integer.parseInt(address[1]));
            try (Witness witness = new Witness(brokerAddress, nameServerAddress)) {
                attack(brokerAddress, nameServerAddress);
                assertThat(cluster.broker().isRunning())
                        .as("seed %d: %s", SEED, cluster.broker().output())
                        .isTrue();
                assertThat(cluster.nameServer(0).isRunning())
                        .as("seed %d: %s", SEED, cluster.nameServer(0).output())
                        .isTrue();
                witness.requireServed();
                for (Node node : List.of(cluster.broker(), cluster.nameServer(0))) {
                    Gauge gauge = new Gauge(node.pid());
                    System.out.println(node.directory().getFileName() + ": heap " + (gauge.heapBytes() >> 10)
                            + " KiB, descriptors " + gauge.descriptors());
                    assertThat(gauge.descriptors()).as("seed %d", SEED).isLessThan(MOST_DESCRIPTORS);
                }
                cluster.broker().kill();
                // a start after a kill repairs; what it leaves is to be whole, and to have everything
                cluster.startBroker();
                witness.requireAllReadable(brokerAddress);
                assertThat(cluster.broker().stop()).isIn(0, 143);
                requireWhole(cluster.broker().directory().resolve("store"));
            }
        }
    }

    private void attack(InetSocketAddress broker, InetSocketAddress nameServer) throws InterruptedException {
        long end = System.nanoTime() + FUZZ_NANOS;
        List<Thread> attackers = new ArrayList<>();
        for (int i = 0; i < ATTACKERS; i++) {
            Random random = new Random(SEED + i);
            Thread thread = new Thread(() -> attack(broker, nameServer, random, end), "attacker-" + i);
            thread.setDaemon(true);
            thread.start();
            attackers.add(thread);
        }
        for (Thread thread : attackers) {
            thread.join(TimeUnit.NANOSECONDS.toMillis(FUZZ_NANOS) + 2 * PATIENCE_MILLIS);
        }
        System.out.println(frames + " frames");
    }

    private void attack(InetSocketAddress broker, InetSocketAddress nameServer, Random random, long end) {
        RandomFrames generator = new RandomFrames(random);
        while (System.nanoTime() < end) {
            InetSocketAddress target = random.nextInt(4) == 0 ? nameServer : broker;
            try (RawPeer peer = new RawPeer(target, PATIENCE_MILLIS)) {
                for (int i = random.nextInt(FRAMES_PER_CONNECTION); i >= 0 && System.nanoTime() < end; i--) {
                    peer.write(generator.next(peer));
                    frames.incrementAndGet();
                    peer.drain();
                }
            } catch (IOException e) {
                // it was no frame, and the server closed the connection
            }
        }
    }

    private static void requireWhole(Path store) throws Exception {
        Process check = new ProcessBuilder(
                        "sh", Node.home().resolve("bin").resolve("mqstore").toString(), "check", store.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as("seed %d: %s", SEED, output).isZero();
        System.out.println(output.lines().reduce((first, second) -> second).orElse(""));
    }
}
