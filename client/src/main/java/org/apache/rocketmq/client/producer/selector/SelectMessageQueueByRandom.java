package org.apache.rocketmq.client.producer.selector;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.rocketmq.client.producer.MessageQueueSelector;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageQueue;

/** Any queue, each as likely as the others. */
public class SelectMessageQueueByRandom implements MessageQueueSelector {

    public SelectMessageQueueByRandom() {}

    @Override
    public MessageQueue select(List<MessageQueue> mqs, Message msg, Object arg) {
        return mqs.get(ThreadLocalRandom.current().nextInt(mqs.size()));
    }
}
