package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.Position;
import io.apogeemq.protocol.message.OutgoingBatch;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.log.LogWriter;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.segment.LogSpace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WriteTest {
    private static final Path QUEUES = StoreRig.ROOT.resolve("consumequeue");

    private static final long FORCE_NANOS = 300_000;

    private StoreRig rig;

    @BeforeEach
    void open() throws StoreFailure {
        rig = new StoreRig(3);
    }

    @Test
    void a_pass_is_written_once_and_forced_once() {
        List<Long> confirmed = new ArrayList<>();
        long before = rig.store.gauges().forceCount();
        rig.onIo(() -> {
            for (int i = 0; i < 20; i++) {
                assertThat(rig.store.append(rig.fill(rig.record, "t", 0, "m" + i, null)))
                        .isEqualTo(AppendResult.APPENDED);
                long offset = rig.record.queueOffset();
                rig.store
                        .confirmations()
                        .await(rig.record.endPosition(), Durability.ON_DISK, rig.io, missing -> confirmed.add(offset));
            }
            assertThat(rig.store.written().get())
                    .as("nothing is written inside the pass")
                    .isZero();
        });
        rig.simulation.runUntil("all are confirmed", 1000, () -> confirmed.size() == 20);

        assertThat(confirmed).isSorted();
        assertThat(rig.store.gauges().forceCount() - before).isEqualTo(1);
    }

    /** That it is needed may be known before it is made, and nobody says so again. */
    @Test
    void senders_do_not_wait_for_a_file_to_be_written_ahead() throws StoreFailure {
        rig = new StoreRig(4, LogSpace.WRITTEN);
        for (int file = 0; file < 3; file++) {
            boolean[] writable = {false};
            rig.onIo(() -> {
                AppendResult result = AppendResult.APPENDED;
                for (int i = 0; result == AppendResult.APPENDED; i++) {
                    result = rig.store.append(rig.fill(rig.record, "t", 0, "m" + i, null));
                }
                assertThat(result).isEqualTo(AppendResult.NO_SEGMENT);
                assertThat(rig.store.whenWritable(rig.io, () -> writable[0] = true))
                        .isTrue();
            });
            rig.simulation.runUntil("there is a file for the next", 1000, () -> writable[0]);
        }
    }

    /**
     * The limit is passed by what one append brings, so a flush may end and leave more than the limit. Who parks after it was
     * refused before that flush, and is told by the next one.
     */
    @Test
    void a_send_that_parks_between_two_flushes_is_woken_by_the_second() throws StoreFailure {
        int limit = 8 << 10;
        rig.close();
        rig.writing(new LogWriter.Limits(4 << 10, limit, 100));
        rig.start();
        boolean[] done = new boolean[3];
        rig.disk.onForce(() -> {
            if (done[0]
                    || !rig.loops.find("flusher").inside()
                    || rig.store.appended().get() == 0) {
                return;
            }
            done[0] = true;
            AppendResult result = AppendResult.APPENDED;
            while (result == AppendResult.APPENDED) {
                result = rig.store.append(rig.fill(rig.record, "t", 0, "x".repeat(3000), null));
            }
            assertThat(result).isEqualTo(AppendResult.UNFLUSHED_LIMIT);
            long end = rig.store.appended().get();
            rig.io.execute(() -> rig.store.confirmations().await(end, Durability.MEMORY, rig.io, missing -> {}));
        });
        rig.send("t", 0, "small", Durability.ON_DISK, offset -> done[1] = true);
        rig.simulation.runUntil("the first flush has ended", 1_000, () -> done[1]);
        rig.simulation.runUntil(
                "all is written",
                100,
                () -> rig.store.written().get() == rig.store.appended().get());
        assertThat(rig.store.appended().get() - rig.store.flushed().get()).isGreaterThanOrEqualTo(limit);

        rig.onIo(() ->
                assertThat(rig.store.whenWritable(rig.io, () -> done[2] = true)).isTrue());
        rig.simulation.runUntil("the parked one is woken", 20_000, () -> done[2]);
    }

    @Test
    void senders_that_were_answered_together_come_along_with_the_next_force() {
        rig.disk.onForce(() -> rig.simulation.spend(FORCE_NANOS));
        int rounds = 1000;
        int[] left = {8 * rounds};
        for (int i = 0; i < 8; i++) {
            sendAgainAndAgain(rig.process.loop("io-" + i), left);
        }
        long before = rig.store.gauges().forceCount();
        rig.simulation.runUntil("all are confirmed", 10_000, () -> left[0] <= 0);

        // now and then it is tried whether more are answered without
        assertThat(rig.store.gauges().forceCount() - before).isLessThan(rounds * 11 / 10);
    }

    @Test
    void a_lonely_sender_waits_for_nobody() {
        rig.disk.onForce(() -> rig.simulation.spend(FORCE_NANOS));
        int[] left = {50};
        long began = rig.simulation.clock().nanos();
        sendAgainAndAgain(rig.io, left);
        rig.simulation.runUntil("all are confirmed", 10_000, () -> left[0] <= 0);

        assertThat((rig.simulation.clock().nanos() - began) / 50).isLessThan(FORCE_NANOS * 3 / 2);
    }

    private void sendAgainAndAgain(Loop io, int[] left) {
        io.execute(() -> {
            OutgoingRecord record = rig.fill(new OutgoingRecord(), "t", 0, "m", null);
            assertThat(rig.store.append(record)).isEqualTo(AppendResult.APPENDED);
            rig.store.confirmations().await(record.endPosition(), Durability.ON_DISK, io, missing -> {
                if (--left[0] > 0) {
                    sendAgainAndAgain(io, left);
                }
            });
        });
    }

    @Test
    void readers_see_a_message_when_it_is_written_not_when_it_is_staged() {
        ConsumeQueue queue = rig.store.queueForAppend("t", 0);
        rig.onIo(() -> {
            assertThat(rig.store.append(rig.fill(rig.record, "t", 0, "m", null)))
                    .isEqualTo(AppendResult.APPENDED);
            assertThat(queue.maxOffset()).isZero();
            rig.store.confirmations().await(rig.record.endPosition(), Durability.MEMORY, rig.io, missing -> {});
        });
        rig.simulation.runFor(10);

        assertThat(queue.maxOffset()).isEqualTo(1);
        assertThat(rig.store.flushed().get()).isZero();
    }

    @Test
    void what_nobody_waits_for_is_forced_by_the_timer_and_then_nothing_runs() {
        rig.send("t", 0, "m", Durability.MEMORY, offset -> {});
        rig.simulation.runFor(15_000);

        assertThat(rig.store.flushed().get())
                .isEqualTo(rig.store.appended().get())
                .isPositive();
        rig.simulation.runFor(120_000);
        // that one looks at the disk now and then, whatever happens
        rig.store.retention().stop();
        rig.simulation.runFor(1_000);
        long idleSince = rig.simulation.clock().millis();
        assertThatThrownBy(() -> rig.simulation.runUntil("never", 1_000_000_000, () -> false))
                .isInstanceOf(AssertionError.class);
        assertThat(rig.simulation.clock().millis() - idleSince)
                .as("no timer is left")
                .isLessThan(1000);
    }

    @Test
    void a_batch_is_never_split_over_files() throws StoreFailure {
        OutgoingBatch batch = new OutgoingBatch();
        List<String> all = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            int number = round;
            boolean[] done = new boolean[1];
            batch.clear();
            for (int i = 0; i < 12; i++) {
                String body = "m" + number + "-" + i + "x".repeat(150);
                all.add(body);
                batch.add(rig.fill(rig.record, "t", 0, body, null));
            }
            rig.io.execute(() -> append(batch, done));
            rig.simulation.runUntil("the batch is confirmed", 10_000, () -> done[0]);
            assertThat(batch.position(0) / StoreRig.SEGMENT_LENGTH)
                    .isEqualTo((batch.endPosition() - 1) / StoreRig.SEGMENT_LENGTH);
        }

        assertThat(rig.bodies("t", 0, 0)).isEqualTo(all);
        rig.kill();
        rig.start();
        assertThat(rig.bodies("t", 0, 0)).isEqualTo(all);
    }

    private void append(OutgoingBatch batch, boolean[] done) {
        AppendResult result = rig.store.append(batch);
        if (result == AppendResult.APPENDED) {
            rig.store.confirmations().await(batch.endPosition(), Durability.ON_DISK, rig.io, missing -> done[0] = true);
        } else {
            assertThat(result).isNotEqualTo(AppendResult.REFUSED);
            rig.store.whenWritable(rig.io, () -> append(batch, done));
        }
    }

    @Test
    void a_record_longer_than_a_file_is_refused_before_anything_is_changed() {
        OutgoingRecord record = rig.fill(rig.record, "t", 0, "x".repeat(StoreRig.SEGMENT_LENGTH), null);

        assertThatThrownBy(() -> rig.store.append(record))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mappedFileSizeCommitLog");
        assertThat(rig.store.appended().get()).isZero();
    }

    @Test
    void a_record_longer_than_the_buffer_gets_a_larger_one() throws StoreFailure {
        String body = "x".repeat(12_000);

        rig.sendNow("t", 0, body);

        assertThat(rig.bodies("t", 0, 0)).containsExactly(body);
    }

    @Test
    void on_a_full_disk_sends_are_refused_reads_go_on_and_sending_resumes_by_itself() throws StoreFailure {
        rig.sendNow("t", 0, "before");
        rig.disk.leaveRoom(0);
        boolean[] confirmed = new boolean[1];
        rig.send("t", 0, "caught by it", Durability.MEMORY, offset -> confirmed[0] = true);
        rig.simulation.runFor(500);

        assertThat(rig.store.refusal()).contains("No space left on device").contains("make room");
        rig.onIo(() -> assertThat(rig.store.append(rig.fill(rig.record, "t", 0, "no", null)))
                .isEqualTo(AppendResult.REFUSED));
        assertThat(rig.bodies("t", 0, 0)).containsExactly("before");
        assertThat(confirmed[0]).isFalse();

        rig.disk.leaveRoom(Long.MAX_VALUE);
        rig.simulation.runFor(1500);

        assertThat(rig.store.refusal()).isNull();
        assertThat(confirmed[0]).isTrue();
        assertThat(rig.sendNow("t", 0, "after")).isEqualTo(2);
    }

    @Test
    void who_waits_longer_than_the_time_is_told_so() {
        rig.disk.leaveRoom(0);
        List<@Nullable Position> answers = new ArrayList<>();
        rig.onIo(() -> {
            rig.store.append(rig.fill(rig.record, "t", 0, "m", null));
            rig.store.confirmations().await(rig.record.endPosition(), Durability.ON_DISK, rig.io, answers::add);
        });

        long began = rig.simulation.clock().millis();
        rig.simulation.runUntil("it is told", 6_000, () -> !answers.isEmpty());
        assertThat(answers).containsExactly(rig.store.flushed());
        assertThat(rig.simulation.clock().millis() - began).isBetween(4_990L, 5_100L);
        rig.disk.leaveRoom(Long.MAX_VALUE);
        rig.simulation.runFor(5_000);
        assertThat(answers).containsExactly(rig.store.flushed());
    }

    @Test
    void queue_files_have_their_full_length_and_one_begun_in_the_middle_says_so() throws StoreFailure {
        for (int i = 0; i < 25; i++) {
            rig.sendNow("t", 0, "m" + i);
        }
        rig.close();

        assertThat(rig.disk.list(QUEUES.resolve("t/0")))
                .containsExactly("00000000000000000000", "00000000000000000400");
    }

    @Test
    void a_topic_made_again_after_its_deletion_begins_at_0_also_after_a_crash() throws StoreFailure {
        for (int i = 0; i < 30; i++) {
            rig.sendNow("t", 0, "old " + i);
            rig.sendNow("other", 0, "kept " + i);
        }
        rig.store.deleteTopic("t");
        rig.simulation.runFor(100);
        assertThat(rig.store.queue("t", 0)).isNull();
        assertThat(rig.sendNow("t", 0, "new")).isZero();

        rig.kill();
        rig.start();

        assertThat(rig.bodies("t", 0, 0)).containsExactly("new");
        assertThat(rig.bodies("other", 0, 0)).hasSize(30);
    }

    @Test
    void queues_whose_files_are_lost_are_made_from_the_log_again() throws StoreFailure {
        for (int i = 0; i < 60; i++) {
            rig.sendNow("t", i % 2, "m" + i);
        }
        rig.restart();
        rig.sendNow("t", 0, "after");
        rig.kill();
        rig.disk.remove(QUEUES.resolve("t/0/00000000000000000400"));
        rig.start();

        assertThat(rig.bodies("t", 0, 0)).hasSize(31).startsWith("m0").endsWith("after");
        assertThat(rig.bodies("t", 1, 0)).hasSize(30);
    }

    @Test
    void files_of_another_length_than_configured_are_not_touched() {
        rig.sendNow("t", 0, "m");
        rig.close();
        StoreSettings other = StoreSettings.defaults(
                StoreFiles.defaults(StoreRig.ROOT).withLengths(32 << 10, StoreRig.QUEUE_FILE_LENGTH));

        assertThatThrownBy(() -> Store.open(other, rig.disk, rig.simulation.process("other")))
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("mappedFileSizeCommitLog says 32768");
        assertThat(Objects.requireNonNull(rig.disk.list(StoreRig.ROOT.resolve("commitlog"))))
                .hasSize(2);
    }
}
