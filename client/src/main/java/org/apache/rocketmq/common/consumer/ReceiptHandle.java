package org.apache.rocketmq.common.consumer;

import io.apogeemq.concurrent.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a consumer that popped a message shows to acknowledge it: where it lies, and until when nobody else sees it. */
public class ReceiptHandle {
    public static final String NORMAL_TOPIC = "0";
    public static final String RETRY_TOPIC = "1";
    public static final String RETRY_TOPIC_V2 = "2";

    private static final String SEPARATOR = " ";
    private static final int FEWEST_FIELDS = 8;

    private final long startOffset;
    private final long retrieveTime;
    private final long invisibleTime;
    private final int reviveQueueId;
    private final String topicType;
    private final String brokerName;
    private final int queueId;
    private final long offset;
    private final long commitLogOffset;
    private final String receiptHandle;

    private ReceiptHandle(ReceiptHandleBuilder from) {
        startOffset = from.startOffset;
        retrieveTime = from.retrieveTime;
        invisibleTime = from.invisibleTime;
        reviveQueueId = from.reviveQueueId;
        topicType = from.topicType;
        brokerName = from.brokerName;
        queueId = from.queueId;
        offset = from.offset;
        commitLogOffset = from.commitLogOffset;
        receiptHandle = from.receiptHandle;
    }

    public static ReceiptHandleBuilder builder() {
        return new ReceiptHandleBuilder();
    }

    /** The handle of a text with eight fields, or nine with the position in the log. */
    public static ReceiptHandle decode(String receiptHandle) {
        List<String> fields = List.of(receiptHandle.split(SEPARATOR));
        if (fields.size() < FEWEST_FIELDS) {
            throw new IllegalArgumentException("Parse failed, dataList size " + fields.size());
        }
        return builder()
                .startOffset(Long.parseLong(fields.get(0)))
                .retrieveTime(Long.parseLong(fields.get(1)))
                .invisibleTime(Long.parseLong(fields.get(2)))
                .reviveQueueId(Integer.parseInt(fields.get(3)))
                .topicType(fields.get(4))
                .brokerName(fields.get(5))
                .queueId(Integer.parseInt(fields.get(6)))
                .offset(Long.parseLong(fields.get(7)))
                .commitLogOffset(fields.size() > FEWEST_FIELDS ? Long.parseLong(fields.get(FEWEST_FIELDS)) : -1)
                .receiptHandle(receiptHandle)
                .build();
    }

    public String encode() {
        return Stream.of(
                        startOffset,
                        retrieveTime,
                        invisibleTime,
                        reviveQueueId,
                        topicType,
                        brokerName,
                        queueId,
                        offset,
                        commitLogOffset)
                .map(String::valueOf)
                .collect(Collectors.joining(SEPARATOR));
    }

    /** Whether others may have the message by now. */
    public boolean isExpired() {
        return getNextVisibleTime() <= Clock.system().millis();
    }

    public long getStartOffset() {
        return startOffset;
    }

    public long getRetrieveTime() {
        return retrieveTime;
    }

    public long getInvisibleTime() {
        return invisibleTime;
    }

    public long getNextVisibleTime() {
        return retrieveTime + invisibleTime;
    }

    public int getReviveQueueId() {
        return reviveQueueId;
    }

    public String getTopicType() {
        return topicType;
    }

    public String getBrokerName() {
        return brokerName;
    }

    public int getQueueId() {
        return queueId;
    }

    public long getOffset() {
        return offset;
    }

    public long getCommitLogOffset() {
        return commitLogOffset;
    }

    /** The text that it was read from. */
    public String getReceiptHandle() {
        return receiptHandle;
    }

    public boolean isRetryTopic() {
        return RETRY_TOPIC.equals(topicType) || RETRY_TOPIC_V2.equals(topicType);
    }

    /** The topic that the message lies in, given the one that the group subscribes to. */
    public String getRealTopic(String topic, String groupName) {
        return switch (topicType) {
            case RETRY_TOPIC -> "%RETRY%" + groupName + "_" + topic;
            case RETRY_TOPIC_V2 -> "%RETRY%" + groupName + "+" + topic;
            default -> topic;
        };
    }

    /** Collects the fields. */
    public static class ReceiptHandleBuilder {
        private long startOffset;
        private long retrieveTime;
        private long invisibleTime;
        private int reviveQueueId;
        private String topicType;
        private String brokerName;
        private int queueId;
        private long offset;
        private long commitLogOffset;
        private String receiptHandle;

        ReceiptHandleBuilder() {}

        public ReceiptHandleBuilder startOffset(long startOffset) {
            this.startOffset = startOffset;
            return this;
        }

        public ReceiptHandleBuilder retrieveTime(long retrieveTime) {
            this.retrieveTime = retrieveTime;
            return this;
        }

        public ReceiptHandleBuilder invisibleTime(long invisibleTime) {
            this.invisibleTime = invisibleTime;
            return this;
        }

        public ReceiptHandleBuilder reviveQueueId(int reviveQueueId) {
            this.reviveQueueId = reviveQueueId;
            return this;
        }

        public ReceiptHandleBuilder topicType(String topicType) {
            this.topicType = topicType;
            return this;
        }

        public ReceiptHandleBuilder brokerName(String brokerName) {
            this.brokerName = brokerName;
            return this;
        }

        public ReceiptHandleBuilder queueId(int queueId) {
            this.queueId = queueId;
            return this;
        }

        public ReceiptHandleBuilder offset(long offset) {
            this.offset = offset;
            return this;
        }

        public ReceiptHandleBuilder commitLogOffset(long commitLogOffset) {
            this.commitLogOffset = commitLogOffset;
            return this;
        }

        public ReceiptHandleBuilder receiptHandle(String receiptHandle) {
            this.receiptHandle = receiptHandle;
            return this;
        }

        public ReceiptHandle build() {
            return new ReceiptHandle(this);
        }

        @Override
        public String toString() {
            return "ReceiptHandle.ReceiptHandleBuilder(startOffset=" + startOffset + ", retrieveTime=" + retrieveTime
                    + ", invisibleTime=" + invisibleTime + ", reviveQueueId=" + reviveQueueId + ", topic=" + topicType
                    + ", brokerName="
                    + brokerName + ", queueId=" + queueId + ", offset=" + offset + ", commitLogOffset="
                    + commitLogOffset
                    + ", receiptHandle=" + receiptHandle + ")";
        }
    }
}
