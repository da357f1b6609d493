package org.apache.rocketmq.client.consumer.rebalance;

import io.apogeemq.client.consume.allocate.AllocationStrategy;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.List;
import org.apache.rocketmq.client.consumer.AllocateMessageQueueStrategy;
import org.apache.rocketmq.common.message.MessageQueue;

/** Goes between the strategies that programs name and those of the engine. */
final class Shares {
    private Shares() {}

    static List<MessageQueue> allocate(
            AllocationStrategy strategy, String group, String member, List<MessageQueue> queues, List<String> members) {
        return strategy
                .allocate(group, member, queues.stream().map(Shares::engine).toList(), members)
                .stream()
                .map(Shares::face)
                .toList();
    }

    static AllocationStrategy engine(AllocateMessageQueueStrategy strategy) {
        return new AllocationStrategy() {
            @Override
            public List<BrokerQueue> allocate(
                    String group, String member, List<BrokerQueue> queues, List<String> members) {
                return strategy
                        .allocate(
                                group, member, queues.stream().map(Shares::face).toList(), members)
                        .stream()
                        .map(Shares::engine)
                        .toList();
            }

            @Override
            public String name() {
                return strategy.getName();
            }
        };
    }

    static BrokerQueue engine(MessageQueue queue) {
        return new BrokerQueue(queue.getBrokerName(), queue.getQueueId(), queue.getTopic());
    }

    static MessageQueue face(BrokerQueue queue) {
        return new MessageQueue(queue.topic(), queue.brokerName(), queue.queueId());
    }
}
