package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.store.index.KeyQuery;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.read.ReadRequest;
import io.apogeemq.store.read.ReadResult;
import io.apogeemq.store.retention.RetentionRules;
import io.apogeemq.store.segment.LeasedSlices;
import io.apogeemq.store.segment.SegmentFiles;
import io.apogeemq.store.simulation.SimulatedDisk;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes when, played on a simulated disk and clock. The simulation begins at 03:04 UTC. */
class RetentionTest {
    private static final long HOUR = 3_600_000;
    private static final long MINUTE = 60_000;
    private static final Path LOG = StoreRig.ROOT.resolve("commitlog");
    private static final Path QUEUE = StoreRig.ROOT.resolve("consumequeue/t/0");
    private static final RetentionRules.Marks ROOMY = new RetentionRules.Marks(0.75, 0.85, 0.90, true, 1);
    private static final String BODY = "x".repeat(1000);

    private final StoreRig rig = rig(1);

    private static StoreRig rig(long seed) {
        try {
            StoreRig rig = new StoreRig(seed);
            rig.rules = rules(Set.of(4), 2 * HOUR, ROOMY);
            rig.restart();
            return rig;
        } catch (StoreFailure e) {
            throw new AssertionError(e);
        }
    }

    private static RetentionRules rules(Set<Integer> hours, long reservedMillis, RetentionRules.Marks marks) {
        return new RetentionRules(
                hours,
                ZoneOffset.UTC,
                reservedMillis,
                marks,
                new RetentionRules.Pace(MINUTE, MINUTE, 10, 100, 100, 2 * MINUTE));
    }

    private void send(String topic, int count) {
        for (int i = 0; i < count; i++) {
            rig.sendNow(topic, 0, BODY);
        }
    }

    private ConsumeQueue queue(String topic) {
        return Objects.requireNonNull(rig.store.queue(topic, 0));
    }

    private int logFiles() {
        return rig.disk.list(LOG).size();
    }

    @Test
    void expired_files_go_at_the_hour_and_queues_follow_but_the_newest_file_stays() throws StoreFailure {
        send("t", 100);
        rig.sendNow("quiet", 0, "long ago");
        send("t", 10);
        int before = logFiles();
        rig.simulation.runFor(10 * HOUR);
        assertThat(logFiles()).as("at 13:04").isEqualTo(before);

        rig.simulation.runFor(15 * HOUR);

        assertThat(rig.store.gauges().segmentCount()).isEqualTo(1);
        assertThat(rig.store.minPosition()).isPositive();
        assertThat(queue("t").minOffset()).isBetween(91L, 110L);
        assertThat(rig.bodies("t", 0, queue("t").minOffset()))
                .hasSize((int) (110 - queue("t").minOffset()))
                .isNotEmpty();
        assertThat(rig.disk.list(QUEUE)).as("20 units each").hasSize(2);
        assertThat(rig.sendNow("t", 0, "goes on")).isEqualTo(110);
    }

    @Test
    void what_is_not_expired_stays_at_the_hour() {
        send("t", 100);
        int before = logFiles();

        rig.simulation.runFor(HOUR + 30 * MINUTE);

        assertThat(logFiles()).isEqualTo(before);
    }

    @Test
    void a_disk_that_gets_full_lets_expired_files_go_at_any_hour() {
        send("t", 100);
        rig.simulation.runFor(20 * HOUR);
        assertThat(rig.store.gauges().segmentCount()).isGreaterThan(5);
        long used = rig.disk.use(LOG).used();
        rig.disk.capacity((long) (used / 0.8));

        rig.simulation.runFor(2 * MINUTE);

        assertThat(rig.store.gauges().segmentCount()).isEqualTo(1);
    }

    @Test
    void without_room_files_go_that_are_not_expired_but_no_more_than_must() {
        send("t", 100);
        int before = rig.store.gauges().segmentCount();
        long used = rig.disk.use(LOG).used();
        rig.disk.capacity((long) (used / 0.88));

        rig.simulation.runFor(5 * MINUTE);

        assertThat(rig.disk.use(LOG).ratio()).isBetween(0.7, 0.85);
        assertThat(rig.store.gauges().segmentCount()).isBetween(2, before - 1);
        assertThat(queue("t").minOffset()).isPositive();
        assertThat(rig.store.refusal()).isNull();
    }

    @Test
    void files_that_are_not_expired_stay_when_the_settings_say_so() {
        rig.rules = rules(Set.of(4), 2 * HOUR, new RetentionRules.Marks(0.75, 0.85, 0.90, false, 1));
        send("t", 100);
        int before = rig.store.gauges().segmentCount();
        rig.disk.capacity((long) (rig.disk.use(LOG).used() / 0.88));

        rig.simulation.runFor(30 * MINUTE);

        assertThat(rig.store.gauges().segmentCount()).isEqualTo(before);
    }

    @Test
    void a_log_that_takes_more_than_its_share_of_a_common_disk_lets_its_oldest_files_go() {
        send("t", 100);
        long logLength = (long) rig.store.gauges().segmentCount() * StoreRig.SEGMENT_LENGTH;
        rig.disk.capacity(logLength * 2);
        rig.rules = rules(Set.of(4), 2 * HOUR, new RetentionRules.Marks(0.75, 0.85, 0.90, true, 0.3));

        rig.simulation.runFor(5 * MINUTE);

        assertThat((long) rig.store.gauges().segmentCount() * StoreRig.SEGMENT_LENGTH)
                .isBetween(logLength * 4 / 10, logLength * 6 / 10);
    }

    @Test
    void sends_are_refused_before_the_disk_is_full_and_resume_by_themselves() throws StoreFailure {
        rig.rules = rules(Set.of(4), 2 * HOUR, new RetentionRules.Marks(0.75, 0.85, 0.90, false, 1));
        send("t", 20);
        long used = rig.disk.use(LOG).used();
        rig.disk.capacity((long) (used / 0.95));
        rig.simulation.runFor(2 * MINUTE);

        assertThat(rig.store.refusal())
                .contains("/store/commitlog")
                .contains("% full")
                .contains("diskSpaceWarningLevelRatio")
                .contains("make room");
        rig.onIo(() -> assertThat(rig.store.append(rig.fill(rig.record, "t", 0, "no", null)))
                .isEqualTo(AppendResult.REFUSED));
        assertThat(rig.bodies("t", 0, 0)).hasSize(20);

        rig.disk.capacity(used * 10);
        rig.simulation.runFor(2_000);

        assertThat(rig.store.refusal()).isNull();
        assertThat(rig.sendNow("t", 0, "again")).isEqualTo(20);
    }

    /** A write that fails looks at the disk too, long before the next round. */
    @Test
    void sends_resume_within_seconds_also_when_a_failed_write_found_the_disk_full() throws StoreFailure {
        rig.rules = rules(Set.of(4), 2 * HOUR, new RetentionRules.Marks(0.75, 0.85, 0.90, false, 1));
        send("t", 20);
        long used = rig.disk.use(LOG).used();
        rig.disk.capacity((long) (used / 0.95));
        rig.disk.leaveRoom(0);
        rig.send("t", 0, "there is no room", Durability.ON_DISK, offset -> {});
        rig.simulation.runFor(3_000);
        assertThat(rig.store.refusal()).contains("% full");

        rig.disk.leaveRoom(Long.MAX_VALUE);
        rig.disk.capacity(used * 10);
        rig.simulation.runFor(3_000);

        assertThat(rig.store.refusal()).isNull();
    }

    @Test
    void a_store_that_opens_on_a_full_disk_refuses_sends_from_the_first_on() throws StoreFailure {
        send("t", 200);
        rig.rules = rules(Set.of(4), 2 * HOUR, new RetentionRules.Marks(0.75, 0.85, 0.90, false, 1));
        rig.disk.capacity((long) (rig.disk.use(LOG).used() / 0.95));

        rig.restart();

        assertThat(rig.store.refusal()).contains("sends are refused");
        assertThat(rig.bodies("t", 0, 0)).hasSize(200);
    }

    @Test
    void expired_files_go_at_any_hour_when_asked_for() {
        send("t", 100);
        rig.simulation.runFor(10 * HOUR);

        rig.store.retention().deleteExpired();
        rig.simulation.runFor(2 * MINUTE);

        assertThat(rig.store.gauges().segmentCount()).isEqualTo(1);
    }

    @Test
    void who_reads_a_file_keeps_it_until_the_end() throws StoreFailure {
        send("t", 100);
        ReadResult read = rig.store.read("t", 0, ReadRequest.from(0, 3));
        LeasedSlices slices = Objects.requireNonNull(read.messages());

        rig.simulation.runFor(26 * HOUR);

        assertThat(rig.disk.list(LOG)).doesNotContain("00000000000000000000");
        assertThat(StoreRig.bodies(slices)).containsExactly(BODY, BODY, BODY);
        assertThat(rig.store.read("t", 0, ReadRequest.from(0, 3)).nextOffset())
                .isEqualTo(queue("t").minOffset());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_queue_all_of_whose_messages_are_gone_goes_on_where_it_was(boolean powerFails) throws StoreFailure {
        for (int i = 0; i < 30; i++) {
            rig.sendNow("quiet", 0, "long ago " + i);
        }
        send("t", 100);
        rig.simulation.runFor(26 * HOUR);
        long min = queue("t").minOffset();
        assertThat(queue("quiet").minOffset()).isEqualTo(30);

        if (powerFails) {
            rig.cutPower();
        } else {
            rig.kill();
        }
        rig.start();

        assertThat(queue("t").minOffset()).isEqualTo(min);
        assertThat(queue("quiet").minOffset()).isEqualTo(30);
        assertThat(queue("quiet").maxOffset()).isEqualTo(30);
        assertThat(rig.sendNow("quiet", 0, "news")).isEqualTo(30);
        assertThat(rig.bodies("quiet", 0, 30)).containsExactly("news");
    }

    @Test
    void queue_files_left_over_go_when_asked_for() throws StoreFailure {
        send("t", 100);
        rig.simulation.runFor(26 * HOUR);
        long min = queue("t").minOffset();
        rig.close();
        Path old = QUEUE.resolve("00000000000000000400");
        try {
            rig.disk.create(old, StoreRig.QUEUE_FILE_LENGTH).close();
            Path next = QUEUE.resolve("00000000000000000800");
            rig.disk.create(next, StoreRig.QUEUE_FILE_LENGTH).close();
            rig.disk
                    .create(QUEUE.resolve("00000000000000001200"), StoreRig.QUEUE_FILE_LENGTH)
                    .close();
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
        assertThat(min).isGreaterThan(80);
        rig.start();
        rig.store.retention().deleteExpiredQueueFiles();
        rig.simulation.runFor(2_000);

        assertThat(rig.disk.exists(old)).isFalse();
        assertThat(rig.sendNow("t", 0, "goes on")).isEqualTo(100);
    }

    @Test
    void block_sums_go_with_their_log_file() {
        Path sums = StoreRig.ROOT.resolve("apogee/sums");
        send("t", 100);
        rig.simulation.runFor(MINUTE);
        assertThat(rig.disk.list(sums))
                .hasSize(rig.store.gauges().segmentCount() - 1)
                .isNotEmpty();

        rig.simulation.runFor(26 * HOUR);

        assertThat(logFiles()).isLessThan(3);
        assertThat(rig.disk.list(sums)).hasSizeLessThan(2);
    }

    @Test
    void index_files_go_with_the_messages_in_them() {
        Path index = StoreRig.ROOT.resolve("index");
        for (int i = 0; i < 300; i++) {
            int number = i;
            rig.onIo(() -> {
                rig.fill(rig.record, "t", 0, BODY, null).properties().put("KEYS", "key" + number);
                assertThat(rig.store.append(rig.record)).isEqualTo(AppendResult.APPENDED);
            });
            rig.simulation.runFor(1000);
        }
        int before = rig.disk.list(index).size();

        rig.simulation.runFor(26 * HOUR);

        assertThat(before).isGreaterThan(4);
        assertThat(rig.disk.list(index)).hasSizeLessThan(3);
        assertThat(rig.find(new KeyQuery("t", KeyQuery.Kind.ANY_KEY, "key0", 0, Long.MAX_VALUE - 1000, 10)))
                .isEmpty();
        assertThat(rig.find(new KeyQuery("t", KeyQuery.Kind.ANY_KEY, "key299", 0, Long.MAX_VALUE - 1000, 10)))
                .containsExactly(BODY);
    }

    @Test
    void a_lost_queue_file_is_missed_and_costs_no_queue_its_number_whose_messages_are_gone() throws StoreFailure {
        for (int i = 0; i < 30; i++) {
            rig.sendNow("quiet", 0, "long ago " + i);
        }
        send("t", 100);
        rig.simulation.runFor(26 * HOUR);
        long min = queue("t").minOffset();
        rig.close();
        rig.disk.list(QUEUE).forEach(name -> rig.disk.remove(QUEUE.resolve(name)));

        rig.start();
        rig.kill();
        rig.start();

        assertThat(rig.bodies("t", 0, min)).hasSize((int) (100 - min)).isNotEmpty();
        assertThat(queue("t").minOffset()).isEqualTo(min);
        assertThat(rig.sendNow("quiet", 0, "news")).isEqualTo(30);
    }

    @Test
    void a_log_file_that_cannot_be_deleted_stays_until_it_can_and_leaves_no_gap() throws StoreFailure {
        send("t", 100);
        rig.simulation.runFor(20 * HOUR);
        int before = rig.store.gauges().segmentCount();
        rig.disk.refuseDeletes(LOG);
        rig.simulation.runFor(5 * HOUR + 30 * MINUTE);
        assertThat(rig.store.gauges().segmentCount()).isEqualTo(before);
        assertThat(rig.bodies("t", 0, 0)).hasSize(100);

        rig.disk.refuseDeletes(null);
        rig.simulation.runFor(24 * HOUR);
        assertThat(rig.store.gauges().segmentCount()).isEqualTo(1);
        rig.restart();
        assertThat(queue("t").minOffset()).isPositive();
    }

    // ---- topics with a time of their own

    /** Whoever deleted it was killed before it could make sure that the name is gone. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_log_file_that_a_start_found_gone_does_not_come_back_when_the_power_fails(long seed) throws StoreFailure {
        StoreRig other = new StoreRig(seed);
        for (int i = 0; i < 40; i++) {
            other.sendNow("t", 0, BODY);
        }
        other.kill();
        other.disk.remove(LOG.resolve(SegmentFiles.nameOf(0)));
        // nor has it made the next one ahead: its deletion would force the directory
        other.disk.remove(LOG.resolve(SegmentFiles.nameOf(3 * StoreRig.SEGMENT_LENGTH)));
        other.start();
        assertThat(other.store.minPosition()).isEqualTo(StoreRig.SEGMENT_LENGTH);

        other.cutPower();
        other.start();

        assertThat(other.store.minPosition()).isEqualTo(StoreRig.SEGMENT_LENGTH);
    }

    @Test
    void a_topic_may_keep_its_messages_for_a_shorter_time_also_after_a_restart() throws StoreFailure {
        rig.rules = rules(Set.of(4), 1000 * HOUR, ROOMY);
        rig.store.retention().reserve(topic -> topic.equals("short") ? HOUR : 0);
        for (int i = 0; i < 50; i++) {
            rig.sendNow("short", i % 2, "old " + i);
            rig.sendNow("long", i % 2, "old " + i);
        }
        rig.simulation.runFor(HOUR - 10 * MINUTE);
        rig.sendNow("short", 0, "young");
        assertThat(queue("short").minOffset()).isZero();

        rig.simulation.runFor(15 * MINUTE);

        assertThat(queue("short").minOffset()).isEqualTo(25);
        assertThat(rig.bodies("short", 0, 25)).containsExactly("young");
        assertThat(Objects.requireNonNull(rig.store.queue("short", 1)).minOffset())
                .isEqualTo(25);
        assertThat(rig.bodies("long", 0, 0)).hasSize(25);
        assertThat(rig.disk.list(StoreRig.ROOT.resolve("consumequeue/short/0"))).hasSize(1);
        assertThat(rig.store.minPosition()).isZero();

        rig.cutPower();
        rig.start();

        assertThat(queue("short").minOffset()).isEqualTo(25);
        assertThat(rig.bodies("short", 0, 25)).containsExactly("young");
        assertThat(rig.bodies("long", 0, 0)).hasSize(25);
    }

    @Test
    void a_topic_made_again_is_not_cut_by_what_the_old_one_let_go() throws StoreFailure {
        rig.rules = rules(Set.of(4), 1000 * HOUR, ROOMY);
        rig.store.retention().reserve(topic -> HOUR);
        send("t", 10);
        rig.simulation.runFor(2 * HOUR);
        assertThat(queue("t").minOffset()).isEqualTo(10);
        rig.store.deleteTopic("t");
        rig.simulation.runFor(100);

        assertThat(rig.sendNow("t", 0, "new")).isZero();
        rig.restart();

        assertThat(rig.bodies("t", 0, 0)).containsExactly("new");
    }

    @Test
    void rounds_asked_for_while_one_waits_are_one() throws StoreFailure {
        send("t", 100);
        rig.simulation.runFor(MINUTE);
        int[] forces = new int[1];
        rig.disk.onForce(() -> forces[0]++);
        rig.store.retention().deleteExpiredQueueFiles();
        rig.simulation.runFor(2_000);
        int ofOne = forces[0];
        for (int i = 0; i < 5_000; i++) {
            rig.store.retention().deleteExpiredQueueFiles();
            if (i % 1_000 == 999) {
                rig.simulation.runFor(1);
            }
        }
        rig.simulation.runFor(10_000);

        assertThat(ofOne).isPositive();
        assertThat(forces[0]).isLessThanOrEqualTo(10 * ofOne);
    }

    @Test
    void deletions_of_topics_that_never_were_force_nothing() throws StoreFailure {
        send("t", 100);
        rig.simulation.runFor(MINUTE);
        int[] forces = new int[1];
        rig.disk.onForce(() -> forces[0]++);
        for (int i = 0; i < 1_000; i++) {
            rig.store.deleteTopic("never" + i);
        }
        rig.simulation.runFor(5_000);
        assertThat(forces[0]).isZero();

        for (int i = 0; i < 50; i++) {
            send("topic" + i, 1);
        }
        rig.simulation.runFor(MINUTE);
        forces[0] = 0;
        for (int i = 0; i < 50; i++) {
            rig.store.deleteTopic("topic" + i);
        }
        rig.simulation.runFor(1);
        assertThat(rig.store.topics()).containsExactly("t");
        assertThat(forces[0]).as("forces for fifty topics").isLessThan(25);
    }

    // ---- crashes

    @ParameterizedTest
    @ValueSource(ints = {100, 200, 300, 400})
    void a_crash_at_any_change_of_the_disk_leaves_whole_queues(int firstSeed) throws StoreFailure {
        for (int seed = firstSeed; seed < firstSeed + 25; seed++) {
            crash(seed);
        }
    }

    private static void crash(long seed) throws StoreFailure {
        StoreRig rig = rig(seed);
        Random random = new Random(seed);
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            String body = "message " + i + BODY.substring(random.nextInt(900));
            assertThat(rig.sendNow("t", 0, body)).isEqualTo(i);
            sent.add(body);
        }
        long quiet = rig.sendNow("quiet", 0, "long ago");
        rig.simulation.runFor(20 * HOUR);
        rig.sendNow("t", 0, "young");
        sent.add("young");
        rig.disk.dieAfter(1 + random.nextInt(60));
        try {
            rig.simulation.runFor(6 * HOUR);
        } catch (SimulatedDisk.Died e) {
            // at the moment drawn
        }
        if (random.nextBoolean()) {
            rig.kill();
        } else {
            rig.cutPower();
        }
        rig.start();

        ConsumeQueue queue = Objects.requireNonNull(rig.store.queue("t", 0));
        assertThat(queue.maxOffset()).as("seed %d", seed).isEqualTo(sent.size());
        assertThat(rig.bodies("t", 0, queue.minOffset()))
                .as("seed %d", seed)
                .isEqualTo(sent.subList((int) queue.minOffset(), sent.size()))
                .contains("young");
        assertThat(rig.sendNow("quiet", 0, "news")).as("seed %d", seed).isEqualTo(quiet + 1);
    }
}
