package org.apache.rocketmq.common.attribute;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.rocketmq.common.message.MessageConst;

/** What kind of messages a topic is for. */
public enum TopicMessageType {
    UNSPECIFIED("UNSPECIFIED"),
    NORMAL("NORMAL"),
    FIFO("FIFO"),
    DELAY("DELAY"),
    TRANSACTION("TRANSACTION"),
    PRIORITY("PRIORITY"),
    LITE("LITE"),
    MIXED("MIXED");

    private static final List<String> DELAYS = List.of(
            MessageConst.PROPERTY_DELAY_TIME_LEVEL,
            MessageConst.PROPERTY_TIMER_DELIVER_MS,
            MessageConst.PROPERTY_TIMER_DELAY_SEC,
            MessageConst.PROPERTY_TIMER_DELAY_MS);

    private final String value;

    TopicMessageType(String value) {
        this.value = value;
    }
    /** The texts of all kinds, as a topic's attribute may have them. */
    public static Set<String> topicMessageTypeSet() {
        return Arrays.stream(values()).map(TopicMessageType::getValue).collect(Collectors.toSet());
    }

    public String getValue() {
        return value;
    }

    /** The kind that a message with these properties is. */
    public static TopicMessageType parseFromMessageProperty(Map<String, String> messageProperty) {
        if (Boolean.parseBoolean(messageProperty.get(MessageConst.PROPERTY_TRANSACTION_PREPARED))) {
            return TRANSACTION;
        }
        if (DELAYS.stream().anyMatch(messageProperty::containsKey)) {
            return DELAY;
        }
        if (messageProperty.containsKey(MessageConst.PROPERTY_SHARDING_KEY)) {
            return FIFO;
        }
        if (messageProperty.containsKey(MessageConst.PROPERTY_PRIORITY)) {
            return PRIORITY;
        }
        return messageProperty.containsKey(MessageConst.PROPERTY_LITE_TOPIC) ? LITE : NORMAL;
    }

    public String getMetricsValue() {
        return value.toLowerCase(Locale.ROOT);
    }
}
