package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.store.log.Durability;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Queues with a few units each, of which a write of its own is not worth while; the rig's keeper lets 30 of them wait. */
class QueueRestsTest {
    private static final int ROUND_MILLIS = 1000;
    private static final int THOROUGH_MILLIS = 3000;

    @Test
    void a_small_rest_waits_for_the_thorough_round() throws Exception {
        StoreRig rig = new StoreRig(1);
        send(rig, 20);
        rig.simulation.runFor(ROUND_MILLIS + 1);
        List<Long> before = written(rig);

        rig.simulation.runFor(THOROUGH_MILLIS + ROUND_MILLIS);

        assertThat(before).as("queues with a file after one round").isEmpty();
        assertThat(written(rig)).hasSize(20);
    }

    @Test
    void rests_that_take_too_much_memory_together_are_written_in_the_next_round() throws Exception {
        StoreRig rig = new StoreRig(1);
        send(rig, 50);

        rig.simulation.runFor(ROUND_MILLIS + 600);

        assertThat(written(rig)).hasSize(50);
    }

    @Test
    void rests_that_wait_are_found_again_after_the_power_fails() throws Exception {
        StoreRig rig = new StoreRig(1);
        send(rig, 20);
        rig.simulation.runFor(ROUND_MILLIS - 1);
        rig.cutPower();

        rig.start();

        for (int i = 0; i < 20; i++) {
            assertThat(rig.bodies("orders", i, 0)).containsExactly("message " + i);
        }
    }

    /** One to each queue, on disk when this returns. */
    private static void send(StoreRig rig, int queues) {
        List<Long> confirmed = new ArrayList<>();
        for (int i = 0; i < queues; i++) {
            rig.send("orders", i, "message " + i, Durability.ON_DISK, confirmed::add);
        }
        rig.simulation.runUntil("all are on disk", 900, () -> confirmed.size() == queues);
    }

    /** The offsets up to which those queues are in files that are there. */
    private static List<Long> written(StoreRig rig) {
        List<Long> written = new ArrayList<>();
        rig.store.forEachQueue(queue -> {
            if (queue.persistedOffset() > 0) {
                written.add(queue.persistedOffset());
            }
        });
        long files = rig.disk.files().stream()
                .filter(file -> file.startsWith(StoreRig.ROOT.resolve("consumequeue")))
                .count();
        assertThat(files).as("queue files").isEqualTo(written.size());
        return written;
    }
}
