package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.store.read.Reach;
import io.apogeemq.store.read.ReadRequest;
import io.apogeemq.store.read.ReadResult;
import io.apogeemq.store.read.ReadStatus;
import io.apogeemq.store.segment.LeasedSlices;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that have left memory: read ahead in pieces of 4 KiB, of which the rig's store has three. */
class ColdReadTest {
    private static final int QUEUES = 3;

    private StoreRig rig;
    private final List<List<String>> sent = new ArrayList<>();

    @BeforeEach
    void fillAndForget() throws StoreFailure {
        rig = new StoreRig(11);
        for (int queue = 0; queue < QUEUES; queue++) {
            sent.add(new ArrayList<>());
        }
        for (int i = 0; rig.store.gauges().segmentCount() < 5; i++) {
            // some lie in two pieces, some in three
            String body = i + " " + "y".repeat(i * 131 % 5000);
            rig.sendNow("t", i % QUEUES, body);
            sent.get(i % QUEUES).add(body);
        }
        rig.restart();
        rig.disk.dropCaches();
    }

    private ReadResult read(int queue, long offset, Reach reach) throws StoreFailure {
        return rig.store.read("t", queue, new ReadRequest(offset, 4, Integer.MAX_VALUE, reach, null, null));
    }

    @Test
    void every_queue_has_all_of_its_messages() throws StoreFailure {
        for (int queue = 0; queue < QUEUES; queue++) {
            assertThat(rig.bodies("t", queue, 0)).isEqualTo(sent.get(queue));
        }
        assertThat(rig.store.damagedPlaces()).isEmpty();
    }

    @Test
    void answers_keep_their_bytes_until_they_are_given_back_also_when_they_hold_all_memory() throws StoreFailure {
        for (int round = 0; round < 3; round++) {
            List<List<LeasedSlices>> held = new ArrayList<>();
            for (int queue = 0; queue < QUEUES; queue++) {
                List<LeasedSlices> slices = new ArrayList<>();
                held.add(slices);
                long offset = 0;
                ReadResult result = read(queue, offset, Reach.ALL);
                while (result.status() == ReadStatus.FOUND) {
                    slices.add(Objects.requireNonNull(result.messages()));
                    result = read(queue, result.nextOffset(), Reach.ALL);
                }
            }
            for (int queue = 0; queue < QUEUES; queue++) {
                List<String> bodies = new ArrayList<>();
                held.get(queue).forEach(slices -> bodies.addAll(StoreRig.bodies(slices)));
                assertThat(bodies).as("round %d", round).isEqualTo(sent.get(queue));
            }
        }
    }

    @Test
    void an_answer_is_copied_out_as_it_is_sent() throws StoreFailure {
        LeasedSlices slices = Objects.requireNonNull(read(1, 2, Reach.ALL).messages());
        for (int i = 0; i < slices.count(); i++) {
            ByteBuffer copy = ByteBuffer.allocate(slices.length(i));
            slices.copyTo(i, copy);
            assertThat(copy.flip()).isEqualTo(slices.buffer(i));
        }
        slices.release();
    }

    @Test
    void a_loop_that_must_not_wait_is_told_so() throws StoreFailure {
        assertThat(read(0, 0, Reach.RECENT).status()).isEqualTo(ReadStatus.COLD);
        assertThat(read(0, 0, Reach.ALL).status()).isEqualTo(ReadStatus.FOUND);
    }

    @Test
    void what_was_read_ahead_is_given_to_a_loop_that_must_not_wait() throws StoreFailure {
        StoreRig.bodies(Objects.requireNonNull(read(0, 0, Reach.ALL).messages()));
        LeasedSlices slices = Objects.requireNonNull(read(0, 0, Reach.RECENT).messages());
        assertThat(StoreRig.bodies(slices)).isNotEmpty().isSubsetOf(sent.get(0));
    }

    @Test
    void who_asks_without_waiting_first_gets_every_message_too() throws StoreFailure {
        for (int queue = 0; queue < QUEUES; queue++) {
            List<String> bodies = new ArrayList<>();
            ReadResult result = read(queue, 0, Reach.ALL);
            while (result.status() == ReadStatus.FOUND) {
                bodies.addAll(StoreRig.bodies(Objects.requireNonNull(result.messages())));
                long next = result.nextOffset();
                result = read(queue, next, Reach.RECENT);
                if (result.status() == ReadStatus.COLD) {
                    result = read(queue, next, Reach.ALL);
                }
            }
            assertThat(bodies).isEqualTo(sent.get(queue));
        }
    }

    @Test
    void what_was_just_sent_is_no_matter_of_the_disk() throws StoreFailure {
        long offset = rig.sendNow("t", 0, "new");
        ReadResult result = read(0, offset, Reach.RECENT);
        assertThat(StoreRig.bodies(Objects.requireNonNull(result.messages()))).containsExactly("new");
    }

    @Test
    void messages_sent_beside_a_reader_of_old_ones_are_read_behind_them() throws StoreFailure {
        for (int i = 0; i < 40; i++) {
            String body = "later " + i;
            rig.sendNow("t", 0, body);
            sent.get(0).add(body);
            assertThat(rig.bodies("t", 0, 0)).isEqualTo(sent.get(0));
        }
    }
}
