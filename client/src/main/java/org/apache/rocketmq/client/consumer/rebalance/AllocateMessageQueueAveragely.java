package org.apache.rocketmq.client.consumer.rebalance;

import io.apogeemq.client.consume.allocate.EvenRuns;
import java.util.List;
import org.apache.rocketmq.common.message.MessageQueue;

/** Each member gets a run of neighbouring queues. */
public class AllocateMessageQueueAveragely extends AbstractAllocateMessageQueueStrategy {
    private final EvenRuns strategy = new EvenRuns();

    public AllocateMessageQueueAveragely() {}

    @Override
    public List<MessageQueue> allocate(
            String consumerGroup, String currentCID, List<MessageQueue> mqAll, List<String> cidAll) {
        return check(consumerGroup, currentCID, mqAll, cidAll)
                ? Shares.allocate(strategy, consumerGroup, currentCID, mqAll, cidAll)
                : List.of();
    }

    @Override
    public String getName() {
        return "AVG";
    }
}
