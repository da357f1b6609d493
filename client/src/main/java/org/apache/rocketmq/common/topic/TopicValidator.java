package org.apache.rocketmq.common.topic;

import io.apogeemq.protocol.message.TopicNames;
import java.util.Set;

/** Which names topics and groups may have, and which belong to the system. */
public class TopicValidator {
    public static final String AUTO_CREATE_TOPIC_KEY_TOPIC = "TBW102";
    public static final String RMQ_SYS_SCHEDULE_TOPIC = "SCHEDULE_TOPIC_XXXX";
    public static final String RMQ_SYS_BENCHMARK_TOPIC = "BenchmarkTest";
    public static final String RMQ_SYS_TRANS_HALF_TOPIC = "RMQ_SYS_TRANS_HALF_TOPIC";
    public static final String RMQ_SYS_ROCKSDB_TRANS_HALF_TOPIC = "RMQ_SYS_ROCKSDB_TRANS_HALF_TOPIC";
    public static final String RMQ_SYS_TRACE_TOPIC = "RMQ_SYS_TRACE_TOPIC";
    public static final String RMQ_SYS_TRANS_OP_HALF_TOPIC = "RMQ_SYS_TRANS_OP_HALF_TOPIC";
    public static final String RMQ_SYS_ROCKSDB_TRANS_OP_HALF_TOPIC = "RMQ_SYS_ROCKSDB_TRANS_OP_HALF_TOPIC";
    public static final String RMQ_SYS_TRANS_CHECK_MAX_TIME_TOPIC = "TRANS_CHECK_MAX_TIME_TOPIC";
    public static final String RMQ_SYS_SELF_TEST_TOPIC = "SELF_TEST_TOPIC";
    public static final String RMQ_SYS_OFFSET_MOVED_EVENT = "OFFSET_MOVED_EVENT";
    public static final String RMQ_SYS_ROCKSDB_OFFSET_TOPIC = "CHECKPOINT_TOPIC";
    public static final String SYSTEM_TOPIC_PREFIX = "rmq_sys_";
    public static final String SYNC_BROKER_MEMBER_GROUP_PREFIX = "rmq_sys_SYNC_BROKER_MEMBER_";

    /** By character: whether it may stand in a name. */
    public static final boolean[] VALID_CHAR_BIT_MAP = validCharacters();

    private static final int MAX_TOPIC_LENGTH = 127;
    private static final int MAX_GROUP_LENGTH = 120;

    /** Topics of the system that programs may not send to. */
    private static final Set<String> NOT_ALLOWED_SEND = Set.of(
            RMQ_SYS_SCHEDULE_TOPIC,
            RMQ_SYS_TRANS_HALF_TOPIC,
            RMQ_SYS_ROCKSDB_TRANS_HALF_TOPIC,
            RMQ_SYS_TRANS_OP_HALF_TOPIC,
            RMQ_SYS_ROCKSDB_TRANS_OP_HALF_TOPIC,
            RMQ_SYS_TRANS_CHECK_MAX_TIME_TOPIC,
            RMQ_SYS_SELF_TEST_TOPIC,
            RMQ_SYS_OFFSET_MOVED_EVENT);

    private static final Set<String> SYSTEM = Set.of(
            AUTO_CREATE_TOPIC_KEY_TOPIC,
            RMQ_SYS_SCHEDULE_TOPIC,
            RMQ_SYS_BENCHMARK_TOPIC,
            RMQ_SYS_TRANS_HALF_TOPIC,
            RMQ_SYS_ROCKSDB_TRANS_HALF_TOPIC,
            RMQ_SYS_TRACE_TOPIC,
            RMQ_SYS_TRANS_OP_HALF_TOPIC,
            RMQ_SYS_ROCKSDB_TRANS_OP_HALF_TOPIC,
            RMQ_SYS_TRANS_CHECK_MAX_TIME_TOPIC,
            RMQ_SYS_SELF_TEST_TOPIC,
            RMQ_SYS_OFFSET_MOVED_EVENT,
            RMQ_SYS_ROCKSDB_OFFSET_TOPIC);

    /** Whether the name holds characters that no name may hold. */
    public static boolean isTopicOrGroupIllegal(String str) {
        return str.chars().anyMatch(sign -> sign >= VALID_CHAR_BIT_MAP.length || !VALID_CHAR_BIT_MAP[sign]);
    }

    public static ValidateResult validateTopic(String topic) {
        return validate("topic", topic, MAX_TOPIC_LENGTH);
    }

    public static ValidateResult validateGroup(String group) {
        return validate("group", group, MAX_GROUP_LENGTH);
    }

    private static ValidateResult validate(String kind, String name, int maxLength) {
        if (name == null || name.isBlank()) {
            return new ValidateResult(false, "The specified " + kind + " is blank.");
        }
        if (isTopicOrGroupIllegal(name)) {
            return new ValidateResult(
                    false,
                    "The specified " + kind + ": " + name
                            + ", contains illegal characters, allowing only ^[%|a-zA-Z0-9_-]+$");
        }
        if (name.length() > maxLength) {
            return new ValidateResult(
                    false,
                    "The specified " + kind + ": " + name + ", is longer than " + kind + " max length: " + maxLength);
        }
        return new ValidateResult(true, "");
    }

    public static boolean isSystemTopic(String topic) {
        return SYSTEM.contains(topic) || TopicNames.isSystem(topic);
    }

    public static boolean isNotAllowedSendTopic(String topic) {
        return NOT_ALLOWED_SEND.contains(topic);
    }

    public static Set<String> getSystemTopicSet() {
        return SYSTEM;
    }

    public static Set<String> getNotAllowedSendTopicSet() {
        return NOT_ALLOWED_SEND;
    }

    private static boolean[] validCharacters() {
        boolean[] valid = new boolean[128];
        for (char sign = 0; sign < valid.length; sign++) {
            valid[sign] = Character.isLetterOrDigit(sign) || "%-_|".indexOf(sign) >= 0;
        }
        return valid;
    }

    /** Whether a name may be, and if not, why. */
    public static class ValidateResult {
        private final boolean valid;
        private final String remark;

        public ValidateResult(boolean valid, String remark) {
            this.valid = valid;
            this.remark = remark;
        }

        public boolean isValid() {
            return valid;
        }

        public String getRemark() {
            return remark;
        }
    }
}
