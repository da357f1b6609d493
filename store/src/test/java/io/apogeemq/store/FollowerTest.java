package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.protocol.message.RecordLayout;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.BadLeaderBytes;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.log.RawResult;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.segment.LeasedSlices;
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
        assertThat(queues(follower)).as(when).isEqualTo(queues(leader));
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
