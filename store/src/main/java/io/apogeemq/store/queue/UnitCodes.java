package io.apogeemq.store.queue;

import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.PropertyKey;
import io.apogeemq.protocol.message.TopicNames;
import java.util.List;

/**
 * The eight bytes that a queue unit has for its message, told from the log: the code of its tags, or, in the queues of
 * waiting messages, when it is due. Whoever takes a tag's code for a time delivers the message decades too early.
 * Source: spec messages 9 and 14.
 */
public final class UnitCodes {
    private final List<Long> delaysMillis;

    /** @param delaysMillis of level 1, 2, ...: messageDelayLevel */
    public UnitCodes(List<Long> delaysMillis) {
        this.delaysMillis = List.copyOf(delaysMillis);
    }

    /** @param storeMillis when the message was stored */
    public long of(String topic, MessageProperties properties, long storeMillis) {
        int level = topic.equals(TopicNames.SCHEDULE) ? level(properties) : 0;
        return level == 0 ? properties.tagCode() : storeMillis + delaysMillis.get(level - 1);
    }

    /** 0 for a message that says none; one above the highest is the highest. */
    private int level(MessageProperties properties) {
        String text = properties.get(PropertyKey.DELAY);
        if (text == null || !text.matches("[0-9]{1,9}")) {
            return 0;
        }
        return Math.min(Integer.parseInt(text), delaysMillis.size());
    }
}
