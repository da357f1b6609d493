package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.protocol.message.OutgoingBatch;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.RecordLayout;
import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.BadLeaderBytes;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.log.RawResult;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.segment.LeasedSlices;
import io.apogeemq.store.segment.RecordPlace;
import io.apogeemq.store.simulation.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store that takes a leader's bytes ends up with the same log and the same queues. */
class FollowerTest {
    private StoreRig leader;
    private StoreRig follower;

    @BeforeEach
    void open() throws StoreFailure {
        open(1);
    }

    private void open(long seed) throws StoreFailure {
        leader = new StoreRig(seed);
        follower = new StoreRig(seed + 1);
        follower.opening(() -> Opening.FOLLOWS);
        follower.restart();
    }

    /** Several files of messages in several queues. */
    private void sendMany(Random random, int count) {
        for (int i = 0; i < count; i++) {
            int length = random.nextInt(10) == 0 ? 3000 : random.nextInt(200) + 1;
            String body = "m" + i + "x".repeat(length);
            leader.send("t" + random.nextInt(3), random.nextInt(4), body, Durability.MEMORY, at -> {});
            if (random.nextInt(5) == 0) {
                leader.simulation.runFor(random.nextInt(20));
            }
        }
        leader.sendNow("t0", 0, "the last one");
    }

    private static byte[] log(StoreRig rig, long from, long to) throws IOException {
        byte[] all = new byte[(int) (to - from)];
        int at = 0;
        while (at < all.length) {
            LeasedSlices slices = rig.store.logSlices().slice(from + at, all.length - at);
            assertThat(slices).as("log at " + (from + at)).isNotNull();
            ByteBuffer part = slices.buffer(0);
            int length = part.remaining();
            part.get(all, at, length);
            at += length;
            slices.release();
        }
        return all;
    }

    private static byte[] log(StoreRig rig) throws IOException {
        return log(rig, rig.store.minPosition(), rig.store.written().get());
    }

    private static List<String> queues(StoreRig rig) throws StoreFailure {
        List<String> all = new ArrayList<>();
        for (String topic : rig.store.topics()) {
            for (ConsumeQueue queue : rig.store.queues(topic)) {
                if (queue.maxOffset() == 0) {
                    // what is left of one whose messages were all cut
                    continue;
                }
                all.add(queue + " " + rig.bodies(topic, queue.name().queueId(), queue.minOffset()) + " "
                        + rig.codes(topic, queue.name().queueId()));
            }
        }
        return all;
    }

    /** Gives the follower bytes as they come from a socket; what is left waits for more. */
    private ByteBuffer give(ByteBuffer waiting, byte[] more) {
        ByteBuffer all = ByteBuffer.allocate(waiting.remaining() + more.length)
                .put(waiting)
                .put(more)
                .flip();
        RawResult[] result = {RawResult.NO_ROOM};
        for (int i = 0; i < 1000 && result[0] == RawResult.NO_ROOM; i++) {
            follower.onIo(() -> {
                result[0] = append(all);
                follower.store
                        .confirmations()
                        .await(follower.store.appended().get(), Durability.MEMORY, follower.io, missing -> {});
            });
            follower.simulation.runFor(1);
        }
        assertThat(result[0]).isEqualTo(RawResult.APPENDED);
        return all;
    }

    private RawResult append(ByteBuffer bytes) {
        try {
            RawResult result = follower.store.raw().append(bytes);
            if (result == RawResult.TOPIC_REMADE) {
                follower.store.deleteTopic(follower.store.raw().topic());
                return RawResult.NO_ROOM;
            }
            return result;
        } catch (BadLeaderBytes e) {
            throw new AssertionError(e);
        }
    }

    /** Sends what the follower lacks, in pieces, with deaths of its process in between. */
    private void follow(Random random, boolean dies) throws Exception {
        ByteBuffer waiting = ByteBuffer.allocate(0);
        long next = follower.store.appended().get();
        long end = leader.store.written().get();
        while (next < end) {
            int length = 1 + random.nextInt(random.nextInt(8) == 0 ? 20_000 : 900);
            byte[] piece = log(leader, next, Math.min(end, next + length));
            waiting = give(waiting, piece);
            next += piece.length;
            if (random.nextInt(6) == 0) {
                follower.simulation.runFor(random.nextInt(2_000));
            }
            if (dies && random.nextInt(12) == 0) {
                switch (random.nextInt(3)) {
                    case 0 -> follower.kill();
                    case 1 -> follower.cutPower();
                    default -> follower.close();
                }
                follower.start();
                waiting = ByteBuffer.allocate(0);
                next = follower.store.appended().get();
                assertThat(next).isLessThanOrEqualTo(end);
            }
        }
        follower.simulation.runFor(10);
    }

    private void requireSame(String when) throws Exception {
        assertThat(follower.store.written().get())
                .as(when)
                .isEqualTo(leader.store.written().get());
        assertThat(Arrays.equals(log(follower), log(leader)))
                .as(when + ": the same bytes")
                .isTrue();
        assertThat(queues(follower).equals(queues(leader)))
                .as(when + ": the same queues, not " + follower.store.topics())
                .isTrue();
    }

    @Test
    void whatever_the_pieces_and_deaths_it_has_the_same_log_and_queues() {
        CrashSeeds.each(seed -> {
            Random random = new Random(seed);
            open(100L + seed);
            sendMany(random, 60 + random.nextInt(200));
            follow(random, true);
            requireSame("seed " + seed);
            sendMany(random, 50);
            follow(random, true);
            requireSame("seed " + seed + ", more of it");
            follower.restart();
            requireSame("seed " + seed + ", after a stop in order");
        });
    }

    /** Records that count only together. */
    private void sendTogether(String body) {
        leader.io.execute(() -> {
            OutgoingBatch batch = new OutgoingBatch();
            batch.allOrNone();
            batch.add(leader.fill(new OutgoingRecord(), "t0", 0, body, null));
            batch.add(leader.fill(new OutgoingRecord(), "said of it", 1, body + " is done", null));
            if (leader.store.append(batch) == AppendResult.APPENDED) {
                leader.store.confirmations().await(batch.endPosition(), Durability.MEMORY, leader.io, missing -> {});
            }
        });
    }

    @Test
    void records_that_count_only_together_come_together() {
        CrashSeeds.each(seed -> {
            Random random = new Random(seed);
            open(5000L + seed);
            for (int i = 0; i < 30; i++) {
                sendTogether("pair " + i + "p".repeat(random.nextInt(600)));
                leader.simulation.runFor(10);
            }
            sendMany(random, 10);
            follow(random, true);
            requireSame("seed " + seed);
        });
    }

    @Test
    void what_it_has_it_goes_on_with_when_it_leads() throws Exception {
        sendMany(new Random(5), 100);
        follow(new Random(6), false);
        follower.opening(() -> Opening.ALONE);
        long before = follower.store.queue("t0", 0).maxOffset();
        follower.restart();
        assertThat(follower.sendNow("t0", 0, "its own")).isEqualTo(before);
    }

    @Test
    void it_takes_nothing_but_the_leaders_bytes() {
        follower.onIo(() -> assertThat(follower.store.append(follower.fill(follower.record, "t", 0, "own", null)))
                .isEqualTo(AppendResult.REFUSED));
        assertThat(follower.store.refusal()).contains("slave");
    }

    @Test
    void a_topic_that_was_deleted_and_made_again_begins_anew() throws Exception {
        sendMany(new Random(7), 40);
        follow(new Random(8), false);
        leader.store.deleteTopic("t0");
        leader.simulation.runFor(100);
        sendMany(new Random(9), 40);
        follow(new Random(10), false);
        requireSame("after the topic was made again");
        follower.kill();
        follower.start();
        requireSame("and after a kill");
    }

    /** Ends the process in some way, and opens what it left, with deaths in the middle of that. */
    private void reopen(Random random) throws StoreFailure {
        switch (random.nextInt(3)) {
            case 0 -> follower.kill();
            case 1 -> follower.cutPower();
            default -> follower.close();
        }
        for (int deaths = random.nextInt(4); deaths > 0; deaths--) {
            follower.disk.dieAfter(1 + random.nextInt(40));
            try {
                follower.start();
                follower.simulation.runFor(1);
            } catch (StoreFailure | SimulatedDisk.Died e) {
                // it died, as it should
            }
            if (random.nextBoolean()) {
                follower.kill();
            } else {
                follower.cutPower();
            }
        }
        follower.start();
    }

    private void onDisk(IoTask task) {
        follower.store.diskLoop().execute(() -> {
            try {
                task.run();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        follower.simulation.runFor(5);
    }

    @FunctionalInterface
    private interface IoTask {
        void run() throws IOException;
    }

    @Test
    void what_its_leader_has_not_is_cut_and_kept_in_a_file() {
        CrashSeeds.each(seed -> {
            Random random = new Random(seed);
            open(1000L + seed);
            sendMany(random, 20 + random.nextInt(60));
            follow(random, false);
            long common = leader.store.written().get();
            sendMany(random, 1 + random.nextInt(60));
            follower.opening(() -> Opening.ALONE);
            follower.restart();
            for (int i = random.nextInt(80); i >= 0; i--) {
                String body = "its own " + i + "y".repeat(random.nextInt(400));
                follower.send("t" + random.nextInt(4), random.nextInt(4), body, Durability.ON_DISK, at -> {});
                follower.simulation.runFor(random.nextInt(100));
            }
            follower.sendNow("t0", 1, "its last");
            follower.simulation.runFor(random.nextInt(5000));
            long end = follower.store.written().get();
            byte[] own = log(follower, common, end);
            follower.opening(() -> Opening.FOLLOWS);
            onDisk(() -> follower.store.cutAtNextOpen(common));
            reopen(random);

            assertThat(follower.store.written().get()).as("seed " + seed).isLessThanOrEqualTo(common);
            List<String> kept = follower.disk.list(StoreRig.ROOT.resolve("apogee")).stream()
                    .filter(name -> name.startsWith("cut-"))
                    .toList();
            assertThat(kept).hasSize(1).allMatch(name -> name.startsWith("cut-" + common + "-" + end));
            ByteBuffer copy = ByteBuffer.allocate(own.length);
            try (DiskFile file =
                    follower.disk.open(StoreRig.ROOT.resolve("apogee").resolve(kept.get(0)))) {
                assertThat(file.length()).isEqualTo(own.length);
                file.read(copy, 0);
            }
            assertThat(copy.array()).as("what was cut").isEqualTo(own);
            follow(random, true);
            requireSame("seed " + seed);
            follower.restart();
            requireSame("seed " + seed + ", after a stop in order");
        });
    }

    @Test
    void an_empty_one_begins_where_its_leader_begins() throws Exception {
        sendMany(new Random(20), 200);
        long second = leader.store.minPosition() + StoreRig.SEGMENT_LENGTH;
        onDisk(() -> follower.store.beginAtNextOpen(second));
        reopen(new Random(21));
        assertThat(follower.store.minPosition()).isEqualTo(second);
        assertThat(follower.store.appended().get()).isEqualTo(second);
        follow(new Random(22), true);
        assertThat(log(follower))
                .isEqualTo(log(leader, second, leader.store.written().get()));
        for (ConsumeQueue queue : follower.store.queues("t0")) {
            ConsumeQueue whole = leader.store.queue("t0", queue.name().queueId());
            assertThat(queue.maxOffset()).isEqualTo(whole.maxOffset());
            assertThat(follower.bodies("t0", queue.name().queueId(), queue.minOffset()))
                    .isEqualTo(leader.bodies("t0", queue.name().queueId(), queue.minOffset()));
        }
    }

    @Test
    void the_last_record_before_a_place_is_found() throws Exception {
        sendMany(new Random(30), 100);
        long end = leader.store.written().get();
        RecordPlace last = leader.store.lastRecordBefore(end);
        assertThat(last.end()).isEqualTo(end);
        RecordPlace before = leader.store.lastRecordBefore(end - 1);
        assertThat(before.end()).isEqualTo(last.start());
        assertThat(leader.store.lastRecordBefore(last.start())).isEqualTo(before);
        long border = StoreRig.SEGMENT_LENGTH;
        assertThat(leader.store.lastRecordBefore(border).end()).isBetween(border - 4000, border - 8);
        assertThat(leader.store.lastRecordBefore(border + 10)).isEqualTo(leader.store.lastRecordBefore(border));
        assertThat(leader.store.lastRecordBefore(5)).isNull();
    }

    @Test
    void bytes_that_cannot_be_right_are_not_appended() throws Exception {
        sendMany(new Random(11), 5);
        byte[] all = log(leader);
        byte[] wrongSum = all.clone();
        int bodyAt = RecordLayout.bodyAt(0);
        wrongSum[bodyAt]++;
        requireRefused(wrongSum, "sum");
        byte[] wrongPlace = Arrays.copyOfRange(all, ByteBuffer.wrap(all).getInt(0), all.length);
        requireRefused(wrongPlace, "says that it lies at");
        byte[] wrongMagic = all.clone();
        wrongMagic[RecordLayout.MAGIC_AT + 1]++;
        requireRefused(wrongMagic, "no record");
        byte[] wrongLength = all.clone();
        wrongLength[0] = 0x7F;
        requireRefused(wrongLength, "bytes");
        ByteBuffer blankTooEarly = ByteBuffer.allocate(64)
                .putInt(64)
                .putInt(RecordLayout.MAGIC_BLANK)
                .clear();
        requireRefused(blankTooEarly.array(), "mappedFileSizeCommitLog");
        assertThat(follower.store.appended().get()).isZero();
        give(ByteBuffer.allocate(0), all);
        requireSame("what is right");
    }

    private void requireRefused(byte[] bytes, String why) {
        assertThatThrownBy(() -> follower.store.raw().append(ByteBuffer.wrap(bytes)))
                .isInstanceOf(BadLeaderBytes.class)
                .hasMessageContaining(why);
    }
}
