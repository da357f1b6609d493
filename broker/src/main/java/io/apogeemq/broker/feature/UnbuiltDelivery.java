package io.apogeemq.broker.feature;

import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.PropertyKey;
import io.apogeemq.protocol.message.SysFlag;
import java.util.List;

/**
 * Refuses what this broker cannot deliver as promised: a message with a time would come at once, a half message would be
 * visible before its commit. It stands where the features for them will stand.
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
        if (properties.is(PropertyKey.TRANSACTION_PREPARED, "true")
                || (record.sysFlag() & SysFlag.TRANSACTION_MASK) != SysFlag.TRANSACTION_NONE) {
            return Staged.refused(
                    ResponseCode.MESSAGE_ILLEGAL,
                    "this broker does not take transactional messages yet; send it as a normal message");
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
