package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.queue.QueueName;
import io.apogeemq.store.read.ReadRequest;
import io.apogeemq.store.read.ReadResult;
import io.apogeemq.store.read.ReadStatus;
import io.apogeemq.store.retention.RetentionRules;
import io.apogeemq.store.segment.LeasedSlices;
import io.apogeemq.store.simulation.SimulatedDisk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Files go all the time while the process dies at any change of the disk, the power fails, and now and then a queue file is
 * lost. Every confirmed message that lies in a kept file of the log is there, at its offset; queues begin with a message
 * that is there and have no gap; a queue that has let go of everything keeps its number; a second recovery changes nothing.
 */
class RetentionCrashTest {
    private static final int LIVES = 5;
    private static final long RESERVED_MILLIS = 10_000;

    /** Its messages go earlier than the log's files. */
    private static final String SHORT = "short";

    private static final long SHORT_MILLIS = 3_000;
    private static final List<String> TOPICS = List.of("a", "b", SHORT);
    private static final Path QUEUES = StoreRig.ROOT.resolve("consumequeue");
    private static final Path MARKS = StoreRig.ROOT.resolve("apogee/queues");

    @Test
    void what_was_confirmed_and_is_kept_survives_any_crash() {
        List<Long> gone = new ArrayList<>();
        CrashSeeds.each(seed -> {
            Lives lives = new Lives(seed);
            lives.play();
            if (lives.rig.store.minPosition() > 0) {
                gone.add(seed);
            }
        });
        assertThat(CrashSeeds.COUNT < 20 || gone.size() > CrashSeeds.COUNT / 4)
                .as("files went in %d of %d", gone.size(), CrashSeeds.COUNT)
                .isTrue();
    }

    private static final class Lives {
        private final Random random;
        private final StoreRig rig;
        private final Map<String, Sent> sent = new HashMap<>();
        private final List<Sent> confirmed = new ArrayList<>();
        private final List<Sent> mustBe = new ArrayList<>();
        private final Map<QueueName, Long> mostSeen = new HashMap<>();
        private int number;

        private record Sent(QueueName queue, long offset, long end, long millis, String body, Durability durability) {}

        /** What a queue holds. */
        private record Contents(long min, long max, TreeMap<Long, String> bodies) {}

        Lives(long seed) throws StoreFailure {
            random = new Random(seed);
            rig = new StoreRig(seed);
            rig.rules = new RetentionRules(
                    IntStream.range(0, 24).boxed().collect(Collectors.toSet()),
                    ZoneOffset.UTC,
                    RESERVED_MILLIS,
                    new RetentionRules.Marks(0.75, 0.85, 0.9, true, 1),
                    new RetentionRules.Pace(500, 1000, 1 + random.nextInt(4), 20, 20, 1000));
            rig.restart();
        }

        private void start() throws StoreFailure {
            rig.start();
            rig.store.retention().reserve(topic -> topic.equals(SHORT) ? SHORT_MILLIS : 0);
        }

        void play() throws StoreFailure {
            for (int life = 0; life < LIVES; life++) {
                rig.store.retention().reserve(topic -> topic.equals(SHORT) ? SHORT_MILLIS : 0);
                liveAndDie();
                boolean power = random.nextBoolean();
                crash(power);
                confirmed.stream()
                        .filter(each -> !power || each.durability == Durability.ON_DISK)
                        .forEach(mustBe::add);
                confirmed.clear();
                if (random.nextInt(4) == 0) {
                    loseQueueFile();
                }
                reviveThroughDeaths(power);
                Map<QueueName, Contents> found = contents();
                requireAll(found);
                crash(random.nextBoolean());
                start();
                assertThat(contents()).as("a second recovery changes nothing").isEqualTo(found);
                if (random.nextInt(4) == 0) {
                    rig.close();
                    start();
                    assertThat(contents()).as("a clean restart changes nothing").isEqualTo(found);
                }
            }
        }

        private void liveAndDie() {
            rig.disk.dieAfter(1 + random.nextInt(random.nextBoolean() ? 100 : 1000));
            List<String> busy =
                    TOPICS.stream().filter(topic -> random.nextBoolean()).toList();
            try {
                int rounds = 1 + random.nextInt(60);
                for (int i = 0; i < rounds; i++) {
                    int burst = busy.isEmpty() ? 0 : 1 + random.nextInt(6);
                    for (int j = 0; j < burst; j++) {
                        send(busy.get(random.nextInt(busy.size())));
                    }
                    rig.simulation.runFor(random.nextInt(3) == 0 ? random.nextInt(3000) : 1 + random.nextInt(100));
                    if (random.nextInt(30) == 0) {
                        rig.simulation.runFor(70_000);
                    }
                    if (random.nextInt(20) == 0) {
                        rig.store.retention().deleteExpiredQueueFiles();
                    }
                }
                if (random.nextInt(4) == 0) {
                    rig.close();
                    start();
                }
            } catch (StoreFailure e) {
                throw new AssertionError(e);
            } catch (SimulatedDisk.Died e) {
                // while it was opened
            } catch (AssertionError e) {
                if (!(e.getCause() instanceof SimulatedDisk.Died)) {
                    throw e;
                }
            }
        }

        private void send(String topic) {
            QueueName queue = new QueueName(topic, random.nextInt(2));
            String body = "message " + number++ + " " + "x".repeat(random.nextInt(random.nextInt(4) == 0 ? 4000 : 300));
            Durability durability = random.nextBoolean() ? Durability.ON_DISK : Durability.MEMORY;
            rig.io.execute(() -> tryToSend(queue, body, durability));
        }

        private void tryToSend(QueueName queue, String body, Durability durability) {
            AppendResult result = rig.store.append(rig.fill(rig.record, queue.topic(), queue.queueId(), body, null));
            switch (result) {
                case APPENDED -> {
                    Sent one = new Sent(
                            queue,
                            rig.record.queueOffset(),
                            rig.record.endPosition(),
                            rig.simulation.clock().millis(),
                            body,
                            durability);
                    sent.put(body, one);
                    rig.store.confirmations().await(one.end, durability, rig.io, missing -> {
                        if (missing == null) {
                            confirmed.add(one);
                        }
                    });
                }
                case NO_SEGMENT, UNFLUSHED_LIMIT ->
                    rig.store.whenWritable(rig.io, () -> tryToSend(queue, body, durability));
                case REFUSED -> {}
            }
        }

        private void crash(boolean power) {
            if (power) {
                rig.cutPower();
            } else {
                rig.kill();
            }
        }

        /** Without the note about the queues nobody could know that there was one. */
        private void loseQueueFile() {
            List<Path> files = rig.disk.files().stream()
                    .filter(path -> path.startsWith(QUEUES))
                    .toList();
            if (!files.isEmpty() && rig.disk.exists(MARKS)) {
                rig.disk.remove(files.get(random.nextInt(files.size())));
            }
        }

        /** It may die again while it recovers. */
        private void reviveThroughDeaths(boolean power) throws StoreFailure {
            while (true) {
                if (random.nextInt(3) == 0) {
                    rig.disk.dieAfter(1 + random.nextInt(20));
                }
                try {
                    start();
                    rig.disk.dieAfter(Integer.MAX_VALUE);
                    return;
                } catch (SimulatedDisk.Died e) {
                    crash(power && random.nextBoolean());
                }
            }
        }

        private void requireAll(Map<QueueName, Contents> found) {
            long logStart = rig.store.minPosition();
            mustBe.forEach(each -> mostSeen.merge(each.queue, each.offset + 1, Math::max));
            mustBe.removeIf(each -> each.end <= logStart);
            mustBe.removeIf(each -> each.queue.topic().equals(SHORT)
                    && each.offset < Objects.requireNonNull(found.get(each.queue)).min
                    && each.millis < rig.simulation.clock().millis() - SHORT_MILLIS);
            for (Sent each : mustBe) {
                Contents queue = found.get(each.queue);
                assertThat(queue).as("the queue %s", each.queue).isNotNull();
                assertThat(queue.bodies.get(each.offset))
                        .as("message %d of %s, the log begins at %d", each.offset, each.queue, logStart)
                        .isEqualTo(each.body);
            }
            mostSeen.forEach((name, most) -> assertThat(Objects.requireNonNull(found.get(name)).max)
                    .as("the number that %s goes on with", name)
                    .isGreaterThanOrEqualTo(most));
            found.forEach((name, queue) -> {
                mostSeen.put(name, queue.max);
                queue.bodies.forEach((offset, body) -> {
                    Sent one = Objects.requireNonNull(sent.get(body), body);
                    assertThat(one.queue).isEqualTo(name);
                    assertThat(one.offset).isEqualTo(offset);
                    assertThat(one.end).isGreaterThan(logStart);
                    mustBe.add(one);
                });
            });
        }

        private Map<QueueName, Contents> contents() throws StoreFailure {
            Map<QueueName, Contents> all = new HashMap<>();
            List<ConsumeQueue> queues = new ArrayList<>();
            rig.store.forEachQueue(queues::add);
            for (ConsumeQueue queue : queues) {
                all.put(queue.name(), new Contents(queue.minOffset(), queue.maxOffset(), read(queue)));
            }
            return all;
        }

        private TreeMap<Long, String> read(ConsumeQueue queue) throws StoreFailure {
            TreeMap<Long, String> bodies = new TreeMap<>();
            RecordReader reader = new RecordReader();
            long offset = queue.minOffset();
            while (offset < queue.maxOffset()) {
                ReadResult result = rig.store.read(queue, ReadRequest.from(offset, 32));
                assertThat(result.status()).as("%s from %d", queue, offset).isEqualTo(ReadStatus.FOUND);
                LeasedSlices slices = Objects.requireNonNull(result.messages());
                for (int i = 0; i < slices.count(); i++) {
                    ByteBuffer buffer = slices.buffer(i);
                    for (int at = 0; at < buffer.limit(); at += reader.length()) {
                        assertThat(reader.read(buffer, at, buffer.limit() - at)).isEqualTo(RecordReader.Found.RECORD);
                        assertThat(reader.isBodyWhole()).isTrue();
                        assertThat(reader.queueOffset()).isEqualTo(offset++);
                        bodies.put(
                                reader.queueOffset(),
                                StandardCharsets.UTF_8.decode(reader.body()).toString());
                    }
                }
                slices.release();
            }
            return bodies;
        }
    }
}
