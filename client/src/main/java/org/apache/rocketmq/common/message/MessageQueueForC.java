package org.apache.rocketmq.common.message;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Objects;

/** A queue and an offset, as clients in C know it. */
public class MessageQueueForC implements Comparable<MessageQueueForC>, Serializable {
    private static final Comparator<MessageQueueForC> ORDER = Comparator.comparing(MessageQueueForC::getTopic)
            .thenComparing(MessageQueueForC::getBrokerName)
            .thenComparingInt(MessageQueueForC::getQueueId)
            .thenComparingLong(MessageQueueForC::getOffset);

    private String topic;
    private String brokerName;
    private int queueId;
    private long offset;

    public MessageQueueForC(String topic, String brokerName, int queueId, long offset) {
        this.topic = topic;
        this.brokerName = brokerName;
        this.queueId = queueId;
        this.offset = offset;
    }

    @Override
    public int compareTo(MessageQueueForC o) {
        return ORDER.compare(this, o);
    }

    @Override
    public int hashCode() {
        return Objects.hash(topic, brokerName, queueId, offset);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageQueueForC that
                && Objects.equals(topic, that.topic)
                && Objects.equals(brokerName, that.brokerName)
                && queueId == that.queueId
                && offset == that.offset;
    }

    @Override
    public String toString() {
        return "MessageQueueForC [topic=" + topic + ", brokerName=" + brokerName + ", queueId=" + queueId + ", offset="
                + offset + "]";
    }

    public String getTopic() {
        return topic;
    }

    public void setTopic(String topic) {
        this.topic = topic;
    }

    public String getBrokerName() {
        return brokerName;
    }

    public void setBrokerName(String brokerName) {
        this.brokerName = brokerName;
    }

    public int getQueueId() {
        return queueId;
    }

    public void setQueueId(int queueId) {
        this.queueId = queueId;
    }

    public long getOffset() {
        return offset;
    }

    public void setOffset(long offset) {
        this.offset = offset;
    }
}
