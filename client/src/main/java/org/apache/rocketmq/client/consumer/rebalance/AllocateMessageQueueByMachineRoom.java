package org.apache.rocketmq.client.consumer.rebalance;

import io.apogeemq.client.consume.allocate.OwnRooms;
import java.util.List;
import java.util.Set;
import org.apache.rocketmq.common.message.MessageQueue;

/** Only queues of brokers named {@code room@rest} with a room of the given set are shared. */
public class AllocateMessageQueueByMachineRoom extends AbstractAllocateMessageQueueStrategy {
    private Set<String> consumeridcs;

    public AllocateMessageQueueByMachineRoom() {}

    public Set<String> getConsumeridcs() {
        return consumeridcs;
    }

    public void setConsumeridcs(Set<String> consumeridcs) {
        this.consumeridcs = consumeridcs;
    }

    @Override
    public List<MessageQueue> allocate(
            String consumerGroup, String currentCID, List<MessageQueue> mqAll, List<String> cidAll) {
        return check(consumerGroup, currentCID, mqAll, cidAll)
                ? Shares.allocate(
                        new OwnRooms(consumeridcs == null ? Set.of() : consumeridcs),
                        consumerGroup,
                        currentCID,
                        mqAll,
                        cidAll)
                : List.of();
    }

    @Override
    public String getName() {
        return "MACHINE_ROOM";
    }
}
