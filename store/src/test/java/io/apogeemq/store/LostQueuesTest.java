package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LostQueuesTest {

    /** What operators of Apache's brokers do to have queues made again. */
    @Test
    void queues_that_were_taken_away_after_a_clean_exit_are_made_from_the_log_again() throws Exception {
        StoreRig rig = new StoreRig(1);
        for (int i = 0; i < 300; i++) {
            rig.sendNow("orders", i % 2, "message " + i);
        }
        rig.close();
        rig.disk.delete(StoreRig.ROOT.resolve("consumequeue"));
        // Apache's brokers leave no notes of ours
        rig.disk.delete(StoreRig.ROOT.resolve("apogee"));

        rig.start();

        assertThat(rig.bodies("orders", 0, 0)).hasSize(150).startsWith("message 0", "message 2");
        assertThat(rig.sendNow("orders", 1, "one more")).isEqualTo(150);
    }
}
