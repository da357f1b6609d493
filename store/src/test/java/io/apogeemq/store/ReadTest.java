package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.protocol.message.OutgoingBatch;
import io.apogeemq.protocol.message.RecordLayout;
import io.apogeemq.protocol.message.SysFlag;
import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.queue.QueueWatcher;
import io.apogeemq.store.read.Reach;
import io.apogeemq.store.read.ReadRequest;
import io.apogeemq.store.read.ReadResult;
import io.apogeemq.store.read.ReadStatus;
import io.apogeemq.store.read.TimeLookup.Boundary;
import io.apogeemq.store.segment.LeasedSlices;
import io.apogeemq.store.segment.SegmentFiles;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadTest {
    private StoreRig rig;

    @BeforeEach
    void open() throws StoreFailure {
        rig = new StoreRig(2);
    }

    private ReadResult read(long offset, int maxCount) throws StoreFailure {
        return rig.store.read("t", 0, ReadRequest.from(offset, maxCount));
    }

    private ConsumeQueue queue() {
        return Objects.requireNonNull(rig.store.queue("t", 0));
    }

    private void sendMany(int count) {
        for (int i = 0; i < count; i++) {
            rig.send("t", 0, "m" + i, Durability.MEMORY, offset -> {});
        }
        rig.simulation.runUntil(
                "all are there", 10_000, () -> rig.store.queue("t", 0) != null && queue().maxOffset() == count);
    }

    @Test
    void every_wrong_offset_has_its_answer() throws StoreFailure {
        assertThat(read(0, 1).status()).isEqualTo(ReadStatus.NO_MATCHED_LOGIC_QUEUE);
        rig.store.queueForAppend("t", 0);
        assertThat(read(5, 1).status()).isEqualTo(ReadStatus.NO_MESSAGE_IN_QUEUE);
        assertThat(read(5, 1).nextOffset()).isZero();
        sendMany(3);
        queue().raiseMinOffset(1);

        assertThat(read(0, 1))
                .extracting(ReadResult::status, ReadResult::nextOffset)
                .containsExactly(ReadStatus.OFFSET_TOO_SMALL, 1L);
        assertThat(read(3, 1))
                .extracting(ReadResult::status, ReadResult::nextOffset)
                .containsExactly(ReadStatus.OFFSET_OVERFLOW_ONE, 3L);
        assertThat(read(9, 1))
                .extracting(ReadResult::status, ReadResult::nextOffset)
                .containsExactly(ReadStatus.OFFSET_OVERFLOW_BADLY, 3L);
        assertThat(read(2, 1))
                .extracting(ReadResult::minOffset, ReadResult::maxOffset)
                .containsExactly(1L, 3L);
    }

    @Test
    void neighbours_in_the_log_come_as_one_slice() throws StoreFailure {
        sendMany(20);

        ReadResult result = read(0, 20);

        LeasedSlices slices = Objects.requireNonNull(result.messages());
        assertThat(slices.count()).isEqualTo(1);
        assertThat(result.count()).isEqualTo(20);
        assertThat(StoreRig.bodies(slices)).hasSize(20).startsWith("m0").endsWith("m19");
    }

    @Test
    void one_read_brings_no_more_than_is_asked_and_allowed() throws StoreFailure {
        sendMany(100);

        ReadResult few = read(10, 7);
        assertThat(StoreRig.bodies(few.messages())).hasSize(7);
        assertThat(few.nextOffset()).isEqualTo(17);
        ReadResult many = read(0, 1000);
        assertThat(StoreRig.bodies(many.messages())).hasSize(32);
        ReadResult short1 = rig.store.read("t", 0, new ReadRequest(0, 32, 1, Reach.ALL, null, null));
        assertThat(StoreRig.bodies(short1.messages())).containsExactly("m0");
        ReadResult short2 = rig.store.read("t", 0, new ReadRequest(0, 32, 250, Reach.ALL, null, null));
        assertThat(StoreRig.bodies(short2.messages())).containsExactly("m0", "m1");
    }

    @Test
    void filters_choose_by_tag_code_and_by_message() throws StoreFailure {
        OutgoingBatch batch = new OutgoingBatch();
        rig.onIo(() -> {
            for (int i = 0; i < 30; i++) {
                batch.add(rig.fill(rig.record, "t", 0, "m" + i, i % 3 == 0 ? "a" : "b"));
            }
            assertThat(rig.store.append(batch)).isEqualTo(AppendResult.APPENDED);
            rig.store.confirmations().await(batch.endPosition(), Durability.MEMORY, rig.io, missing -> {});
        });
        rig.simulation.runFor(10);

        ReadResult byTag = rig.store.read(
                "t", 0, new ReadRequest(0, 32, 100_000, Reach.ALL, code -> code == "a".hashCode(), null));
        assertThat(StoreRig.bodies(byTag.messages())).hasSize(10).contains("m27");
        assertThat(byTag.nextOffset()).isEqualTo(30);
        ReadResult byBody = rig.store.read(
                "t",
                0,
                new ReadRequest(
                        0, 32, 100_000, Reach.ALL, code -> code == "a".hashCode(), record -> record.bodyLength() == 2));
        assertThat(StoreRig.bodies(byBody.messages())).containsExactly("m0", "m3", "m6", "m9");
        ReadResult none = rig.store.read("t", 0, new ReadRequest(0, 32, 100_000, Reach.ALL, code -> false, null));
        assertThat(none.status()).isEqualTo(ReadStatus.NO_MATCHED_MESSAGE);
        assertThat(none.nextOffset()).isEqualTo(30);
    }

    /** As Apache's brokers write them with enableConsumeQueueExt=true; the files that they point to are not needed. */
    @Test
    void units_that_only_say_where_the_tag_code_is_are_filtered_by_the_message_itself() throws Exception {
        for (int i = 0; i < 60; i++) {
            int number = i;
            rig.onIo(() -> assertThat(
                            rig.store.append(rig.fill(rig.record, "t", 0, "m" + number, number % 2 == 0 ? "a" : null)))
                    .isEqualTo(AppendResult.APPENDED));
        }
        rig.close();
        for (int i = 0; i < 50; i++) {
            Path file = StoreRig.ROOT.resolve("consumequeue/t/0").resolve(SegmentFiles.nameOf(i / 20 * 400));
            try (DiskFile units = rig.disk.open(file)) {
                units.write(ByteBuffer.allocate(8).putLong(0, Long.MIN_VALUE + i * 20L), i % 20 * 20L + 12);
            }
        }
        rig.start();

        ReadRequest byTag = new ReadRequest(0, 60, 100_000, Reach.ALL, code -> code == "a".hashCode(), null);
        List<String> found = new ArrayList<>();
        for (ReadResult read = rig.store.read("t", 0, byTag);
                read.status() == ReadStatus.FOUND;
                read = rig.store.read(
                        "t", 0, new ReadRequest(read.nextOffset(), 60, 100_000, Reach.ALL, byTag.unitFilter(), null))) {
            found.addAll(StoreRig.bodies(read.messages()));
        }
        assertThat(found).hasSize(30).startsWith("m0", "m2").endsWith("m56", "m58");
        assertThat(rig.bodies("t", 0, 0)).hasSize(60);
    }

    @Test
    void what_is_older_than_the_process_is_cold_to_a_loop_that_must_not_wait() throws StoreFailure {
        sendMany(5);
        rig.restart();
        rig.sendNow("t", 0, "new");

        ReadRequest old = new ReadRequest(0, 32, 100_000, Reach.RECENT, null, null);
        ReadRequest recent = new ReadRequest(5, 32, 100_000, Reach.RECENT, null, null);
        assertThat(rig.store.read("t", 0, old).status()).isEqualTo(ReadStatus.COLD);
        assertThat(StoreRig.bodies(rig.store.read("t", 0, recent).messages())).containsExactly("new");
        assertThat(StoreRig.bodies(read(0, 32).messages())).hasSize(6);
    }

    private List<String> readRecent(int batch) throws StoreFailure {
        List<String> bodies = new ArrayList<>();
        long offset = 0;
        while (offset < queue().maxOffset()) {
            ReadResult result =
                    rig.store.read("t", 0, new ReadRequest(offset, batch, 100_000, Reach.RECENT, null, null));
            if (result.messages() != null) {
                bodies.addAll(StoreRig.bodies(result.messages()));
            }
            assertThat(result.nextOffset()).isGreaterThan(offset);
            offset = result.nextOffset();
        }
        return bodies;
    }

    @Test
    void what_is_recent_is_read_over_the_ends_of_log_files_without_waiting() throws StoreFailure {
        sendMany(400);

        assertThat(rig.store.gauges().segmentCount()).isGreaterThan(2);
        List<String> sent = IntStream.range(0, 400).mapToObj(i -> "m" + i).toList();
        for (int batch : new int[] {1, 7, 32, 60}) {
            assertThat(readRecent(batch)).isEqualTo(sent);
        }
    }

    @Test
    void a_recent_message_whose_head_is_not_what_the_queue_says_is_left_out_alone() throws StoreFailure {
        for (int headPart :
                new int[] {RecordLayout.POSITION_AT, RecordLayout.POSITION_AT + 7, RecordLayout.LENGTH_AT}) {
            open();
            List<String> sent = new ArrayList<>();
            long position = 0;
            for (int i = 0; i < 40; i++) {
                position = i == 20 ? rig.store.appended().get() : position;
                sent.add("m" + i);
                rig.sendNow("t", 0, "m" + i);
            }
            rig.disk.flipBit(StoreRig.ROOT.resolve("commitlog").resolve("0".repeat(20)), (int) position + headPart);
            sent.remove(20);

            for (int batch : new int[] {1, 7, 32, 60}) {
                assertThat(readRecent(batch)).isEqualTo(sent);
            }
            assertThat(rig.store.damagedPlaces()).hasSize(1);
        }
    }

    @Test
    void a_position_from_anywhere_finds_a_record_or_nothing() throws StoreFailure {
        rig.sendNow("t", 0, "first");
        long second = rig.store.appended().get();
        rig.sendNow("t", 0, "second");

        assertThat(StoreRig.bodies(Objects.requireNonNull(rig.store.record(second))))
                .containsExactly("second");
        for (long position = -5; position < rig.store.appended().get() + 200; position++) {
            if (position != 0 && position != second) {
                assertThat(rig.store.record(position)).as("at %d", position).isNull();
            }
        }
        assertThat(rig.store.record(Long.MAX_VALUE)).isNull();
        assertThat(rig.store.record(Long.MIN_VALUE)).isNull();
    }

    @Test
    void times_find_offsets_by_both_boundaries() throws StoreFailure {
        List<Long> times = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            rig.simulation.runFor(10);
            rig.sendNow("t", 0, "m" + i);
            times.add(rig.record.storeMillis());
        }
        ConsumeQueue queue = queue();

        for (int i = 0; i < 50; i++) {
            assertThat(rig.store.storeTime(queue, i)).isEqualTo(times.get(i));
            assertThat(rig.store.offsetByTime(queue, times.get(i), Boundary.LOWER))
                    .isEqualTo(i);
            assertThat(rig.store.offsetByTime(queue, times.get(i), Boundary.UPPER))
                    .isEqualTo(i);
            assertThat(rig.store.offsetByTime(queue, times.get(i) + 1, Boundary.LOWER))
                    .isEqualTo(i + 1);
            assertThat(rig.store.offsetByTime(queue, times.get(i) - 1, Boundary.UPPER))
                    .isEqualTo(Math.max(0, i - 1));
        }
        assertThat(rig.store.earliestTime(queue)).isEqualTo(times.get(0));
        assertThat(rig.store.offsetByTime(queue, Long.MAX_VALUE / 2, Boundary.LOWER))
                .isEqualTo(50);
        assertThat(rig.store.storeTime(queue, 50)).isEqualTo(-1);
    }

    @Test
    void a_watcher_hears_of_what_comes_after_it_was_set() {
        ConsumeQueue queue = rig.store.queueForAppend("t", 0);
        List<Long> heard = new ArrayList<>();
        List<Long> alsoHeard = new ArrayList<>();
        QueueWatcher one = (grown, max) -> heard.add(max);
        queue.watch(one);
        queue.watch((grown, max) -> alsoHeard.add(max));

        rig.sendNow("t", 0, "a");
        rig.sendNow("other", 0, "b");
        rig.sendNow("t", 0, "c");
        queue.unwatch(one);
        rig.sendNow("t", 0, "d");

        assertThat(heard).containsExactly(1L, 2L);
        assertThat(alsoHeard).containsExactly(1L, 2L, 3L);
    }

    @Test
    void prepared_messages_have_no_place_in_the_queue() throws StoreFailure {
        rig.onIo(() -> {
            rig.fill(rig.record, "t", 0, "half", null).sysFlag(SysFlag.TRANSACTION_PREPARED);
            assertThat(rig.store.append(rig.record)).isEqualTo(AppendResult.APPENDED);
            rig.store.confirmations().await(rig.record.endPosition(), Durability.MEMORY, rig.io, missing -> {});
        });

        assertThat(rig.record.queueOffset()).isZero();
        assertThat(rig.sendNow("t", 0, "whole")).isZero();
        rig.kill();
        rig.start();
        assertThat(rig.bodies("t", 0, 0)).containsExactly("whole");
    }

    @Test
    void slices_are_given_back_once() throws StoreFailure {
        sendMany(1);
        LeasedSlices slices = Objects.requireNonNull(read(0, 1).messages());

        slices.release();

        assertThatThrownBy(slices::release).isInstanceOf(IllegalStateException.class);
    }
}
