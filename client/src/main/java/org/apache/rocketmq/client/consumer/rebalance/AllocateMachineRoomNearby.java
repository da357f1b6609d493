package org.apache.rocketmq.client.consumer.rebalance;

import io.apogeemq.client.consume.allocate.NearestRoom;
import java.util.List;
import java.util.Objects;
import org.apache.rocketmq.client.consumer.AllocateMessageQueueStrategy;
import org.apache.rocketmq.common.message.MessageQueue;

/** Queues are shared within their machine room; those of rooms without members among all. */
public class AllocateMachineRoomNearby extends AbstractAllocateMessageQueueStrategy {
    private final AllocateMessageQueueStrategy within;
    private final NearestRoom strategy;

    /**
     * @param allocateMessageQueueStrategy shares the queues of each room
     * @throws NullPointerException when one is null
     */
    public AllocateMachineRoomNearby(
            AllocateMessageQueueStrategy allocateMessageQueueStrategy, MachineRoomResolver machineRoomResolver)
            throws NullPointerException {
        within = Objects.requireNonNull(allocateMessageQueueStrategy, "allocateMessageQueueStrategy is null");
        Objects.requireNonNull(machineRoomResolver, "machineRoomResolver is null");
        strategy = new NearestRoom(
                Shares.engine(within),
                queue -> machineRoomResolver.brokerDeployIn(Shares.face(queue)),
                machineRoomResolver::consumerDeployIn);
    }

    @Override
    public List<MessageQueue> allocate(
            String consumerGroup, String currentCID, List<MessageQueue> mqAll, List<String> cidAll) {
        return check(consumerGroup, currentCID, mqAll, cidAll)
                ? Shares.allocate(strategy, consumerGroup, currentCID, mqAll, cidAll)
                : List.of();
    }

    @Override
    public String getName() {
        return "MACHINE_ROOM_NEARBY-" + within.getName();
    }

    /** Knows in which machine room brokers and consumers stand. */
    public interface MachineRoomResolver {

        String brokerDeployIn(MessageQueue messageQueue);

        String consumerDeployIn(String clientID);
    }
}
