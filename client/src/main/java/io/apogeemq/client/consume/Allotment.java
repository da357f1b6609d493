package io.apogeemq.client.consume;

import io.apogeemq.protocol.body.BrokerQueue;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Decides which queues of a topic are this member's (spec/client.md 28). Called on the consumer's loop. */
interface Allotment {

    /**
     * The queues of the topic that are to be ours.
     *
     * @param queues that may be read by the route known now, sorted; none when no route is known
     * @return completes on any thread: empty when it can't be said now and the share stays as it is; fails for another try
     *     soon
     */
    CompletionStage<Optional<Collection<BrokerQueue>>> of(String topic, List<BrokerQueue> queues);
}
