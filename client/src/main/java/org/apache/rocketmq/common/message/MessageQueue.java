package org.apache.rocketmq.common.message;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Objects;

/** One queue of a topic on one broker. */
public class MessageQueue implements Comparable<MessageQueue>, Serializable {
    private static final long serialVersionUID = 6191200464116433425L;
    private static final Comparator<MessageQueue> ORDER = Comparator.comparing(MessageQueue::getTopic)
            .thenComparing(MessageQueue::getBrokerName)
            .thenComparingInt(MessageQueue::getQueueId);

    private String topic;
    private String brokerName;
    private int queueId;

    public MessageQueue() {}

    public MessageQueue(MessageQueue other) {
        this(other.topic, other.brokerName, other.queueId);
    }

    public MessageQueue(String topic, String brokerName, int queueId) {
        this.topic = topic;
        this.brokerName = brokerName;
        this.queueId = queueId;
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

    /** By topic, then broker name (plain text order), then queue id. */
    @Override
    public int compareTo(MessageQueue other) {
        return ORDER.compare(this, other);
    }

    @Override
    @SuppressWarnings("EqualsGetClass") // as published: a queue of a subclass is another queue
    public boolean equals(Object other) {
        return this == other
                || (other != null
                        && other.getClass() == getClass()
                        && ((MessageQueue) other).queueId == queueId
                        && Objects.equals(((MessageQueue) other).topic, topic)
                        && Objects.equals(((MessageQueue) other).brokerName, brokerName));
    }

    /** The value is part of the contract: programs and allocation strategies order by it. */
    @Override
    public int hashCode() {
        int hash = 31 + Objects.hashCode(brokerName);
        hash = 31 * hash + queueId;
        return 31 * hash + Objects.hashCode(topic);
    }

    @Override
    public String toString() {
        return "MessageQueue [topic=" + topic + ", brokerName=" + brokerName + ", queueId=" + queueId + "]";
    }
}
