package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.concurrent.Position;
import io.apogeemq.store.index.KeyQuery;
import io.apogeemq.store.index.KeyQuery.Kind;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.queue.ConsumeQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Readers may have to wait for more than that a message is written. */
class ShownTest {
    private final List<Long> told = new ArrayList<>();
    private StoreRig rig;
    private Position replicated;

    @BeforeEach
    void open() throws StoreFailure {
        rig = new StoreRig(11);
        rig.opening(() -> {
            replicated = new Position("replicated", 0);
            return new Opening(replicated, false);
        });
        rig.restart();
    }

    /** Sends and runs until it is written; returns where it ends. */
    private long send(String body) {
        long[] end = new long[1];
        rig.onIo(() -> {
            rig.fill(rig.record, "t", 0, body, null).properties().put("KEYS", body);
            assertThat(rig.store.append(rig.record)).isEqualTo(AppendResult.APPENDED);
            rig.store
                    .confirmations()
                    .await(
                            rig.record.endPosition(),
                            Durability.MEMORY,
                            rig.io,
                            missing ->
                                    end[0] = Objects.requireNonNull(rig.record).endPosition());
        });
        rig.simulation.runUntil("it is written", 1_000, () -> end[0] > 0);
        return end[0];
    }

    private void replicateTo(long position) {
        replicated.advanceTo(position);
        rig.store.advanced();
    }

    private List<String> find(String key) {
        rig.simulation.runFor(100);
        return rig.find(new KeyQuery("t", Kind.ANY_KEY, key, 0, Long.MAX_VALUE, 10));
    }

    @Test
    void a_message_is_seen_by_nobody_before_the_position_that_readers_wait_for_has_passed_it() throws StoreFailure {
        ConsumeQueue queue = rig.store.queueForAppend("t", 0);
        queue.watch((grown, maxOffset) -> told.add(maxOffset));
        long one = send("one");
        long two = send("two");
        replicateTo(one - 1);

        assertThat(rig.store.written().get()).isEqualTo(two);
        assertThat(queue.maxOffset()).isZero();
        assertThat(rig.bodies("t", 0, 0)).isEmpty();
        assertThat(rig.store.record(0)).isNull();
        assertThat(find("one")).isEmpty();
        assertThat(told).isEmpty();

        replicateTo(one);
        assertThat(rig.store.visible().get()).isEqualTo(one);
        assertThat(rig.bodies("t", 0, 0)).containsExactly("one");
        assertThat(find("one")).containsExactly("one");
        assertThat(find("two")).isEmpty();
        assertThat(told).containsExactly(1L);

        replicateTo(two + 100);
        assertThat(rig.bodies("t", 0, 0)).containsExactly("one", "two");
        assertThat(told).containsExactly(1L, 2L);
        // what the position has passed already is seen as soon as it is written
        send("three");
        replicateTo(two + 1000);
        send("four");
        assertThat(rig.bodies("t", 0, 0)).containsExactly("one", "two", "three", "four");
    }

    @Test
    void a_start_shows_what_it_finds_also_after_a_stop_in_order() throws StoreFailure {
        send("one");
        rig.simulation.runFor(5_000);
        rig.restart();
        assertThat(rig.bodies("t", 0, 0)).containsExactly("one");

        send("two");
        rig.simulation.runFor(5_000);
        rig.kill();
        rig.start();
        assertThat(rig.bodies("t", 0, 0)).containsExactly("one", "two");
        assertThat(find("one")).containsExactly("one");
        assertThat(find("two")).containsExactly("two");
        replicateTo(send("three"));
        assertThat(rig.bodies("t", 0, 0)).containsExactly("one", "two", "three");
    }
}
