package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.store.index.KeyQuery;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.read.ReadRequest;
import io.apogeemq.store.read.ReadResult;
import io.apogeemq.store.read.ReadStatus;
import io.apogeemq.store.segment.LeasedSlices;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of a store with every kind of damage. Each ends in a store that is whole, at once or after one more start, or in
 * a refusal that says why; bytes of the log that are lost are told. In no case are messages missing without a word.
 */
class DamagedFilesTest {
    private static final Path LOG = StoreRig.ROOT.resolve("commitlog");
    private static final int KEYS = 70;
    private static final String[] QUEUES = {"t/0", "t/1", "quiet/0", "last/3", "keyed/0"};

    private enum Damage {
        ABSENT,
        EMPTY,
        CUT,
        ZEROED,
        UNREADABLE,
        LONGER,
        OLDER
    }

    private enum Exit {
        CLEAN,
        KILLED,
        POWER_LOST
    }

    /** What a store has sent, and its files when it ended. */
    private record Ended(Map<String, Map<Long, String>> sent, Map<Path, byte[]> earlier, Map<Path, byte[]> files) {}

    private static final Map<Exit, Ended> ENDED = new EnumMap<>(Exit.class);

    private static Ended ended(Exit exit) {
        return ENDED.computeIfAbsent(exit, DamagedFilesTest::make);
    }

    private static Ended make(Exit exit) {
        try {
            StoreRig rig = new StoreRig(4);
            Map<String, Map<Long, String>> sent = new TreeMap<>();
            for (int i = 0; i < 5; i++) {
                send(rig, sent, "quiet/0", "early " + i);
            }
            for (int i = 0; i < 40; i++) {
                send(rig, sent, "t/" + i % 2, "first " + i + "x".repeat(i * 20));
            }
            sendWithKeys(rig, sent, 0, KEYS / 2);
            // the rounds that take sums, save the index and the marks
            rig.simulation.runFor(8_000_000);
            rig.restart();
            Map<Path, byte[]> earlier = files(rig);
            for (int i = 0; i < 50; i++) {
                send(rig, sent, "t/" + i % 2, "second " + i + "x".repeat(i * 20));
            }
            send(rig, sent, "last/3", "last");
            sendWithKeys(rig, sent, KEYS / 2, KEYS);
            rig.simulation.runFor(8_000_000);
            send(rig, sent, "t/0", "at the end");
            switch (exit) {
                case CLEAN -> rig.close();
                case KILLED -> rig.kill();
                case POWER_LOST -> rig.cutPower();
            }
            return new Ended(sent, earlier, files(rig));
        } catch (StoreFailure e) {
            throw new AssertionError(e);
        }
    }

    private static void sendWithKeys(StoreRig rig, Map<String, Map<Long, String>> sent, int from, int to) {
        for (int i = from; i < to; i++) {
            int number = i;
            rig.onIo(() -> {
                rig.fill(rig.record, "keyed", 0, "keyed " + number, null)
                        .properties()
                        .put("KEYS", "key" + number);
                assertThat(rig.store.append(rig.record)).isEqualTo(AppendResult.APPENDED);
                rig.store.confirmations().await(rig.record.endPosition(), Durability.ON_DISK, rig.io, late -> {});
            });
            rig.simulation.runFor(1000);
            sent.computeIfAbsent("keyed/0", absent -> new TreeMap<>()).put((long) i, "keyed " + i);
        }
    }

    private static void send(StoreRig rig, Map<String, Map<Long, String>> sent, String queue, String body) {
        String[] name = queue.split("/");
        long offset = rig.sendNow(name[0], Integer.parseInt(name[1]), body);
        sent.computeIfAbsent(queue, absent -> new TreeMap<>()).put(offset, body);
    }

    private static Map<Path, byte[]> files(StoreRig rig) {
        Map<Path, byte[]> files = new TreeMap<>();
        rig.disk.files().forEach(file -> files.put(file, rig.disk.bytes(file)));
        return files;
    }

    static Stream<Arguments> cases() {
        return Stream.of(Exit.values())
                .flatMap(exit -> ended(exit).files.keySet().stream()
                        .filter(file -> !file.endsWith("lock"))
                        .filter(file -> exit != Exit.POWER_LOST || decidesOnTheEnd(file))
                        .flatMap(file -> Stream.of(Damage.values())
                                .filter(damage -> damage != Damage.OLDER
                                        || ended(exit).earlier.containsKey(file))
                                .map(damage -> Arguments.of(exit, StoreRig.ROOT.relativize(file), damage))));
    }

    /** What a start goes by to find out where the log ends: only there a loss of power makes a difference. */
    private static boolean decidesOnTheEnd(Path file) {
        return Stream.of("index", "consumequeue", "apogee/sums")
                .noneMatch(part -> file.startsWith(StoreRig.ROOT.resolve(part)));
    }

    private static byte @Nullable [] damaged(byte[] bytes, Damage damage, byte @Nullable [] earlier) {
        return switch (damage) {
            case ABSENT -> null;
            case EMPTY -> new byte[0];
            case CUT -> Arrays.copyOf(bytes, bytes.length * 2 / 3);
            case ZEROED -> new byte[bytes.length];
            case UNREADABLE -> bytes;
            case LONGER -> Arrays.copyOf(bytes, bytes.length + 4096);
            case OLDER -> earlier;
        };
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @MethodSource("cases")
    void no_message_is_missing_without_a_word(Exit exit, Path name, Damage damage) throws Exception {
        Ended ended = ended(exit);
        Path file = StoreRig.ROOT.resolve(name);
        StoreRig rig = rig(ended, exit);
        byte[] whole = Objects.requireNonNull(ended.files.get(file));
        byte[] after = damaged(whole, damage, ended.earlier.get(file));
        rig.disk.remove(file);
        if (after != null) {
            rig.disk.put(file, after);
        }
        rig.disk.refuseAccess(damage == Damage.UNREADABLE ? file : null);

        try {
            rig.start();
        } catch (StoreFailure e) {
            requireReason(e, file, damage);
            rig.kill();
            rig.disk.refuseAccess(null);
            rig.disk.remove(file);
            rig.disk.put(file, whole);
            rig.start();
            requireWhole(rig, ended, true);
            return;
        }
        boolean damagedLog = file.startsWith(LOG) && (damage == Damage.ZEROED || damage == Damage.OLDER);
        boolean firstIsGone = file.equals(firstOfLog(ended)) && damage == Damage.ABSENT;
        if (firstIsGone) {
            // no different from a file that has expired, which a start has no notes of after a crash; it warns
            requireWholeBehind(rig, ended);
        } else if (damagedLog) {
            requireToldDamage(rig, ended, file);
        } else {
            requireWhole(rig, ended, false);
        }
    }

    private static Path firstOfLog(Ended ended) {
        return ended.files.keySet().stream()
                .filter(file -> file.startsWith(LOG))
                .findFirst()
                .orElseThrow();
    }

    private static StoreRig rig(Ended ended, Exit exit) throws StoreFailure, IOException {
        StoreRig rig = new StoreRig(4);
        rig.kill();
        rig.disk.remove(StoreRig.ROOT);
        for (Map.Entry<Path, byte[]> each : ended.files.entrySet()) {
            rig.disk.put(each.getKey(), each.getValue());
        }
        if (exit == Exit.POWER_LOST) {
            // the machine was started anew since
            rig.cutPower();
        }
        return rig;
    }

    private static void requireReason(StoreFailure refusal, Path file, Damage damage) {
        String what = file.startsWith(LOG) && damage != Damage.UNREADABLE ? LOG.toString() : file.toString();
        assertThat(refusal).hasMessageContaining(what);
        assertThat(refusal.getMessage())
                .as("it says what to do")
                .containsAnyOf("bring back", "set it to", "may not be read and written by", "move");
    }

    /** @param atOnce or else after one more start, when reads say so */
    private static void requireWhole(StoreRig rig, Ended ended, boolean atOnce) throws StoreFailure {
        boolean failed = false;
        for (String queue : QUEUES) {
            Map<Long, String> found = new TreeMap<>();
            if (!read(rig, queue, found)) {
                assertThat(atOnce).as("%s can be read", queue).isFalse();
                failed = true;
            } else {
                assertThat(found).as(queue).isEqualTo(ended.sent.get(queue));
            }
        }
        if (failed) {
            rig.simulation.runFor(1);
            rig.restart();
            requireWhole(rig, ended, true);
            return;
        }
        assertThat(rig.store.damagedPlaces()).isEmpty();
        for (int i = 0; i < KEYS; i += 7) {
            assertThat(rig.find(new KeyQuery("keyed", KeyQuery.Kind.ANY_KEY, "key" + i, 0, Long.MAX_VALUE, 10)))
                    .as("by key")
                    .containsExactly("keyed " + i);
        }
        requireNumbers(rig, ended);
        rig.kill();
        rig.start();
        for (String queue : QUEUES) {
            Map<Long, String> found = new TreeMap<>();
            assertThat(read(rig, queue, found)).isTrue();
            assertThat(found).as("%s after another crash", queue).containsAllEntriesOf(ended.sent.get(queue));
        }
    }

    private static void requireNumbers(StoreRig rig, Ended ended) {
        for (String queue : QUEUES) {
            String[] name = queue.split("/");
            assertThat(rig.sendNow(name[0], Integer.parseInt(name[1]), "next"))
                    .as("the next number in %s", queue)
                    .isEqualTo(Objects.requireNonNull(ended.sent.get(queue)).size());
        }
    }

    private static void requireWholeBehind(StoreRig rig, Ended ended) throws StoreFailure {
        for (String queue : QUEUES) {
            String[] name = queue.split("/");
            long min = Objects.requireNonNull(rig.store.queue(name[0], Integer.parseInt(name[1])))
                    .minOffset();
            Map<Long, String> there = new TreeMap<>(ended.sent.get(queue));
            there.keySet().removeIf(offset -> offset < min);
            Map<Long, String> found = new TreeMap<>();
            assertThat(read(rig, queue, found)).isTrue();
            assertThat(found).as(queue).isEqualTo(there);
        }
        requireNumbers(rig, ended);
    }

    private static void requireToldDamage(StoreRig rig, Ended ended, Path file) throws StoreFailure {
        boolean missing = false;
        for (String queue : QUEUES) {
            Map<Long, String> found = new TreeMap<>();
            assertThat(read(rig, queue, found)).isTrue();
            assertThat(ended.sent.get(queue)).as(queue).containsAllEntriesOf(found);
            missing |=
                    found.size() < Objects.requireNonNull(ended.sent.get(queue)).size();
        }
        if (missing) {
            assertThat(rig.store.damagedPlaces())
                    .isNotEmpty()
                    .allSatisfy(place -> assertThat(place.file()).isEqualTo(file.toString()));
        }
        requireNumbers(rig, ended);
    }

    /** Reads a queue from its first message to its last; false when a read fails. */
    private static boolean read(StoreRig rig, String queue, Map<Long, String> found) {
        String[] name = queue.split("/");
        RecordReader reader = new RecordReader();
        long offset = Objects.requireNonNull(rig.store.queue(name[0], Integer.parseInt(name[1])))
                .minOffset();
        while (true) {
            ReadResult result;
            try {
                result = rig.store.read(name[0], Integer.parseInt(name[1]), ReadRequest.from(offset, 32));
            } catch (StoreFailure e) {
                return false;
            }
            LeasedSlices slices = result.messages();
            if (slices == null && result.status() != ReadStatus.MESSAGE_WAS_REMOVING) {
                assertThat(result.status()).isEqualTo(ReadStatus.OFFSET_OVERFLOW_ONE);
                return true;
            }
            for (int i = 0; slices != null && i < slices.count(); i++) {
                ByteBuffer buffer = slices.buffer(i);
                for (int at = 0; at < buffer.limit(); at += reader.length()) {
                    assertThat(reader.read(buffer, at, buffer.limit() - at)).isEqualTo(RecordReader.Found.RECORD);
                    found.put(
                            reader.queueOffset(),
                            StandardCharsets.UTF_8.decode(reader.body()).toString());
                }
            }
            if (slices != null) {
                slices.release();
            }
            offset = result.nextOffset();
        }
    }
}
