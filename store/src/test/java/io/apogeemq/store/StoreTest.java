package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.store.log.Durability;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreTest {
    private final StoreRig rig = rig();

    private static StoreRig rig() {
        try {
            return new StoreRig(1);
        } catch (StoreFailure e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_is_sent_is_read_in_order() throws StoreFailure {
        for (int i = 0; i < 100; i++) {
            assertThat(rig.sendNow("orders", i % 2, "message " + i)).isEqualTo(i / 2);
        }

        assertThat(rig.bodies("orders", 0, 0)).hasSize(50).startsWith("message 0", "message 2");
        assertThat(rig.bodies("orders", 1, 48)).containsExactly("message 97", "message 99");
    }

    @Test
    void the_log_and_the_queues_go_on_in_the_next_file() throws StoreFailure {
        List<String> sent = new ArrayList<>();
        List<Long> confirmed = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            String body = "message " + i + "x".repeat(i % 50);
            sent.add(body);
            rig.send("orders", 0, body, Durability.ON_DISK, confirmed::add);
        }
        rig.simulation.runUntil("all are confirmed", 60_000, () -> confirmed.size() == 1000);
        rig.simulation.runFor(5_000);

        assertThat(rig.store.gauges().segmentCount()).isGreaterThan(5);
        assertThat(rig.bodies("orders", 0, 0)).isEqualTo(sent);
        assertThat(rig.disk.list(StoreRig.ROOT.resolve("consumequeue/orders/0")))
                .hasSize(50);
    }

    @Test
    void a_clean_restart_loses_nothing_and_reads_nothing_again() throws StoreFailure {
        for (int i = 0; i < 300; i++) {
            rig.sendNow("orders", i % 3, "message " + i);
        }

        rig.restart();

        assertThat(rig.disk.exists(StoreRig.ROOT.resolve("abort"))).isTrue();
        assertThat(rig.bodies("orders", 1, 0)).hasSize(100);
        assertThat(rig.sendNow("orders", 2, "one more")).isEqualTo(100);
        assertThat(rig.bodies("orders", 2, 99)).containsExactly("message 299", "one more");
        rig.close();
        assertThat(rig.disk.exists(StoreRig.ROOT.resolve("abort"))).isFalse();
    }

    @Test
    void a_killed_store_has_all_that_was_confirmed() throws StoreFailure {
        for (int i = 0; i < 300; i++) {
            rig.sendNow("orders", i % 3, "message " + i);
        }

        rig.kill();
        rig.start();

        assertThat(rig.bodies("orders", 1, 0)).hasSize(100);
        assertThat(rig.sendNow("orders", 1, "one more")).isEqualTo(100);
    }

    @Test
    void a_second_store_in_the_directory_is_refused() {
        assertThatThrownBy(rig::start)
                .isInstanceOf(StoreFailure.class)
                .hasMessageContaining("another broker works in /store");
    }
}
