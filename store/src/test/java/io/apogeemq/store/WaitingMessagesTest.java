package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.message.OutgoingBatch;
import io.apogeemq.protocol.message.OutgoingRecords;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where messages wait, a queue's unit says when each is due, whoever has made it. */
class WaitingMessagesTest {
    private static final String TOPIC = StoreRig.WAITING_TOPIC;

    private StoreRig rig;

    @BeforeEach
    void open() throws StoreFailure {
        rig = new StoreRig(1);
    }

    /** Returns when they were stored. */
    private long append(OutgoingRecords records) {
        boolean[] confirmed = new boolean[1];
        rig.onIo(() -> {
            assertThat(rig.store.append(records)).isEqualTo(AppendResult.APPENDED);
            rig.store
                    .confirmations()
                    .await(
                            records.endPosition(),
                            Durability.ON_DISK,
                            rig.io,
                            missing -> confirmed[0] = missing == null);
        });
        rig.simulation.runUntil("they are confirmed", 10_000, () -> confirmed[0]);
        return records.storeMillis();
    }

    private void addWaiting(OutgoingBatch batch, String topic, String millis) {
        rig.fill(rig.record, topic, 2, "later", "tag").properties().put(StoreRig.WAIT, millis);
        batch.add(rig.record);
    }

    @Test
    void a_queue_knows_when_its_messages_are_due_also_made_from_the_log_again() throws StoreFailure {
        rig.fill(rig.record, TOPIC, 2, "later", "tag").properties().put(StoreRig.WAIT, "5000");
        long one = append(rig.record);
        rig.simulation.runFor(700);
        OutgoingBatch batch = new OutgoingBatch();
        addWaiting(batch, TOPIC, "1000");
        addWaiting(batch, "other", "3000");
        addWaiting(batch, TOPIC, "0");
        batch.add(rig.fill(rig.record, TOPIC, 2, "at once", "tag"));
        long many = append(batch);
        List<Long> codes = List.of(one + 5000, many + 1000, many, (long) "tag".hashCode());

        assertThat(rig.codes(TOPIC, 2)).isEqualTo(codes);
        assertThat(rig.codes("other", 2)).containsExactly((long) "tag".hashCode());

        rig.kill();
        rig.disk.remove(StoreRig.ROOT.resolve("consumequeue"));
        rig.start();

        assertThat(rig.codes(TOPIC, 2)).isEqualTo(codes);
        assertThat(rig.codes("other", 2)).containsExactly((long) "tag".hashCode());
    }
}
