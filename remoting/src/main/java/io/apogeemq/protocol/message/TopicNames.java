package io.apogeemq.protocol.message;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which names topics and groups may have, and which are taken (spec messages 10, 13 and 22). */
public final class TopicNames {
    public static final String RETRY_PREFIX = "%RETRY%";
    public static final String DLQ_PREFIX = "%DLQ%";
    public static final String SYSTEM_PREFIX = "rmq_sys_";
    public static final String SYSTEM_GROUP_PREFIX = "CID_RMQ_SYS_";
    public static final String REPLY_POSTFIX = "_REPLY_TOPIC";

    /** The template of topics that are made by sending to them. */
    public static final String AUTO_CREATE = "TBW102";

    public static final String SCHEDULE = "SCHEDULE_TOPIC_XXXX";
    public static final String HALF = "RMQ_SYS_TRANS_HALF_TOPIC";
    public static final String OP_HALF = "RMQ_SYS_TRANS_OP_HALF_TOPIC";
    public static final String TRACE = "RMQ_SYS_TRACE_TOPIC";
    public static final String CHECK_EXPIRED = "TRANS_CHECK_MAX_TIME_TOPIC";
    public static final String SELF_TEST = "SELF_TEST_TOPIC";
    public static final String OFFSET_MOVED = "OFFSET_MOVED_EVENT";
    public static final String BENCHMARK = "BenchmarkTest";
    public static final String TIMER = "rmq_sys_wheel_timer";

    public static final int LONGEST_TOPIC = 127;
    public static final int LONGEST_GROUP = 120;
    /** Of the topics that the cluster makes for a group. */
    public static final int LONGEST_GROUP_TOPIC = 255;

    private static final int LONGEST_SHOWN = 300;

    private static final String ROCKSDB_HALF = "RMQ_SYS_ROCKSDB_TRANS_HALF_TOPIC";
    private static final String ROCKSDB_OP_HALF = "RMQ_SYS_ROCKSDB_TRANS_OP_HALF_TOPIC";

    private static final Set<String> SYSTEM = Set.of(
            AUTO_CREATE,
            SCHEDULE,
            BENCHMARK,
            HALF,
            OP_HALF,
            TRACE,
            CHECK_EXPIRED,
            SELF_TEST,
            OFFSET_MOVED,
            "CHECKPOINT_TOPIC",
            ROCKSDB_HALF,
            ROCKSDB_OP_HALF);

    private static final Set<String> CLOSED_TO_SENDERS =
            Set.of(SCHEDULE, HALF, OP_HALF, CHECK_EXPIRED, SELF_TEST, OFFSET_MOVED, ROCKSDB_HALF, ROCKSDB_OP_HALF);

    private static final Set<String> SYSTEM_GROUPS = Set.of(
            "TOOLS_CONSUMER",
            "FILTERSRV_CONSUMER",
            "SELF_TEST_C_GROUP",
            "SELF_TEST_P_GROUP",
            "CLIENT_INNER_PRODUCER",
            "SCHEDULE_CONSUMER",
            "__MONITOR_CONSUMER",
            "CID_ONS-HTTP-PROXY",
            "CID_ONSAPI_PERMISSION",
            "CID_ONSAPI_OWNER",
            "CID_ONSAPI_PULL",
            "CID_RMQ_SYS_TRANS");

    private TopicNames() {}

    public static String retryTopic(String group) {
        return RETRY_PREFIX + group;
    }

    public static String deadLetterTopic(String group) {
        return DLQ_PREFIX + group;
    }

    public static boolean isRetry(String topic) {
        return topic.startsWith(RETRY_PREFIX);
    }

    public static boolean isDeadLetter(String topic) {
        return topic.startsWith(DLQ_PREFIX);
    }

    /** Whether the topic belongs to the system. Those named after a cluster or a broker are known to that broker only. */
    public static boolean isSystem(String topic) {
        return SYSTEM.contains(topic) || topic.startsWith(SYSTEM_PREFIX);
    }

    public static boolean isSystemGroup(String group) {
        return SYSTEM_GROUPS.contains(group) || group.startsWith(SYSTEM_GROUP_PREFIX);
    }

    /** Whether clients may not send to it. */
    public static boolean refusesSends(String topic) {
        return CLOSED_TO_SENDERS.contains(topic);
    }

    /** Whether every character is one of {@code % | a-z A-Z 0-9 _ -} and there is at least one. */
    public static boolean hasLegalCharacters(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean legal = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '_'
                    || c == '-'
                    || c == '%'
                    || c == '|';
            if (!legal) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** Why a topic may not be called so, in the words of the protocol; null when it may. */
    public static @Nullable String refuseTopic(@Nullable String topic) {
        boolean ofGroup = topic != null && (isRetry(topic) || isDeadLetter(topic));
        return refuse("topic", topic, ofGroup ? LONGEST_GROUP_TOPIC : LONGEST_TOPIC);
    }

    /** Why a group may not be called so, in the words of the protocol; null when it may. */
    public static @Nullable String refuseGroup(@Nullable String group) {
        return refuse("group", group, LONGEST_GROUP);
    }

    /** Why nothing that a store may hold is called so; null when it may, though it could not be made today. */
    public static @Nullable String refuseStoredName(String kind, @Nullable String name) {
        return refuse(kind, name, LONGEST_GROUP_TOPIC);
    }

    /** Why a text that is kept, shown and logged may not be that; null when it may. */
    public static @Nullable String refuseText(String kind, @Nullable String text, int longest) {
        if (text == null || text.isBlank()) {
            return "The specified " + kind + " is blank.";
        }
        if (text.length() > longest) {
            return "The specified " + kind + ": " + shown(text) + ", is longer than " + longest + " characters";
        }
        for (int i = 0; i < text.length(); i++) {
            if (isUnprintable(text.charAt(i))) {
                return "The specified " + kind + ": " + shown(text) + ", contains control characters";
            }
        }
        return null;
    }

    private static @Nullable String refuse(String kind, @Nullable String name, int longest) {
        if (name == null || name.isBlank()) {
            return "The specified " + kind + " is blank.";
        }
        if (!hasLegalCharacters(name)) {
            return "The specified " + kind + ": " + shown(name)
                    + ", contains illegal characters, allowing only ^[%|a-zA-Z0-9_-]+$";
        }
        if (name.length() > longest) {
            return "The specified " + kind + ": " + shown(name) + ", is longer than " + kind + " max length: "
                    + longest;
        }
        return null;
    }

    /** A name that is none, for people: in one line, and not the whole of 65 KB. */
    private static String shown(String name) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(name.length(), LONGEST_SHOWN); i++) {
            char c = name.charAt(i);
            shown.append(isUnprintable(c) ? '?' : c);
        }
        return name.length() > LONGEST_SHOWN ? shown.append("...").toString() : shown.toString();
    }

    private static boolean isUnprintable(char c) {
        // U+2028 and U+2029 end a line too
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
    }
}
