package io.apogeemq.client.consume.allocate;

import io.apogeemq.protocol.body.BrokerQueue;
import java.util.List;

/**
 * Says which queues of a topic one member of a group consumes. All members of a group must use the same strategy. It may
 * be a user's: it is called on a pool, and what it throws leaves the assignment as it is.
 */
public interface AllocationStrategy {

    /**
     * The queues of the member; empty when it gets none.
     *
     * @param group the consumer group
     * @param member the id of the member that asks
     * @param queues all queues of the topic, sorted
     * @param members ids of all members, sorted
     */
    List<BrokerQueue> allocate(String group, String member, List<BrokerQueue> queues, List<String> members);

    /** The name by which the strategy is known on the wire and to operators, e.g. {@code AVG}. */
    String name();
}
