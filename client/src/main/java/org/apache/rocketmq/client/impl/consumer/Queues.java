package org.apache.rocketmq.client.impl.consumer;

import io.apogeemq.protocol.body.BrokerQueue;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.rocketmq.common.message.MessageQueue;

/** Says queues in the words of programs and in those of the engine. */
public final class Queues {
    private Queues() {}

    public static BrokerQueue engine(MessageQueue queue) {
        return new BrokerQueue(queue.getBrokerName(), queue.getQueueId(), queue.getTopic());
    }

    public static MessageQueue face(BrokerQueue queue) {
        return new MessageQueue(queue.topic(), queue.brokerName(), queue.queueId());
    }

    public static Set<BrokerQueue> engine(Collection<MessageQueue> queues) {
        Set<BrokerQueue> all = new LinkedHashSet<>();
        queues.forEach(queue -> all.add(engine(queue)));
        return all;
    }

    public static Set<MessageQueue> faces(Collection<BrokerQueue> queues) {
        Set<MessageQueue> all = new LinkedHashSet<>();
        queues.forEach(queue -> all.add(face(queue)));
        return all;
    }
}
