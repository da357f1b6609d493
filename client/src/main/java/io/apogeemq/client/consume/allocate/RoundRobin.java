package io.apogeemq.client.consume.allocate;

import io.apogeemq.protocol.body.BrokerQueue;
import java.util.ArrayList;
import java.util.List;

/** AVG_BY_CIRCLE: queues are dealt like cards, so that each member has queues of every broker. */
public final class RoundRobin implements AllocationStrategy {

    @Override
    public List<BrokerQueue> allocate(String group, String member, List<BrokerQueue> queues, List<String> members) {
        int index = members.indexOf(member);
        if (index < 0) {
            return List.of();
        }
        List<BrokerQueue> own = new ArrayList<>();
        for (int k = index; k < queues.size(); k += members.size()) {
            own.add(queues.get(k));
        }
        return own;
    }

    @Override
    public String name() {
        return "AVG_BY_CIRCLE";
    }
}
