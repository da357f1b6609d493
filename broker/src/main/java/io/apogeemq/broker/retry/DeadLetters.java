package io.apogeemq.broker.retry;

import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.PropertyKey;
import io.apogeemq.protocol.message.TopicNames;
import org.jspecify.annotations.Nullable;

/** Makes a dead letter of a message: where it came from, and why it lies there, are properties. */
final class DeadLetters {
    /** The topic that the message was sent to first. */
    static final String ORIGIN_TOPIC = "DLQ_ORIGIN_TOPIC";

    /** The unique id that its sender knows. */
    static final String ORIGIN_ID = "DLQ_ORIGIN_MESSAGE_ID";

    /** How often it was delivered. */
    static final String ATTEMPTS = "DLQ_ATTEMPTS";

    /** What the last consumer said. */
    static final String CAUSE = "DLQ_CAUSE";

    private static final int LONGEST_CAUSE = 1024;

    private DeadLetters() {}

    /**
     * Sends the record to the dead-letter queue of the group.
     *
     * @param attempts how often it was delivered
     */
    static void redirect(OutgoingRecord record, String group, int attempts, @Nullable String cause) {
        MessageProperties properties = record.properties();
        properties.remove(PropertyKey.DELAY);
        put(properties, ORIGIN_TOPIC, properties.get(PropertyKey.RETRY_TOPIC));
        put(properties, ORIGIN_ID, properties.get(PropertyKey.UNIQUE_ID));
        put(properties, ATTEMPTS, Integer.toString(attempts));
        put(properties, CAUSE, cause == null ? null : readable(cause));
        record.redirect(TopicNames.deadLetterTopic(group), 0);
    }

    private static void put(MessageProperties properties, String name, @Nullable String value) {
        if (value != null) {
            properties.put(name, value);
        }
    }

    /** Without what ends a property. */
    private static String readable(String cause) {
        String text = cause.length() <= LONGEST_CAUSE ? cause : cause.substring(0, LONGEST_CAUSE);
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
