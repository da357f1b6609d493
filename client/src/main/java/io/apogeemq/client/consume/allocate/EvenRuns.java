package io.apogeemq.client.consume.allocate;

import io.apogeemq.protocol.body.BrokerQueue;
import java.util.List;

/** AVG: each member gets a run of neighbouring queues; the first members get the ones left over, one each. */
public final class EvenRuns implements AllocationStrategy {

    @Override
    public List<BrokerQueue> allocate(String group, String member, List<BrokerQueue> queues, List<String> members) {
        int index = members.indexOf(member);
        if (index < 0) {
            return List.of();
        }
        int least = queues.size() / members.size();
        int leftOver = queues.size() % members.size();
        int from = index * least + Math.min(index, leftOver);
        int count = index < leftOver ? least + 1 : least;
        return List.copyOf(queues.subList(from, from + count));
    }

    @Override
    public String name() {
        return "AVG";
    }
}
