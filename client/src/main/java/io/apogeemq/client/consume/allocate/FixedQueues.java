package io.apogeemq.client.consume.allocate;

import io.apogeemq.protocol.body.BrokerQueue;
import java.util.List;

/** CONFIG: the queues that the member was configured with, whatever the others do. */
public final class FixedQueues implements AllocationStrategy {
    private final List<BrokerQueue> queues;

    public FixedQueues(List<BrokerQueue> queues) {
        this.queues = List.copyOf(queues);
    }

    @Override
    public List<BrokerQueue> allocate(String group, String member, List<BrokerQueue> all, List<String> members) {
        return queues;
    }

    @Override
    public String name() {
        return "CONFIG";
    }
}
