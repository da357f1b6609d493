package io.apogeemq.broker.feature;

import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.OutgoingRecord;
import java.util.List;

/**
 * Refuses what this broker cannot deliver as promised: a message with a time would come at once. It stands where the feature
 * for it will stand.
 */
public final class UnbuiltDelivery implements AppendStage {
    private static final List<String> TIMERS = List.of("TIMER_DELAY_SEC", "TIMER_DELAY_MS", "TIMER_DELIVER_MS");

    @Override
    public Staged stage(SendContext send) {
        OutgoingRecord record = send.record();
        MessageProperties properties = record.properties();
        if (record.reconsumeTimes() > 0) {
            // it comes again: what it was once is over
            return Staged.PASS;
        }
        for (int i = 0; i < TIMERS.size(); i++) {
            if (properties.has(TIMERS.get(i))) {
                return refuseDelay(TIMERS.get(i));
            }
        }
        return Staged.PASS;
    }

    private static Staged refuseDelay(String property) {
        return Staged.refused(
                ResponseCode.MESSAGE_ILLEGAL,
                "this broker does not take delayed messages yet; send it without the property " + property);
    }
}
