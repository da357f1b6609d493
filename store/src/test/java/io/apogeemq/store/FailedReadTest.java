package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.read.Reach;
import io.apogeemq.store.read.ReadRequest;
import io.apogeemq.store.read.ReadResult;
import io.apogeemq.store.read.ReadStatus;
import io.apogeemq.store.read.TimeLookup;
import io.apogeemq.store.segment.SegmentFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a read cannot give fails it: consumers go on behind what an answer leaves out, so an answer that leaves out what is
 * there costs those messages.
 */
class FailedReadTest {
    private static final Path QUEUE = StoreRig.ROOT.resolve("consumequeue/t/0");
    private static final int COUNT = 50;
    private static final int PER_FILE = StoreRig.QUEUE_FILE_LENGTH / 20;

    private StoreRig rig;
    private final List<String> sent = new ArrayList<>();

    @BeforeEach
    void open() throws StoreFailure {
        rig = new StoreRig(3);
        for (int i = 0; i < COUNT; i++) {
            sent.add("message " + i + " " + "x".repeat(1000));
            rig.sendNow("t", 0, sent.get(i));
        }
    }

    private ConsumeQueue queue() {
        return Objects.requireNonNull(rig.store.queue("t", 0));
    }

    private ReadResult read(long offset, Reach reach) throws StoreFailure {
        return rig.store.read("t", 0, new ReadRequest(offset, 32, Integer.MAX_VALUE, reach, null, null));
    }

    /** Connections of consumers outlive the store by a moment; what they were told then they stored as their offset. */
    @ParameterizedTest
    @EnumSource
    void a_store_that_is_closed_says_so_and_moves_no_offset(Reach reach) {
        rig.close();

        for (long offset = 0; offset < COUNT; offset++) {
            long from = offset;
            assertThatThrownBy(() -> read(from, reach))
                    .as("at %d", offset)
                    .isInstanceOf(StoreFailure.class)
                    .hasMessageContaining("closed");
        }
        assertThatThrownBy(() -> rig.store.record(0)).isInstanceOf(StoreFailure.class);
        assertThatThrownBy(() -> rig.store.offsetByTime(queue(), 0, TimeLookup.Boundary.LOWER))
                .isInstanceOf(StoreFailure.class);
        assertThatThrownBy(() -> rig.store.earliestTime(queue())).isInstanceOf(StoreFailure.class);
        assertThat(rig.disk.openFiles()).isEmpty();
    }

    @Test
    void a_queue_file_that_is_missing_fails_reads_until_the_next_start_has_made_it_again() throws Exception {
        for (int i = 0; i < 5; i++) {
            rig.sendNow("u", i, "other");
        }
        rig.restart();
        rig.disk.remove(QUEUE.resolve(SegmentFiles.nameOf(StoreRig.QUEUE_FILE_LENGTH)));
        // more files than are kept open: whoever has it open still reads it
        for (int i = 0; i < 5; i++) {
            assertThat(rig.bodies("u", i, 0)).hasSize(1);
        }

        assertThat(rig.bodiesUntilFailure("t", 0, 0)).isEqualTo(sent.subList(0, PER_FILE));
        assertThatThrownBy(() -> read(PER_FILE, Reach.ALL)).hasMessageContaining(QUEUE.toString());
        assertThatThrownBy(() -> rig.store.offsetByTime(queue(), Long.MAX_VALUE, TimeLookup.Boundary.LOWER))
                .isInstanceOf(StoreFailure.class);
        assertThat(rig.bodies("t", 0, 2 * PER_FILE)).isEqualTo(sent.subList(2 * PER_FILE, COUNT));
        rig.restart();
        assertThat(rig.bodies("t", 0, 0)).isEqualTo(sent);
    }

    /** In the middle of a file no start sees it: that would have to read them all. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void units_of_zeros_fail_reads_until_the_next_start_has_made_the_queue_again(boolean clean) throws Exception {
        rig.restart();
        zeroUnits(23, 3);

        assertThat(rig.bodiesUntilFailure("t", 0, 0)).isEqualTo(sent.subList(0, 23));
        assertThatThrownBy(() -> read(23, Reach.ALL)).hasMessageContaining("23");
        ReadRequest filtered = new ReadRequest(20, 32, Integer.MAX_VALUE, Reach.ALL, code -> code != 0, null);
        assertThatThrownBy(() -> rig.store.read("t", 0, filtered)).isInstanceOf(StoreFailure.class);
        rig.simulation.runFor(1);
        if (clean) {
            rig.close();
        } else {
            rig.kill();
        }
        rig.start();
        assertThat(rig.bodies("t", 0, 0)).isEqualTo(sent);
        assertThat(rig.sendNow("t", 0, "next")).isEqualTo(COUNT);
        rig.restart();
        assertThat(rig.bodies("t", 0, 0)).hasSize(COUNT + 1);
    }

    private void zeroUnits(int from, int count) throws IOException {
        Path file = QUEUE.resolve(SegmentFiles.nameOf(from / PER_FILE * StoreRig.QUEUE_FILE_LENGTH));
        try (DiskFile units = rig.disk.open(file)) {
            units.write(ByteBuffer.allocate(count * 20), from % PER_FILE * 20L);
        }
    }

    @Test
    void a_disk_that_cannot_read_fails_reads_for_as_long_as_it_cannot() throws StoreFailure {
        rig.restart();
        rig.disk.dropCaches();
        for (String part : List.of("consumequeue", "commitlog")) {
            rig.disk.refuseReads(StoreRig.ROOT.resolve(part));
            assertThatThrownBy(() -> read(0, Reach.ALL)).as(part).hasMessageContaining("Input/output error");
            rig.disk.refuseReads(null);
        }

        assertThat(rig.bodies("t", 0, 0)).isEqualTo(sent);
        assertThat(rig.store.damagedPlaces()).isEmpty();
    }

    @Test
    void what_was_read_before_a_read_failed_is_delivered_and_everything_is_let_go() throws StoreFailure {
        rig.restart();
        rig.disk.dropCaches();
        Path second = StoreRig.ROOT.resolve("commitlog").resolve(SegmentFiles.nameOf(StoreRig.SEGMENT_LENGTH));
        rig.disk.refuseReads(second);

        List<String> got = rig.bodiesUntilFailure("t", 0, 0);
        assertThat(got).hasSizeBetween(5, COUNT - 1).isEqualTo(sent.subList(0, got.size()));
        rig.disk.refuseReads(null);
        rig.close();
        assertThat(rig.disk.openFiles()).isEmpty();
    }

    @Test
    void a_filter_that_breaks_leaves_no_log_file_held() throws StoreFailure {
        ReadRequest breaking = new ReadRequest(0, 32, Integer.MAX_VALUE, Reach.ALL, null, record -> {
            if (record.queueOffset() == 20) {
                throw new IllegalStateException("the filter broke");
            }
            return true;
        });
        assertThatThrownBy(() -> rig.store.read("t", 0, breaking)).hasMessage("the filter broke");

        rig.close();
        assertThat(rig.disk.openFiles()).isEmpty();
    }

    /** A time search that took a damaged message for an old one would set consumers behind those before it. */
    @Test
    void a_search_by_time_that_meets_damage_never_lands_behind_what_it_looks_for() throws Exception {
        long[] times = new long[COUNT];
        for (int i = 0; i < COUNT; i++) {
            rig.simulation.runFor(10);
            rig.sendNow("u", 0, "message " + i);
            times[i] = rig.record.storeMillis();
        }
        ConsumeQueue queue = Objects.requireNonNull(rig.store.queue("u", 0));
        for (int bad = 0; bad < COUNT; bad++) {
            ReadResult result = rig.store.read("u", 0, ReadRequest.from(bad, 1));
            long position = result.lastPosition();
            Objects.requireNonNull(result.messages()).release();
            Path file = StoreRig.ROOT
                    .resolve("commitlog")
                    .resolve(SegmentFiles.nameOf(position - position % StoreRig.SEGMENT_LENGTH));
            rig.disk.flipBit(file, (int) (position % StoreRig.SEGMENT_LENGTH) + 4);
            for (int i = 0; i < COUNT; i++) {
                long found = rig.store.offsetByTime(queue, times[i], TimeLookup.Boundary.LOWER);
                // or the damaged one before it
                assertThat(found)
                        .as("message %d, with %d damaged", i, bad)
                        .isBetween(i == bad + 1 ? (long) bad : i, (long) i);
            }
            rig.disk.flipBit(file, (int) (position % StoreRig.SEGMENT_LENGTH) + 4);
        }
        assertThat(read(0, Reach.ALL).status()).isEqualTo(ReadStatus.FOUND);
    }
}
