package org.apache.rocketmq.client.producer.selector;

import java.util.List;
import org.apache.rocketmq.client.producer.MessageQueueSelector;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageQueue;

/** The same queue for equal arguments, as long as the number of queues stays. */
public class SelectMessageQueueByHash implements MessageQueueSelector {

    public SelectMessageQueueByHash() {}

    @Override
    public MessageQueue select(List<MessageQueue> mqs, Message msg, Object arg) {
        return mqs.get(Math.abs(arg.hashCode() % mqs.size()));
    }
}
