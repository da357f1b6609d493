package io.apogeemq.client.consume;

import io.apogeemq.protocol.body.BrokerQueue;
import java.util.Set;

/** Hears which queues of a topic there are and which of them are this member's. Runs on a pool. */
@FunctionalInterface
public interface QueueListener {
    void onQueues(String topic, Set<BrokerQueue> all, Set<BrokerQueue> assigned);
}
