package org.apache.rocketmq.client.consumer;

import java.util.List;
import org.apache.rocketmq.common.message.MessageQueue;

/** Shares the queues of a topic among the members of a group. All members must use the same. */
public interface AllocateMessageQueueStrategy {

    /**
     * The queues of one member.
     *
     * @param currentCID the member that asks
     * @param mqAll all queues of the topic, sorted
     * @param cidAll ids of all members, sorted
     */
    List<MessageQueue> allocate(String consumerGroup, String currentCID, List<MessageQueue> mqAll, List<String> cidAll);

    String getName();
}
