package io.apogeemq.client.produce;

import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.List;

/** Chooses the queue of one message, on the thread that sends. */
@FunctionalInterface
public interface QueueSelector {

    /**
     * Chooses.
     *
     * @param queues at least one
     * @throws ClientFailure when it cannot
     */
    BrokerQueue select(List<BrokerQueue> queues) throws ClientFailure;
}
