package org.apache.rocketmq.client.consumer.rebalance;

import java.util.List;
import org.apache.rocketmq.client.consumer.AllocateMessageQueueStrategy;
import org.apache.rocketmq.common.message.MessageQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What strategies check alike. */
public abstract class AbstractAllocateMessageQueueStrategy implements AllocateMessageQueueStrategy {
    private static final Logger log = LoggerFactory.getLogger(AbstractAllocateMessageQueueStrategy.class);

    public AbstractAllocateMessageQueueStrategy() {}

    /**
     * Whether there is something to share; false when the member is not in the group.
     *
     * @throws IllegalArgumentException when the member, the queues or the members are missing
     */
    public boolean check(String consumerGroup, String currentCID, List<MessageQueue> mqAll, List<String> cidAll) {
        if (currentCID == null || currentCID.isEmpty()) {
            throw new IllegalArgumentException("currentCID is empty");
        }
        if (mqAll == null || mqAll.isEmpty()) {
            throw new IllegalArgumentException("mqAll is null or mqAll empty");
        }
        if (cidAll == null || cidAll.isEmpty()) {
            throw new IllegalArgumentException("cidAll is null or cidAll empty");
        }
        if (!cidAll.contains(currentCID)) {
            log.info(
                    "{} is not among the members of group {} that the broker knows: {}",
                    currentCID,
                    consumerGroup,
                    cidAll);
            return false;
        }
        return true;
    }
}
