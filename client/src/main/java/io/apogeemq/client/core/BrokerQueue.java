package io.apogeemq.client.core;

import java.util.Comparator;

/**
 * One queue of a topic on one broker. Ordered by topic, then broker name, then queue id, which is the order in which
 * every member of a group must see the queues before they are shared (spec/client.md 28).
 */
public record BrokerQueue(String topic, String brokerName, int queueId) implements Comparable<BrokerQueue> {
    private static final Comparator<BrokerQueue> ORDER = Comparator.comparing(BrokerQueue::topic)
            .thenComparing(BrokerQueue::brokerName)
            .thenComparingInt(BrokerQueue::queueId);

    @Override
    public int compareTo(BrokerQueue other) {
        return ORDER.compare(this, other);
    }
}
