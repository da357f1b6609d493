package io.apogeemq.client.core;

import java.util.Set;

/** Names that belong to the system, and what a name may consist of (spec/messages.md 10 and 22). */
public final class TopicNames {
    public static final String RETRY_PREFIX = "%RETRY%";
    public static final String TEMPLATE = "TBW102";

    private static final Set<String> CLOSED = Set.of(
            "SCHEDULE_TOPIC_XXXX",
            "RMQ_SYS_TRANS_HALF_TOPIC",
            "RMQ_SYS_TRANS_OP_HALF_TOPIC",
            "RMQ_SYS_ROCKSDB_TRANS_HALF_TOPIC",
            "RMQ_SYS_ROCKSDB_TRANS_OP_HALF_TOPIC",
            "TRANS_CHECK_MAX_TIME_TOPIC",
            "SELF_TEST_TOPIC",
            "OFFSET_MOVED_EVENT");
    private static final Set<String> OPEN = Set.of(TEMPLATE, "BenchmarkTest", "RMQ_SYS_TRACE_TOPIC", "CHECKPOINT_TOPIC");

    private TopicNames() {}

    public static boolean isSystem(String topic) {
        return CLOSED.contains(topic) || OPEN.contains(topic) || topic.startsWith("rmq_sys_");
    }

    /** System topics that only brokers write. */
    public static boolean refusesSends(String topic) {
        return CLOSED.contains(topic);
    }

    public static boolean hasLegalCharacters(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean legal = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '%'
                    || c == '|'
                    || c == '_'
                    || c == '-';
            if (!legal) {
                return false;
            }
        }
        return true;
    }
}
