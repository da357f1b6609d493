package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.concurrent.Position;
import io.apogeemq.protocol.message.OutgoingBatch;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.queue.QueueName;
import io.apogeemq.store.read.ReadRequest;
import io.apogeemq.store.read.ReadResult;
import io.apogeemq.store.read.ReadStatus;
import io.apogeemq.store.segment.LeasedSlices;
import io.apogeemq.store.segment.LogSpace;
import io.apogeemq.store.simulation.SimulatedDisk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Whatever moment the process dies at, and whatever the disk then keeps of what was not forced: what was confirmed is
 * there, at its offset, once, and what came back after one crash is there after the next.
 */
class CrashTest {
    private static final int LIVES = 5;

    @Test
    void what_was_confirmed_survives_any_crash() {
        CrashSeeds.each(seed -> new Lives(seed).play());
    }

    /** One store that lives and dies a few times. */
    private static final class Lives {
        private final Random random;
        private final StoreRig rig;
        private final OutgoingBatch batch = new OutgoingBatch();
        private final Set<String> everSent = new HashSet<>();

        /** Bodies that were appended together: all of them are there, or none. */
        private final List<List<String>> groups = new ArrayList<>();

        /** What must be there: for each queue the bodies by offset. */
        private Map<QueueName, TreeMap<Long, String>> mustBe =
                new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));

        private final List<Confirmed> confirmed = new ArrayList<>();
        private int number;

        /** How far replicas are, where readers wait for them. */
        private @Nullable Position replicated;

        private record Confirmed(QueueName queue, long offset, String body, Durability durability) {}

        Lives(long seed) throws StoreFailure {
            random = new Random(seed);
            rig = new StoreRig(seed, LogSpace.values()[random.nextInt(LogSpace.values().length)]);
            if (random.nextBoolean()) {
                rig.opening(() -> {
                    replicated = new Position("replicated", 0);
                    return new Opening(replicated, false);
                });
            }
        }

        void play() throws StoreFailure {
            for (int life = 0; life < LIVES; life++) {
                boolean power = random.nextBoolean();
                liveAndDie();
                crash(power);
                for (Confirmed each : confirmed) {
                    if (!power || each.durability == Durability.ON_DISK) {
                        mustBe.computeIfAbsent(each.queue, name -> new TreeMap<>())
                                .put(each.offset, each.body);
                    }
                }
                confirmed.clear();
                reviveThroughDeaths(power);
                Map<QueueName, TreeMap<Long, String>> found = contents();
                requireAll(found);
                crash(random.nextBoolean());
                rig.start();
                assertThat(contents()).as("a second recovery changes nothing").isEqualTo(found);
                mustBe = found;
                if (random.nextInt(4) == 0) {
                    rig.restart();
                    assertThat(contents()).as("a clean restart changes nothing").isEqualTo(found);
                }
            }
        }

        private void liveAndDie() {
            rig.disk.dieAfter(1 + random.nextInt(random.nextBoolean() ? 30 : 300));
            try {
                int rounds = 1 + random.nextInt(60);
                for (int i = 0; i < rounds; i++) {
                    int burst = 1 + random.nextInt(8);
                    for (int j = 0; j < burst; j++) {
                        switch (random.nextInt(7)) {
                            case 0 -> sendBatch();
                            case 1 -> sendGroup();
                            default -> sendOne();
                        }
                    }
                    rig.simulation.runFor(random.nextInt(3) == 0 ? random.nextInt(1500) : 1);
                    replicate();
                }
                if (random.nextInt(4) == 0) {
                    rig.close();
                    rig.start();
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

        /** Some more of what is written, cut anywhere. */
        private void replicate() {
            Position position = replicated;
            if (position != null && random.nextInt(3) > 0) {
                long from = Math.max(position.get(), rig.store.minPosition());
                long more = rig.store.written().get() - from;
                if (more > 0) {
                    position.advanceTo(from + (random.nextBoolean() ? more : random.nextInt((int) more)));
                    rig.store.advanced();
                }
            }
        }

        private void crash(boolean power) {
            if (power) {
                rig.cutPower();
            } else {
                rig.kill();
            }
        }

        /** It may die again while it recovers. */
        private void reviveThroughDeaths(boolean power) throws StoreFailure {
            while (true) {
                if (random.nextInt(3) == 0) {
                    rig.disk.dieAfter(1 + random.nextInt(12));
                }
                try {
                    rig.start();
                    rig.disk.dieAfter(Integer.MAX_VALUE);
                    return;
                } catch (SimulatedDisk.Died e) {
                    crash(power && random.nextBoolean());
                }
            }
        }

        private QueueName someQueue() {
            return new QueueName("topic" + random.nextInt(3), random.nextInt(3));
        }

        private String body() {
            String body =
                    "message " + number++ + " " + "x".repeat(random.nextInt(random.nextInt(10) == 0 ? 3000 : 100));
            everSent.add(body);
            return body;
        }

        private Durability durability() {
            return random.nextBoolean() ? Durability.ON_DISK : Durability.MEMORY;
        }

        private void sendOne() {
            QueueName queue = someQueue();
            String body = body();
            Durability durability = durability();
            rig.send(
                    queue.topic(),
                    queue.queueId(),
                    body,
                    durability,
                    offset -> confirmed.add(new Confirmed(queue, offset, body, durability)));
        }

        private void sendBatch() {
            QueueName queue = someQueue();
            send(Collections.nCopies(1 + random.nextInt(5), queue), false);
        }

        /** Messages of several queues that belong together. */
        private void sendGroup() {
            List<QueueName> queues = new ArrayList<>();
            int count = 2 + random.nextInt(3);
            for (int i = 0; i < count; i++) {
                queues.add(someQueue());
            }
            send(queues, true);
        }

        private void send(List<QueueName> queues, boolean allOrNone) {
            Durability durability = durability();
            List<String> bodies = new ArrayList<>();
            queues.forEach(queue -> bodies.add(body()));
            if (allOrNone) {
                groups.add(bodies);
            }
            rig.io.execute(() -> trySending(queues, durability, bodies, allOrNone));
        }

        private void trySending(List<QueueName> queues, Durability durability, List<String> bodies, boolean allOrNone) {
            batch.clear();
            if (allOrNone) {
                batch.allOrNone();
            }
            for (int i = 0; i < bodies.size(); i++) {
                QueueName queue = queues.get(i);
                batch.add(rig.fill(rig.record, queue.topic(), queue.queueId(), bodies.get(i), "tag"));
            }
            AppendResult result = rig.store.append(batch);
            if (result == AppendResult.APPENDED) {
                List<Confirmed> appended = new ArrayList<>();
                for (int i = 0; i < bodies.size(); i++) {
                    appended.add(new Confirmed(queues.get(i), batch.queueOffset(i), bodies.get(i), durability));
                }
                rig.store.confirmations().await(batch.endPosition(), durability, rig.io, missing -> {
                    if (missing == null) {
                        confirmed.addAll(appended);
                    }
                });
            } else if (result != AppendResult.REFUSED) {
                rig.store.whenWritable(rig.io, () -> trySending(queues, durability, bodies, allOrNone));
            }
        }

        private void requireAll(Map<QueueName, TreeMap<Long, String>> found) {
            mustBe.forEach((queue, bodies) -> {
                TreeMap<Long, String> there = found.get(queue);
                assertThat(there).as("the queue %s", queue).isNotNull();
                bodies.forEach((offset, body) -> assertThat(there.get(offset))
                        .as("message %d of %s", offset, queue)
                        .isEqualTo(body));
            });
            Set<String> seen = new HashSet<>();
            found.values()
                    .forEach(bodies -> bodies.values().forEach(body -> {
                        assertThat(everSent).contains(body);
                        assertThat(seen.add(body))
                                .as("'%s' is there once", body)
                                .isTrue();
                    }));
            groups.forEach(
                    group -> assertThat(group.stream().filter(seen::contains).count())
                            .as("of '%s' there are all or none", group)
                            .isIn(0L, (long) group.size()));
        }

        private Map<QueueName, TreeMap<Long, String>> contents() throws StoreFailure {
            Map<QueueName, TreeMap<Long, String>> all =
                    new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
            List<ConsumeQueue> queues = new ArrayList<>();
            rig.store.forEachQueue(queues::add);
            for (ConsumeQueue queue : queues) {
                TreeMap<Long, String> bodies = read(queue);
                assertThat((long) bodies.size()).as("messages in %s", queue).isEqualTo(queue.maxOffset());
                if (!bodies.isEmpty()) {
                    all.put(queue.name(), bodies);
                }
            }
            return all;
        }

        private TreeMap<Long, String> read(ConsumeQueue queue) throws StoreFailure {
            TreeMap<Long, String> bodies = new TreeMap<>();
            long offset = queue.minOffset();
            long lastPosition = -1;
            RecordReader reader = new RecordReader();
            while (offset < queue.maxOffset()) {
                ReadResult result = rig.store.read(queue, ReadRequest.from(offset, 1 + random.nextInt(32)));
                assertThat(result.status()).as("%s from %d", queue, offset).isEqualTo(ReadStatus.FOUND);
                LeasedSlices slices = result.messages();
                for (int i = 0; i < slices.count(); i++) {
                    ByteBuffer buffer = slices.buffer(i);
                    for (int at = 0; at < buffer.limit(); at += reader.length()) {
                        assertThat(reader.read(buffer, at, buffer.limit() - at)).isEqualTo(RecordReader.Found.RECORD);
                        assertThat(reader.isBodyWhole()).isTrue();
                        assertThat(reader.queueOffset()).isEqualTo(offset++);
                        assertThat(reader.isOfTopic(queue.name().topic())).isTrue();
                        assertThat(reader.queueId()).isEqualTo(queue.name().queueId());
                        assertThat(reader.position()).isGreaterThan(lastPosition);
                        lastPosition = reader.position();
                        bodies.put(
                                reader.queueOffset(),
                                StandardCharsets.UTF_8.decode(reader.body()).toString());
                    }
                }
                slices.release();
                assertThat(result.nextOffset()).isEqualTo(offset);
            }
            return bodies;
        }
    }
}
