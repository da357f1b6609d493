package org.apache.rocketmq.client.consumer.rebalance;

import io.apogeemq.client.consume.allocate.RoundRobin;
import java.util.List;
import org.apache.rocketmq.common.message.MessageQueue;

/** Queues are dealt like cards. */
public class AllocateMessageQueueAveragelyByCircle extends AbstractAllocateMessageQueueStrategy {
    private final RoundRobin strategy = new RoundRobin();

    public AllocateMessageQueueAveragelyByCircle() {}

    @Override
    public List<MessageQueue> allocate(
            String consumerGroup, String currentCID, List<MessageQueue> mqAll, List<String> cidAll) {
        return check(consumerGroup, currentCID, mqAll, cidAll)
                ? Shares.allocate(strategy, consumerGroup, currentCID, mqAll, cidAll)
                : List.of();
    }

    @Override
    public String getName() {
        return "AVG_BY_CIRCLE";
    }
}
