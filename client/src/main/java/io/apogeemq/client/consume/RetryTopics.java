package io.apogeemq.client.consume;

import io.apogeemq.client.core.ReceivedMessage;

/** How messages come again: through a topic of the group's own (spec/messages.md 13). */
final class RetryTopics {
    static final String PREFIX = "%RETRY%";
    private static final String ORIGINAL_TOPIC = "RETRY_TOPIC";
    private static final String CONSUME_START_TIME = "CONSUME_START_TIME";

    private RetryTopics() {}

    static String of(String group) {
        return PREFIX + group;
    }

    /** Before a listener sees a message: it is told the topic that the message was first sent to, and when. */
    static void present(ReceivedMessage message, String group, long nowMillis) {
        String original = message.property(ORIGINAL_TOPIC);
        if (original != null && message.queue().topic().equals(of(group))) {
            message.setTopic(original);
        }
        message.properties().put(CONSUME_START_TIME, Long.toString(nowMillis));
        message.setConsumeStartMillis(nowMillis);
    }
}
