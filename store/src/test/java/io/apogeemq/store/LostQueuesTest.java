package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.segment.SegmentFiles;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LostQueuesTest {

    /** What operators of Apache's brokers do to have queues made again. */
    @Test
    void queues_that_were_taken_away_after_a_clean_exit_are_made_from_the_log_again() throws Exception {
        StoreRig rig = new StoreRig(1);
        for (int i = 0; i < 300; i++) {
            rig.sendNow("orders", i % 2, "message " + i);
        }
        rig.close();
        rig.disk.remove(StoreRig.ROOT.resolve("consumequeue"));
        // Apache's brokers leave no notes of ours
        rig.disk.remove(StoreRig.ROOT.resolve("apogee"));

        rig.start();

        assertThat(rig.bodies("orders", 0, 0)).hasSize(150).startsWith("message 0", "message 2");
        assertThat(rig.sendNow("orders", 1, "one more")).isEqualTo(150);
    }

    /** Apache's brokers, should the next start be one of theirs, look for them in the last ten files of the log only. */
    @Test
    void units_that_a_start_cut_off_are_in_the_files_again_at_once() throws Exception {
        StoreRig rig = new StoreRig(1);
        for (int i = 0; i < 30; i++) {
            rig.sendNow("orders", 0, "message " + i);
        }
        rig.simulation.runFor(20_000);
        rig.kill();
        rig.disk.remove(StoreRig.ROOT.resolve("apogee"));
        rig.disk.remove(StoreRig.ROOT.resolve("checkpoint"));

        rig.start();
        rig.simulation.runFor(1);

        ByteBuffer last = ByteBuffer.allocate(20);
        try (DiskFile file =
                rig.disk.open(StoreRig.ROOT.resolve("consumequeue/orders/0").resolve(SegmentFiles.nameOf(400)))) {
            file.read(last, 9 * 20);
        }
        assertThat(last.getLong(0)).as("the position of message 29").isPositive();
    }

    /** Whoever made it was killed before it could make sure of the name; the next one only finds the file there. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_file_that_a_killed_process_made_outlives_a_loss_of_power_once_it_is_noted(long seed) throws Exception {
        StoreRig rig = new StoreRig(seed);
        rig.sendNow("others", 0, "noted first");
        Path notes = StoreRig.ROOT.resolve("apogee/queues");
        rig.simulation.runUntil("the queues are noted", 5_000, () -> rig.disk.exists(notes));
        for (int i = 0; i < 12; i++) {
            rig.send("orders", 0, "message " + i, Durability.ON_DISK, offset -> {});
        }
        Path file = StoreRig.ROOT.resolve("consumequeue/orders/0").resolve(SegmentFiles.nameOf(0));
        rig.simulation.runUntil("the units are in a file", 2_000, () -> rig.disk.exists(file));
        rig.kill();
        rig.start();
        rig.simulation.runFor(5_000);

        rig.cutPower();

        assertThat(rig.disk.exists(file)).isTrue();
    }
}
