package io.apogeemq.broker.delay;

import io.apogeemq.broker.feature.AppendStage;
import io.apogeemq.broker.feature.SendContext;
import io.apogeemq.broker.feature.Staged;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.PropertyKey;
import io.apogeemq.protocol.message.SysFlag;
import io.apogeemq.protocol.message.TopicNames;
import java.util.List;

/**
 * Sends a message with a delay level to the queue of its level, where it waits; where it was to go is kept in properties.
 * Source: spec messages 14.
 */
final class DelayStage implements AppendStage {
    /** Of messages with a time of their own; the level has the last word. */
    private static final List<String> TIMERS = List.of("TIMER_DELAY_SEC", "TIMER_DELAY_MS", "TIMER_DELIVER_MS");

    private final DelayRules rules;

    DelayStage(DelayRules rules) {
        this.rules = rules;
    }

    @Override
    public Staged stage(SendContext send) {
        OutgoingRecord record = send.record();
        MessageProperties properties = record.properties();
        int level = properties.has(PropertyKey.DELAY) ? rules.level(properties) : 0;
        if (level == 0 || isHalf(record.sysFlag())) {
            return Staged.PASS;
        }
        if (send.inBatch()) {
            return Staged.refused(
                    ResponseCode.MESSAGE_ILLEGAL, "a batch takes no delayed messages: send them one by one");
        }
        // the property stays: the queue's unit is told from it, see DelayedUnits
        properties.put(PropertyKey.REAL_TOPIC, record.topic());
        properties.put(PropertyKey.REAL_QUEUE_ID, Integer.toString(record.queueId()));
        TIMERS.forEach(properties::remove);
        record.redirect(TopicNames.SCHEDULE, level - 1);
        return Staged.PASS;
    }

    private static boolean isHalf(int sysFlag) {
        int state = sysFlag & SysFlag.TRANSACTION_MASK;
        return state == SysFlag.TRANSACTION_PREPARED || state == SysFlag.TRANSACTION_ROLLBACK;
    }
}
