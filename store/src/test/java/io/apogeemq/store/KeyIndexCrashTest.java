package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.store.index.KeyQuery;
import io.apogeemq.store.index.KeyQuery.Kind;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.segment.LogSpace;
import io.apogeemq.store.simulation.SimulatedDisk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Whatever moment the process dies at, whatever the disk then keeps, and whichever index file is lost meanwhile: each
 * message that is in the log is found by each of its keys, once, the newest first, and nothing else is.
 */
class KeyIndexCrashTest {
    private static final int LIVES = 6;
    private static final Path INDEX = StoreRig.ROOT.resolve("index");

    @Test
    void what_is_in_the_log_is_found_by_its_keys_after_any_crash() {
        CrashSeeds.each(seed -> new Lives(seed).play());
    }

    private static final class Lives {
        private final Random random;
        private final StoreRig rig;
        /** The keys of each message ever sent, by its body. */
        private final Map<String, Set<String>> sent = new LinkedHashMap<>();

        private Set<String> mustBe = new HashSet<>();
        private final Set<String> confirmedOnDisk = new HashSet<>();
        private final Set<String> confirmed = new HashSet<>();
        private int number;

        Lives(long seed) throws StoreFailure {
            random = new Random(seed);
            rig = new StoreRig(seed, LogSpace.values()[random.nextInt(LogSpace.values().length)]);
            // a file holds more than the keys of two messages: else one that is missing cannot be told
            rig.indexing(1 + random.nextInt(2000), 12 + random.nextInt(random.nextBoolean() ? 20 : 300));
        }

        void play() throws StoreFailure {
            for (int life = 0; life < LIVES; life++) {
                liveAndDie();
                boolean power = random.nextBoolean();
                crash(power);
                mustBe.addAll(power ? confirmedOnDisk : confirmed);
                confirmed.clear();
                confirmedOnDisk.clear();
                if (random.nextInt(5) == 0) {
                    loseIndexFile();
                }
                reviveThroughDeaths(power);
                mustBe = requireAll();
                if (random.nextInt(3) == 0) {
                    rig.restart();
                    assertThat(requireAll()).as("after a clean restart").isEqualTo(mustBe);
                }
            }
        }

        private void liveAndDie() {
            rig.disk.dieAfter(1 + random.nextInt(random.nextBoolean() ? 40 : 400));
            try {
                int rounds = 1 + random.nextInt(40);
                for (int i = 0; i < rounds; i++) {
                    int burst = 1 + random.nextInt(6);
                    for (int j = 0; j < burst; j++) {
                        send();
                    }
                    rig.simulation.runFor(random.nextInt(3) == 0 ? random.nextInt(1500) : random.nextInt(30));
                    if (random.nextInt(8) == 0) {
                        find("key" + random.nextInt(8));
                    }
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

        private void send() {
            String body = "message " + number++ + " " + "x".repeat(random.nextInt(100));
            Set<String> keys = new HashSet<>();
            int count = random.nextInt(4);
            for (int i = 0; i < count; i++) {
                keys.add("key" + random.nextInt(8));
            }
            keys.add("id" + number);
            sent.put(body, keys);
            Durability durability = random.nextBoolean() ? Durability.ON_DISK : Durability.MEMORY;
            rig.io.execute(() -> send(body, keys, durability));
        }

        private void send(String body, Set<String> keys, Durability durability) {
            OutgoingRecord record = rig.fill(rig.record, "topic", 0, body, null);
            record.properties().put("KEYS", String.join(" ", keys));
            AppendResult result = rig.store.append(record);
            if (result == AppendResult.APPENDED) {
                rig.store.confirmations().await(record.endPosition(), durability, rig.io, missing -> {
                    if (missing == null) {
                        confirmed.add(body);
                        if (durability == Durability.ON_DISK) {
                            confirmedOnDisk.add(body);
                        }
                    }
                });
            } else if (result != AppendResult.REFUSED) {
                rig.store.whenWritable(rig.io, () -> send(body, keys, durability));
            }
        }

        private void crash(boolean power) {
            if (power) {
                rig.cutPower();
            } else {
                rig.kill();
            }
        }

        private void loseIndexFile() {
            List<Path> files = rig.disk.files().stream()
                    .filter(file -> file.startsWith(INDEX))
                    .toList();
            if (!files.isEmpty()) {
                rig.disk.remove(files.get(random.nextInt(files.size())));
            }
        }

        private void reviveThroughDeaths(boolean power) throws StoreFailure {
            while (true) {
                if (random.nextInt(3) == 0) {
                    rig.disk.dieAfter(1 + random.nextInt(30));
                }
                try {
                    rig.start();
                    rig.simulation.runFor(random.nextInt(200));
                    rig.disk.dieAfter(Integer.MAX_VALUE);
                    return;
                } catch (SimulatedDisk.Died e) {
                    crash(power && random.nextBoolean());
                } catch (AssertionError e) {
                    if (!(e.getCause() instanceof SimulatedDisk.Died)) {
                        throw e;
                    }
                    crash(power && random.nextBoolean());
                }
            }
        }

        private List<String> find(String key) {
            return rig.find(new KeyQuery("topic", Kind.ANY_KEY, key, 0, Long.MAX_VALUE, 100_000));
        }

        /** What is in the log, after looking whether the index finds just that. */
        private Set<String> requireAll() throws StoreFailure {
            List<String> inLog = rig.store.queue("topic", 0) == null ? List.of() : rig.bodies("topic", 0, 0);
            assertThat(inLog).containsAll(mustBe);
            Map<String, List<String>> expected = new LinkedHashMap<>();
            for (int i = 0; i < 8; i++) {
                expected.put("key" + i, new ArrayList<>());
            }
            for (String body : inLog) {
                for (String key : sent.get(body)) {
                    expected.computeIfAbsent(key, none -> new ArrayList<>()).add(0, body);
                }
            }
            expected.forEach((key, bodies) ->
                    assertThat(find(key)).as("messages of %s", key).isEqualTo(bodies));
            return new HashSet<>(inLog);
        }
    }
}
