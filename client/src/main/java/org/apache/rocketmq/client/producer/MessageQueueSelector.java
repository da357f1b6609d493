package org.apache.rocketmq.client.producer;

import java.util.List;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageQueue;

/** Chooses the queue of a message. */
public interface MessageQueueSelector {

    /** One of the queues; null refuses the send. */
    MessageQueue select(List<MessageQueue> mqs, Message msg, Object arg);
}
