package org.apache.rocketmq.client.consumer.rebalance;

import io.apogeemq.client.consume.allocate.HashRing;
import java.util.List;
import org.apache.rocketmq.common.consistenthash.HashFunction;
import org.apache.rocketmq.common.message.MessageQueue;

/** Members and queues lie on a ring: when a member comes or goes only its own queues move. */
public class AllocateMessageQueueConsistentHash extends AbstractAllocateMessageQueueStrategy {
    private final HashRing strategy;

    public AllocateMessageQueueConsistentHash() {
        this(HashRing.PLACES);
    }

    /** @throws IllegalArgumentException when the count is negative */
    public AllocateMessageQueueConsistentHash(int virtualNodeCnt) {
        this(virtualNodeCnt, null);
    }

    /** @param customHashFunction null for the usual one */
    public AllocateMessageQueueConsistentHash(int virtualNodeCnt, HashFunction customHashFunction) {
        strategy = new HashRing(
                virtualNodeCnt, customHashFunction == null ? HashRing::md5Start : customHashFunction::hash);
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
        return "CONSISTENT_HASH";
    }
}
