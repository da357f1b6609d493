package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.read.Reach;
import io.apogeemq.store.read.ReadRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitingMessagesTest {
    private static final String TOPIC = "SCHEDULE_TOPIC_XXXX";

    /** Levels of the rig: 1, 5 and 10 s. */
    @ParameterizedTest
    @CsvSource({"1, 1000", "3, 10000", "18, 10000"})
    void a_queue_made_from_the_log_again_knows_when_its_messages_are_due(String level, long delayMillis)
            throws Exception {
        StoreRig rig = new StoreRig(1);
        long[] storeMillis = new long[1];
        boolean[] confirmed = new boolean[1];
        rig.onIo(() -> {
            rig.fill(rig.record, TOPIC, 2, "later", "tag").properties().put("DELAY", level);
            assertThat(rig.store.append(rig.record)).isEqualTo(AppendResult.APPENDED);
            storeMillis[0] = rig.record.storeMillis();
            rig.store
                    .confirmations()
                    .await(rig.record.endPosition(), Durability.ON_DISK, rig.io, timedOut -> confirmed[0] = !timedOut);
        });
        rig.simulation.runUntil("it is confirmed", 10_000, () -> confirmed[0]);

        rig.kill();
        rig.disk.remove(StoreRig.ROOT.resolve("consumequeue"));
        rig.start();

        List<Long> codes = new ArrayList<>();
        rig.store.read(
                TOPIC,
                2,
                new ReadRequest(
                        0,
                        32,
                        1 << 20,
                        Reach.ALL,
                        code -> {
                            codes.add(code);
                            return false;
                        },
                        null));
        assertThat(codes).containsExactly(storeMillis[0] + delayMillis);
    }
}
