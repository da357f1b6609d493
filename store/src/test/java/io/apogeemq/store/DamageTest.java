package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.protocol.message.RecordLayout;
import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.read.ReadRequest;
import io.apogeemq.store.segment.SegmentFiles;
import io.apogeemq.store.simulation.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are lost or rotten: the store starts, tells what is damaged, and has everything else. */
class DamageTest {
    private static final Path LOG = StoreRig.ROOT.resolve("commitlog").resolve("0".repeat(20));
    private static final Path QUEUES = StoreRig.ROOT.resolve("consumequeue");
    private static final Path MARKS = StoreRig.ROOT.resolve("apogee").resolve("queues");
    private static final Path CHECKPOINT = StoreRig.ROOT.resolve("checkpoint");
    private static final int LONG = 1000;
    private static final String OLD = "a".repeat(20);

    private StoreRig rig;

    @BeforeEach
    void open() throws StoreFailure {
        rig = new StoreRig(5);
    }

    private List<String> send(String topic, int count) {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sent.add(OLD + " " + topic + " " + i);
            rig.sendNow(topic, 0, sent.get(i));
        }
        return sent;
    }

    /** Long enough for the checkpoint to pass all that was sent. */
    private void settle() {
        rig.simulation.runFor(20_000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_lost_first_queue_file_is_made_from_the_log_again(boolean clean) throws StoreFailure {
        List<String> sent = send("t", 50);
        settle();
        end(clean);
        rig.disk.remove(QUEUES.resolve("t/0").resolve("0".repeat(20)));
        rig.start();

        assertThat(rig.bodies("t", 0, 0)).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_lost_queue_directory_is_made_from_the_log_again_though_nothing_came_for_it_since(boolean clean)
            throws StoreFailure {
        List<String> sent = send("t", 50);
        settle();
        List<String> others = send("u", 3);
        end(clean);
        rig.disk.remove(QUEUES.resolve("t"));
        rig.start();

        assertThat(rig.bodies("t", 0, 0)).isEqualTo(sent);
        assertThat(rig.bodies("u", 0, 0)).isEqualTo(others);
    }

    /** A bit that no check sees tells whether the other queue's file is still the one that was there. */
    @ParameterizedTest
    @CsvSource({"true, true", "true, false", "false, true", "false, false"})
    void a_lost_file_in_the_middle_has_its_own_queue_made_again_and_no_other(boolean clean, boolean noted)
            throws Exception {
        List<String> sent = send("t", 70);
        List<String> others = send("u", 30);
        settle();
        end(clean);
        if (!noted) {
            rig.disk.remove(MARKS.getParent());
        }
        rig.disk.remove(QUEUES.resolve("t/0").resolve(SegmentFiles.nameOf(StoreRig.QUEUE_FILE_LENGTH)));
        Path other = QUEUES.resolve("u/0").resolve("0".repeat(20));
        byte before = lastByteOfUnit(other, 5);
        rig.disk.flipBit(other, 5 * 20 + 19);
        rig.start();

        assertThat(rig.bodies("t", 0, 0)).isEqualTo(sent);
        assertThat(rig.bodies("u", 0, 0)).isEqualTo(others);
        settle();
        assertThat(lastByteOfUnit(other, 5)).isNotEqualTo(before);
        assertThat(rig.sendNow("t", 0, "next")).isEqualTo(70);
        rig.kill();
        rig.start();
        assertThat(rig.bodies("t", 0, 0)).hasSize(71);
        assertThat(rig.bodies("u", 0, 0)).isEqualTo(others);
    }

    private byte lastByteOfUnit(Path queueFile, int number) throws IOException {
        try (DiskFile file = rig.disk.open(queueFile)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            file.read(last, number * 20L + 19);
            return last.get(0);
        }
    }

    private void end(boolean clean) {
        if (clean) {
            rig.close();
        } else {
            rig.kill();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_rotten_body_behind_the_checkpoint_costs_that_message_only(boolean power) throws StoreFailure {
        List<String> sent = send("t", 20);
        long position = positionOf("t", 7);
        crash(power);
        rig.disk.flipBit(LOG, (int) position + 100);
        rig.start();

        requireAllBut(sent, 7);
        assertThat(rig.store.damagedPlaces()).singleElement().satisfies(place -> {
            assertThat(place.file()).isEqualTo(LOG.toString());
            assertThat(place.position()).isEqualTo(position);
            assertThat(place.topic()).isEqualTo("t");
        });
        assertThat(rig.sendNow("t", 0, "next")).isEqualTo(20);
        rig.kill();
        rig.start();
        sent.add("next");
        requireAllBut(sent, 7);
    }

    private void crash(boolean power) {
        if (power) {
            rig.cutPower();
        } else {
            rig.kill();
        }
    }

    /** checkCRCOnRecover=false: the start finds nothing wrong, and yet nobody gets the message. */
    @Test
    void a_body_that_the_start_does_not_sum_up_is_found_damaged_when_it_is_read() throws StoreFailure {
        List<String> sent = send("t", 20);
        long position = positionOf("t", 7);
        rig.kill();
        rig.disk.flipBit(LOG, (int) position + 100);
        rig.checkBodies(false);
        rig.start();

        assertThat(rig.store.damagedPlaces()).isEmpty();
        requireAllBut(sent, 7);
        assertThat(rig.store.damagedPlaces()).hasSize(1);
    }

    /** A disk may also give back zeros for what it has lost. While the machine runs on nothing else makes them. */
    @Test
    void a_sector_of_zeros_is_damage_when_the_process_was_only_killed() throws Exception {
        List<String> sent = sendLong(20);
        long position = positionOf("t", 7);
        rig.kill();
        zero(position);
        rig.start();
        requireAllBut(sent, 7);
        assertThat(rig.store.damagedPlaces())
                .singleElement()
                .satisfies(place -> assertThat(place.position()).isEqualTo(position));
        assertThat(rig.sendNow("t", 0, "next")).isEqualTo(20);
    }

    /** Zeros are passed in steps; the record behind them begins at any place of a step, with zeros of its own. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void a_record_of_zeros_of_any_length_hides_none_behind_it(int more) throws Exception {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            sent.add(i + "x".repeat(i == 3 ? more : 3));
            rig.sendNow("t", 0, sent.get(i));
        }
        long position = positionOf("t", 3);
        int length = (int) (positionOf("t", 4) - position);
        rig.kill();
        try (DiskFile file = rig.disk.open(LOG)) {
            file.write(ByteBuffer.allocate(length), position);
            file.force();
        }
        rig.start();

        sent.remove(3);
        assertThat(rig.bodies("t", 0, 0)).containsAll(sent);
    }

    @Test
    void after_a_loss_of_power_it_is_where_the_log_ends() throws Exception {
        sendLong(20);
        long position = positionOf("t", 7);
        rig.cutPower();
        zero(position);
        rig.start();
        assertThat(rig.bodies("t", 0, 0)).hasSize(7);
        assertThat(rig.store.damagedPlaces()).isEmpty();
    }

    /** The record before was forced with the sector's begin; of the next one only what lies in the next sector arrived. */
    @ParameterizedTest
    @ValueSource(ints = {5, 4, 3})
    void a_record_of_which_only_the_first_bytes_are_missing_is_torn_too(int missing) throws Exception {
        rig.sendNow("t", 0, "");
        int frame = (int) rig.store.appended().get();
        rig.sendNow("t", 0, "x".repeat(2 * 512 - missing - 2 * frame));
        assertThat(rig.store.appended().get()).isEqualTo(2 * 512 - missing);
        rig.sendNow("t", 0, "torn".repeat(100));
        rig.sendNow("t", 0, "whole");
        rig.cutPower();
        try (DiskFile file = rig.disk.open(LOG)) {
            file.write(ByteBuffer.allocate(missing), 2 * 512 - missing);
            file.force();
        }
        rig.start();

        assertThat(rig.bodies("t", 0, 0)).hasSize(2);
        assertThat(rig.store.damagedPlaces()).isEmpty();
    }

    /** Killed again while it mends what the loss of power has left: the machine runs on, but the store is not whole. */
    @Test
    void a_start_that_did_not_end_does_not_hide_the_loss_of_power_before_it() throws Exception {
        sendLong(20);
        long position = positionOf("t", 7);
        rig.cutPower();
        zero(position);
        // the lock takes none; the next changes are those of the mark and of the mending
        for (int changes = 1; changes < 6; changes++) {
            rig.disk.dieAfter(changes);
            assertThatThrownBy(rig::start).isInstanceOf(SimulatedDisk.Died.class);
            rig.kill();
        }
        rig.start();
        assertThat(rig.bodies("t", 0, 0)).hasSize(7);
        assertThat(rig.store.damagedPlaces()).isEmpty();
    }

    private List<String> sendLong(int count) {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sent.add("x".repeat(LONG) + i);
            rig.sendNow("t", 0, sent.get(i));
        }
        return sent;
    }

    private void zero(long position) throws IOException {
        try (DiskFile file = rig.disk.open(LOG)) {
            file.write(ByteBuffer.allocate(LONG), position);
            file.force();
        }
    }

    @Test
    void any_bit_of_the_log_costs_at_most_the_message_it_lies_in() throws StoreFailure {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            rig = new StoreRig(seed);
            List<String> sent = send("t", 30);
            if (random.nextBoolean()) {
                settle();
            }
            int bad = random.nextInt(29);
            long begin = positionOf("t", bad);
            int length = (int) (positionOf("t", bad + 1) - begin);
            int at = (int) begin + random.nextInt(length);
            if (random.nextInt(4) == 0) {
                end(true);
            } else {
                crash(random.nextBoolean());
            }
            rig.disk.flipBit(LOG, at);
            rig.start();
            List<String> found = rig.bodies(
                    "t", 0, Objects.requireNonNull(rig.store.queue("t", 0)).minOffset());
            List<String> without = new ArrayList<>(sent);
            without.remove(bad);
            assertThat(found)
                    .as("seed %d, byte %d of message %d", seed, at - begin, bad)
                    .containsAll(without);
            // what no sum covers may pass, but never as another message
            assertThat(sent).containsAll(found);
            assertThat(found).doesNotHaveDuplicates();
            assertThat(rig.sendNow("t", 0, "next")).as("seed %d", seed).isEqualTo(30);
        }
    }

    @Test
    void the_end_of_the_log_is_found_behind_damage_and_cut_there_when_torn() throws StoreFailure {
        List<String> sent = send("t", 20);
        rig.cutPower();
        rig.start();
        assertThat(rig.store.damagedPlaces()).isEmpty();
        assertThat(rig.bodies("t", 0, 0)).isEqualTo(sent);
    }

    @Test
    void a_damaged_checkpoint_and_lost_marks_each_leave_the_other() throws StoreFailure {
        List<String> sent = send("t", 30);
        settle();
        rig.kill();
        for (int at = 0; at < 48; at++) {
            rig.disk.flipBit(CHECKPOINT, at);
        }
        rig.start();
        assertThat(rig.bodies("t", 0, 0)).isEqualTo(sent);

        settle();
        rig.kill();
        rig.disk.flipBit(MARKS, 3);
        rig.start();
        assertThat(rig.bodies("t", 0, 0)).isEqualTo(sent);

        rig.kill();
        rig.disk.remove(MARKS.getParent());
        rig.disk.remove(CHECKPOINT);
        rig.start();
        assertThat(rig.bodies("t", 0, 0)).isEqualTo(sent);
    }

    @Test
    void what_rots_below_the_checkpoint_is_found_when_it_is_read() throws StoreFailure {
        List<String> sent = send("t", 20);
        settle();
        long position = positionOf("t", 7);
        rig.restart();
        rig.disk.flipBit(LOG, (int) position + 100);

        assertThat(rig.store.damagedPlaces()).isEmpty();
        requireAllBut(sent, 7);
        assertThat(rig.store.damagedPlaces()).hasSize(1);
    }

    private void requireAllBut(List<String> sent, int bad) throws StoreFailure {
        List<String> wanted = new ArrayList<>(sent);
        wanted.remove(bad);
        ConsumeQueue queue = Objects.requireNonNull(rig.store.queue("t", 0));
        assertThat(queue.maxOffset()).isEqualTo(sent.size());
        assertThat(rig.bodies("t", 0, 0)).isEqualTo(wanted);
    }

    /** Where the message lies, told by the record itself: all have one length but for their numbers. */
    private long positionOf(String topic, long offset) throws StoreFailure {
        return Objects.requireNonNull(
                        rig.store.read(topic, 0, ReadRequest.from(offset, 1)).messages())
                .buffer(0)
                .getLong(RecordLayout.POSITION_AT);
    }
}
