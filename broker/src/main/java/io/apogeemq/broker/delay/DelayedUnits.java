package io.apogeemq.broker.delay;

import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.store.queue.UnitCodes;
import io.apogeemq.store.queue.UnitRule;
import java.util.List;

/** In the queues of delay levels a unit says when its message is due. Source: spec messages 14. */
public final class DelayedUnits implements UnitRule {
    private final DelayRules rules;

    /** @param delaysMillis of level 1, 2, ...: messageDelayLevel */
    public DelayedUnits(List<Long> delaysMillis) {
        rules = new DelayRules(delaysMillis);
    }

    @Override
    public boolean mayWait(String topic) {
        return topic.equals(TopicNames.SCHEDULE);
    }

    @Override
    public long delayMillis(MessageProperties properties) {
        int level = rules.level(properties);
        return level == 0 ? UnitCodes.NOT_DELAYED : rules.delayMillis(level);
    }
}
