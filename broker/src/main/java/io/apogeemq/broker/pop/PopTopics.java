package io.apogeemq.broker.pop;

import io.apogeemq.protocol.message.TopicNames;

/** The topics in which messages lie that were handed out in vain (spec/messages.md 13). */
final class PopTopics {
    /** Of the topic itself. */
    static final String NORMAL = "0";

    static final String RETRY_V1 = "1";
    static final String RETRY_V2 = "2";

    private PopTopics() {}

    static String retryV1(String group, String topic) {
        return TopicNames.RETRY_PREFIX + group + "_" + topic;
    }

    static String retryV2(String group, String topic) {
        return TopicNames.RETRY_PREFIX + group + "+" + topic;
    }

    /** The topic for what is handed out of this one. What lies in a retry topic stays there. */
    static String retryOf(String group, String topic, boolean newer) {
        if (TopicNames.isRetry(topic)) {
            return topic;
        }
        return newer ? retryV2(group, topic) : retryV1(group, topic);
    }

    /** The log of pops. */
    static String log(String cluster) {
        return TopicNames.SYSTEM_PREFIX + "REVIVE_LOG_" + cluster;
    }
}
