package org.apache.rocketmq.common.message;

import java.io.Serializable;
import java.util.Map;
import java.util.Objects;

/** A queue that a broker assigned to a consumer, and how it is read. */
public class MessageQueueAssignment implements Serializable {
    private MessageQueue messageQueue;
    private MessageRequestMode mode = MessageRequestMode.PULL;
    private Map<String, String> attachments;

    public MessageQueueAssignment() {}

    @Override
    public int hashCode() {
        return Objects.hashCode(messageQueue);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageQueueAssignment that && Objects.equals(messageQueue, that.messageQueue);
    }

    @Override
    public String toString() {
        return "MessageQueueAssignment [MessageQueue=" + messageQueue + ", Mode=" + mode + "]";
    }

    public MessageQueue getMessageQueue() {
        return messageQueue;
    }

    public void setMessageQueue(MessageQueue messageQueue) {
        this.messageQueue = messageQueue;
    }

    public MessageRequestMode getMode() {
        return mode;
    }

    public void setMode(MessageRequestMode mode) {
        this.mode = mode;
    }

    public Map<String, String> getAttachments() {
        return attachments;
    }

    public void setAttachments(Map<String, String> attachments) {
        this.attachments = attachments;
    }
}
