package org.apache.rocketmq.client.consumer;

import java.util.Set;
import org.apache.rocketmq.common.message.MessageQueue;

/** Hears which queues of a topic there are, and which of them are this consumer's now. */
public interface MessageQueueListener {
    void messageQueueChanged(String topic, Set<MessageQueue> mqAll, Set<MessageQueue> mqAssigned);
}
