package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.message.RecordLayout;
import io.apogeemq.store.inspect.StoreReport;
import io.apogeemq.store.inspect.StoreShape;
import io.apogeemq.store.read.Reach;
import io.apogeemq.store.read.ReadRequest;
import io.apogeemq.store.read.ReadResult;
import io.apogeemq.store.read.ReadStatus;
import io.apogeemq.store.segment.DamagedPlaces;
import io.apogeemq.store.segment.LogDirectories;
import io.apogeemq.store.segment.SegmentFiles;
import io.apogeemq.store.sums.BlockSums;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bits that flip in sealed segments: each is found, by who reads and by the scrub, and costs its message only. */
class SumsTest {
    private static final Path LOG = StoreRig.ROOT.resolve("commitlog").resolve(SegmentFiles.nameOf(0));
    private static final Path SECOND =
            StoreRig.ROOT.resolve("commitlog").resolve(SegmentFiles.nameOf(StoreRig.SEGMENT_LENGTH));
    private static final Path SUMS = StoreRig.ROOT.resolve("apogee/sums");
    private static final Path FIRST_SUMS = SUMS.resolve(SegmentFiles.nameOf(0));
    private static final long ROUND_MILLIS = 3_600_000;

    private StoreRig rig;
    private final List<String> sent = new ArrayList<>();

    /** Where each message lies in the log. */
    private final TreeMap<Integer, String> places = new TreeMap<>();

    @BeforeEach
    void fillThreeFiles() throws StoreFailure {
        rig = new StoreRig(7);
        fill("m");
    }

    private void fill(String name) throws StoreFailure {
        for (int i = 0; rig.store.gauges().segmentCount() < 3; i++) {
            String body = name + " " + i + " " + "x".repeat(i * 37 % 700);
            rig.onIo(() -> {
                rig.fill(rig.record, "t", 0, body, "tag");
                rig.record.properties().put("KEYS", "key of " + body);
            });
            rig.sendNow("t", 0, body);
            sent.add(body);
            places.put((int) positionOf(sent.size() - 1), body);
        }
        takeSums();
    }

    private void takeSums() {
        rig.simulation.runFor(20_000);
    }

    private long positionOf(long offset) throws StoreFailure {
        ReadResult result = rig.store.read("t", 0, ReadRequest.from(offset, 1));
        return Objects.requireNonNull(result.messages()).buffer(0).getLong(RecordLayout.POSITION_AT);
    }

    /** All that can be read, going on behind what cannot; as a broker does, first without waiting. */
    private List<String> all() throws StoreFailure {
        List<String> bodies = new ArrayList<>();
        long offset = 0;
        while (true) {
            ReadResult result =
                    rig.store.read("t", 0, new ReadRequest(offset, 32, Integer.MAX_VALUE, Reach.RECENT, null, null));
            if (result.status() == ReadStatus.COLD) {
                result = rig.store.read("t", 0, ReadRequest.from(offset, 32));
            }
            if (result.status() == ReadStatus.FOUND) {
                bodies.addAll(StoreRig.bodies(Objects.requireNonNull(result.messages())));
            } else if (result.status() != ReadStatus.MESSAGE_WAS_REMOVING) {
                return bodies;
            }
            offset = result.nextOffset();
        }
    }

    private int restartWithFlippedBit(Random random, int atMost) throws StoreFailure {
        int at = random.nextInt(atMost);
        rig.close();
        rig.disk.flipBit(LOG, at);
        rig.start();
        return at;
    }

    /** The places of the messages in the first file, and where they end. */
    private int endOfFirst() throws StoreFailure {
        int last = places.headMap(StoreRig.SEGMENT_LENGTH).lastKey();
        return last + Objects.requireNonNull(rig.store.record(last)).length();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void every_flipped_bit_is_found_by_who_reads_and_the_rest_is_served(boolean cold) throws StoreFailure {
        int end = endOfFirst();
        if (cold) {
            rig.disk.dropCaches();
        }
        for (int seed = 0; seed < 300; seed++) {
            int at = restartWithFlippedBit(new Random(seed), end);
            Map.Entry<Integer, String> hit = Objects.requireNonNull(places.floorEntry(at));

            List<String> others = new ArrayList<>(sent);
            others.remove(hit.getValue());
            assertThat(all())
                    .as("seed %d, byte %d of a message", seed, at - hit.getKey())
                    .isEqualTo(others);
            assertThat(rig.store.damagedPlaces())
                    .as("seed %d", seed)
                    .singleElement()
                    .satisfies(place -> {
                        assertThat(place.file()).isEqualTo(LOG.toString());
                        assertThat(place.position()).isEqualTo((long) hit.getKey());
                        assertThat(place.topic()).isEqualTo("t");
                    });
            assertThat(rig.store.record(hit.getKey()))
                    .as("seed %d, by position", seed)
                    .isNull();
            rig.disk.flipBit(LOG, at);
        }
    }

    @Test
    void every_flipped_bit_is_found_by_the_scrub_and_costs_its_message_only() throws Exception {
        for (int seed = 0; seed < 100; seed++) {
            forgetWhenChecked();
            int at = restartWithFlippedBit(new Random(seed), StoreRig.SEGMENT_LENGTH);
            rig.simulation.runFor(30_000);

            assertThat(rig.store.damagedPlaces())
                    .as("seed %d, byte %d", seed, at)
                    .singleElement()
                    .satisfies(place -> {
                        assertThat(place.file()).isEqualTo(LOG.toString());
                        assertThat(place.position()).isLessThanOrEqualTo(at);
                        assertThat(place.position() + place.length()).isGreaterThan(at);
                    });
            assertThat(rig.store.scrubProgress().checkedBytes()).isPositive();
            long position = rig.store.damagedPlaces().iterator().next().position();
            List<String> others = new ArrayList<>(sent);
            others.remove(places.get((int) position));
            assertThat(all()).as("seed %d", seed).isEqualTo(others);
            rig.disk.flipBit(LOG, at);
        }
    }

    /** Each simulated process begins at the same time of day. */
    private void forgetWhenChecked() throws IOException {
        byte[] sums = rig.disk.bytes(FIRST_SUMS);
        Arrays.fill(sums, 52, 60, (byte) 0);
        rig.disk.put(FIRST_SUMS, sums);
    }

    @Test
    void a_lost_sector_costs_the_messages_in_it() throws Exception {
        rig.close();
        byte[] bytes = rig.disk.bytes(LOG);
        byte[] noise = new byte[512];
        new Random(3).nextBytes(noise);
        System.arraycopy(noise, 0, bytes, 4096, 512);
        rig.disk.put(LOG, bytes);
        rig.start();

        List<String> others = new ArrayList<>(sent);
        others.removeAll(places.subMap(places.floorKey(4096), 4096 + 512).values());
        assertThat(all()).isEqualTo(others);
        assertThat(rig.store.damagedPlaces())
                .isNotEmpty()
                .allSatisfy(place -> assertThat(place.topic()).isEqualTo("t"));
    }

    @Test
    void a_scrubbed_store_that_is_whole_has_no_damage_and_is_not_checked_again_soon() throws StoreFailure {
        rig.simulation.runFor(ROUND_MILLIS + ROUND_MILLIS / 4);
        long checked = rig.store.scrubProgress().checkedBytes();
        assertThat(checked).isPositive();
        assertThat(rig.store.damagedPlaces()).isEmpty();

        rig.restart();
        rig.simulation.runFor(ROUND_MILLIS / 2);
        assertThat(rig.store.scrubProgress().checkedBytes()).isZero();
        assertThat(rig.store.damagedPlaces()).isEmpty();
        assertThat(all()).isEqualTo(sent);
    }

    @Test
    void sums_that_are_lost_or_damaged_are_taken_again() throws StoreFailure {
        assertThat(rig.disk.files()).contains(FIRST_SUMS);
        rig.close();
        rig.disk.remove(FIRST_SUMS);
        rig.start();
        takeSums();
        assertThat(rig.disk.files()).contains(FIRST_SUMS);
        byte[] whole = rig.disk.bytes(FIRST_SUMS);

        rig.close();
        rig.disk.flipBit(FIRST_SUMS, 100);
        rig.start();
        assertThat(all()).isEqualTo(sent);
        assertThat(rig.store.damagedPlaces()).isEmpty();
        takeSums();
        assertThat(rig.disk.bytes(FIRST_SUMS)).endsWith(Arrays.copyOfRange(whole, 64, whole.length));
    }

    @Test
    void a_process_that_dies_before_the_sums_are_taken_leaves_that_to_the_next() throws StoreFailure {
        rig = new StoreRig(8);
        sent.clear();
        for (int i = 0; rig.store.gauges().segmentCount() < 3; i++) {
            sent.add("m " + i);
            rig.sendNow("t", 0, "m " + i + "");
        }
        rig.disk.remove(SUMS);
        rig.kill();
        rig.start();
        takeSums();

        assertThat(rig.disk.files()).contains(FIRST_SUMS);
        assertThat(rig.disk.bytes(FIRST_SUMS)[23]).as("origin").isEqualTo((byte) 2);
        assertThat(all()).isEqualTo(sent);
    }

    @Test
    void damage_that_was_there_before_the_sums_is_told_when_they_are_taken() throws StoreFailure {
        rig.close();
        rig.disk.remove(SUMS);
        int at = places.higherKey(5000) + 100;
        rig.disk.flipBit(LOG, at);
        rig.start();
        takeSums();

        assertThat(rig.store.damagedPlaces())
                .singleElement()
                .extracting(DamagedPlaces.Place::position)
                .isEqualTo((long) places.floorKey(at));
    }

    @Test
    void a_file_that_was_cut_and_written_on_by_somebody_else_is_not_taken_for_damaged() throws Exception {
        rig.close();
        byte[] sums = rig.disk.bytes(FIRST_SUMS);
        byte[] log = rig.disk.bytes(LOG);
        int cut = Objects.requireNonNull(places.higherKey(5000));
        Arrays.fill(log, cut, log.length, (byte) 0);
        for (Path file : rig.disk.files()) {
            if (file.startsWith(StoreRig.ROOT.resolve("commitlog"))
                    || file.startsWith(StoreRig.ROOT.resolve("apogee"))) {
                rig.disk.remove(file);
            }
        }
        rig.disk.remove(StoreRig.ROOT.resolve("consumequeue"));
        rig.disk.remove(StoreRig.ROOT.resolve("checkpoint"));
        rig.disk.put(LOG, log);
        rig.start();
        sent.clear();
        sent.addAll(all());
        rig.simulation.runFor(60_000);
        fill("other");
        rig.close();
        rig.disk.put(FIRST_SUMS, sums);
        rig.start();

        assertThat(all()).isEqualTo(sent);
        assertThat(rig.store.damagedPlaces()).isEmpty();
        takeSums();
        assertThat(rig.disk.bytes(FIRST_SUMS)).isNotEqualTo(sums);
        rig.simulation.runFor(ROUND_MILLIS + 60_000);
        assertThat(rig.store.damagedPlaces()).isEmpty();
    }

    @Test
    void sums_of_files_that_are_gone_or_written_on_go_at_the_start() throws Exception {
        rig.close();
        byte[] sums = rig.disk.bytes(FIRST_SUMS);
        Path gone = SUMS.resolve(SegmentFiles.nameOf(100L * StoreRig.SEGMENT_LENGTH));
        Path last = SUMS.resolve(SegmentFiles.nameOf(2L * StoreRig.SEGMENT_LENGTH));
        rig.disk.put(gone, sums);
        rig.disk.put(last, sums);
        rig.start();

        assertThat(rig.disk.files()).doesNotContain(gone, last).contains(FIRST_SUMS);
        assertThat(all()).isEqualTo(sent);
    }

    private String check() throws IOException {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        StoreShape shape = StoreShape.of(rig.disk, StoreRig.ROOT, LogDirectories.of(LOG.getParent()));
        new StoreReport(rig.disk, shape, new PrintStream(said, true, StandardCharsets.UTF_8)).print();
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_check_of_the_stopped_store_says_file_by_file_what_has_changed() throws IOException {
        rig.close();
        assertThat(check()).contains("32 blocks as they were written").contains("\nwhole: ");

        int position = places.higherKey(5000);
        rig.disk.flipBit(LOG, position + RecordLayout.FLAG_AT);
        assertThat(check())
                .contains("commitlog/" + LOG.getFileName() + "\tDAMAGED: ")
                .contains("bytes from position " + position + " on, topic t")
                .contains("1 of 32 blocks are not as they were sealed")
                .contains("NOT WHOLE in 1 places");
        rig.disk.flipBit(FIRST_SUMS, 70);
        assertThat(check()).contains("apogee/sums/" + LOG.getFileName() + "\tDAMAGED: ");
    }

    @Test
    void the_blocks_are_as_small_as_sectors() {
        assertThat(BlockSums.countFor(StoreRig.SEGMENT_LENGTH)).isEqualTo(32);
        assertThat(rig.disk.bytes(FIRST_SUMS)).hasSize(64 + 4 * 32);
        assertThat(rig.disk.bytes(SUMS.resolve(SECOND.getFileName()))[23])
                .as("origin")
                .isEqualTo((byte) 1);
    }
}
