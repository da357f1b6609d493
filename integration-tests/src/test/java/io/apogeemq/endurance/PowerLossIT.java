package io.apogeemq.endurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.apogeemq.nodes.Cluster;
import io.apogeemq.nodes.Places;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The store lies on a file system in an image; a copy of the image, made at a random moment and with nothing synced, is what
 * a loss of power would leave. The broker stands still for the copy: power fails at one moment, but a copy takes a while, and
 * would have what was forced at its end without what was forced before that, at its beginning. Needs to be allowed to
 * mount (root on Linux).
 */
class PowerLossIT {
    /** {@code -Dtest.jvm.options=-Dapogeemq.power.losses=30} for longer. */
    private static final int ROUNDS = Integer.getInteger("apogeemq.power.losses", 3);

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void whatever_was_confirmed_under_sync_flush_before_the_power_went_is_there() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Path place = Places.empty("power");
        Path image = place.resolve("image");
        try (Mount disk = newDisk(image, place.resolve("disk"));
                Cluster cluster = cluster(place.resolve("live"), disk).start();
                MixedLoad load = new MixedLoad("Power", cluster.nameServerAddresses(), random)) {
            load.confirmMore(1);
            for (int round = 1; round <= ROUNDS; round++) {
                load.confirmMore(1 + random.nextInt(1000));
                Map<String, String> before =
                        copyUnderLoad(load, cluster.broker().pid(), image, place.resolve("copy"));
                requireAll(place, round, load, before, "seed " + seed + " round " + round);
                Files.delete(place.resolve("copy"));
            }
            load.finish();
            System.out.println(
                    ROUNDS + " losses of power, " + load.confirmed().size() + " messages confirmed, none lost");
        }
    }

    private static Cluster cluster(Path place, Mount disk) {
        return new Cluster(place, 1)
                .brokerSetting("flushDiskType", "SYNC_FLUSH")
                .brokerSetting("storePathRootDir", disk.path.resolve("store").toString())
                .brokerSetting("mappedFileSizeCommitLog", String.valueOf(4 << 20))
                .brokerSetting("flushIntervalConsumeQueue", "100")
                .brokerSetting("flushConsumeQueueThoroughInterval", "300")
                .brokerSetting("defaultTopicQueueNums", String.valueOf(MixedLoad.QUEUES_PER_TOPIC));
    }

    /** Copies the image while sends go on; returns what was confirmed before. */
    private static Map<String, String> copyUnderLoad(MixedLoad load, long broker, Path image, Path copy)
            throws Exception {
        AtomicBoolean copied = new AtomicBoolean();
        AtomicReference<Exception> failure = new AtomicReference<>();
        Thread sender = new Thread(() -> {
            try {
                while (!copied.get()) {
                    load.confirmMore(1);
                }
            } catch (InterruptedException e) {
                failure.set(e);
            }
        });
        sender.start();
        try {
            Map<String, String> before = load.confirmed();
            run("kill", "-STOP", Long.toString(broker));
            try {
                run("cp", "--sparse=always", image.toString(), copy.toString());
            } finally {
                run("kill", "-CONT", Long.toString(broker));
            }
            return before;
        } finally {
            copied.set(true);
            sender.join();
            assertThat(failure.get()).isNull();
        }
    }

    private static void requireAll(Path place, int round, MixedLoad load, Map<String, String> before, String what)
            throws Exception {
        try (Mount disk = new Mount(place.resolve("copy"), place.resolve("revived-disk"));
                Cluster revived =
                        cluster(place.resolve("revived-" + round), disk).start()) {
            assertThat(load.everything(revived.nameServerAddresses(), "readers-" + round, before))
                    .as(what)
                    .containsAllEntriesOf(before);
        }
    }

    private static Mount newDisk(Path image, Path on) throws IOException, InterruptedException {
        try {
            run("truncate", "-s", "512M", image.toString());
            run("mkfs.ext4", "-q", "-F", image.toString());
            return new Mount(image, on);
        } catch (IOException e) {
            return abort("no file system can be mounted here: " + e.getMessage());
        }
    }

    /** A mounted image. */
    private static final class Mount implements AutoCloseable {
        private final Path path;

        Mount(Path image, Path path) throws IOException, InterruptedException {
            this.path = Files.createDirectories(path);
            run("mount", "-o", "loop", image.toString(), path.toString());
        }

        @Override
        public void close() throws IOException, InterruptedException {
            run("umount", path.toString());
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output.strip());
        }
    }
}
