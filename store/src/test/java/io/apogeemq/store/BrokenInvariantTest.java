package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.BrokenLog;
import io.apogeemq.store.log.Durability;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What fails in the writer though nothing outside has failed: whatever it is, the log on disk stays right. */
class BrokenInvariantTest {
    private StoreRig rig;
    private final List<String> confirmed = new ArrayList<>();

    @BeforeEach
    void open() throws StoreFailure {
        rig = new StoreRig(5);
        // what a start sets off is over
        rig.simulation.runFor(100);
        confirmed.clear();
    }

    private void send(String topic, String body) {
        rig.send(topic, 0, body, Durability.MEMORY, offset -> confirmed.add(body));
    }

    @Test
    void messages_that_cannot_be_shown_are_not_confirmed_and_nothing_is_taken_after_them() throws StoreFailure {
        rig.loops.refuseTimers("disk");
        // both in one pass: showing the first one's queue fails, so the second one's is still to come
        send("one", "of one");
        send("other", "of other");
        assertThatThrownBy(() -> rig.simulation.runFor(100))
                .isInstanceOf(BrokenLog.class)
                .hasStackTraceContaining("has no timers");
        rig.loops.refuseTimers("");

        assertThat(rig.store.refusal()).contains("start the broker again");
        rig.onIo(() -> assertThat(rig.store.append(rig.fill(rig.record, "t", 0, "late", null)))
                .isEqualTo(AppendResult.REFUSED));
        rig.simulation.runFor(5_000);
        assertThat(confirmed).isEmpty();

        rig.kill();
        rig.start();
        assertThat(rig.bodies("one", 0, 0)).containsExactly("of one");
        assertThat(rig.bodies("other", 0, 0)).containsExactly("of other");
        assertThat(rig.sendNow("one", 0, "next")).isEqualTo(1);
    }

    @Test
    void a_watcher_that_throws_keeps_the_news_from_nobody_else() throws StoreFailure {
        List<String> told = new ArrayList<>();
        rig.store.queueForAppend("one", 0).watch((queue, maxOffset) -> {
            throw new IllegalStateException("this watcher fails");
        });
        rig.store.queueForAppend("other", 0).watch((queue, maxOffset) -> told.add(queue.name() + " " + maxOffset));
        rig.onIo(() -> {
            for (String topic : List.of("one", "other")) {
                assertThat(rig.store.append(rig.fill(rig.record, topic, 0, "m", null)))
                        .isEqualTo(AppendResult.APPENDED);
                rig.store
                        .confirmations()
                        .await(rig.record.endPosition(), Durability.MEMORY, rig.io, missing -> confirmed.add(topic));
            }
        });
        rig.simulation.runFor(100);

        assertThat(told).containsExactly("other/0 1");
        assertThat(confirmed).containsExactly("one", "other");
        assertThat(Objects.requireNonNull(rig.store.queue("one", 0)).maxOffset())
                .isEqualTo(1);
        assertThat(rig.sendNow("other", 0, "next")).isEqualTo(1);
    }
}
