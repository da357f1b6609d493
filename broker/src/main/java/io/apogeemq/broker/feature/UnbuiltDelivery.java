package io.apogeemq.broker.feature;

import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.PropertyKey;
import io.apogeemq.protocol.message.SysFlag;
import io.apogeemq.remoting.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what this broker cannot deliver as promised: a delayed message would come at once, a half message would be
 * visible before its commit. It stands where the features for them will stand.
 */
public final class UnbuiltDelivery implements AppendStage {
    private static final List<String> TIMERS = List.of("TIMER_DELAY_SEC", "TIMER_DELAY_MS", "TIMER_DELIVER_MS");

    @Override
    public @Nullable Refusal stage(OutgoingRecord record) {
        MessageProperties properties = record.properties();
        if (properties.is(PropertyKey.TRANSACTION_PREPARED, "true")
                || (record.sysFlag() & SysFlag.TRANSACTION_MASK) != SysFlag.TRANSACTION_NONE) {
            return new Refusal(
                    ResponseCode.MESSAGE_ILLEGAL,
                    "this broker does not take transactional messages yet; send it as a normal message");
        }
        String delay = properties.get(PropertyKey.DELAY);
        if (delay != null && !delay.equals("0")) {
            return refuseDelay(PropertyKey.DELAY);
        }
        for (int i = 0; i < TIMERS.size(); i++) {
            if (properties.has(TIMERS.get(i))) {
                return refuseDelay(TIMERS.get(i));
            }
        }
        return null;
    }

    private static Refusal refuseDelay(String property) {
        return new Refusal(
                ResponseCode.MESSAGE_ILLEGAL,
                "this broker does not take delayed messages yet; send it without the property " + property);
    }
}
