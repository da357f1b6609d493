package org.apache.rocketmq.client.impl.consumer;

import io.apogeemq.client.consume.allocate.AllocationStrategy;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.ArrayList;
import java.util.List;
import org.apache.rocketmq.client.consumer.AllocateMessageQueueStrategy;
import org.apache.rocketmq.common.message.MessageQueue;

/** Lets the engine ask a program's strategy. Null from it means no queue. */
record StrategyAdapter(AllocateMessageQueueStrategy strategy) implements AllocationStrategy {

    @Override
    public List<BrokerQueue> allocate(String group, String member, List<BrokerQueue> queues, List<String> members) {
        List<MessageQueue> shown = new ArrayList<>(Queues.faces(queues));
        List<MessageQueue> own = strategy.allocate(group, member, shown, new ArrayList<>(members));
        return own == null ? List.of() : own.stream().map(Queues::engine).toList();
    }

    @Override
    public String name() {
        return strategy.getName();
    }
}
