package io.apogeemq.client.consume.allocate;

import io.apogeemq.protocol.body.BrokerQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * MACHINE_ROOM: only queues of brokers named {@code room@rest} with a room of the given set; equal runs, what is left
 * over one each to the first members.
 */
public final class OwnRooms implements AllocationStrategy {
    private final Set<String> rooms;

    public OwnRooms(Set<String> rooms) {
        this.rooms = Set.copyOf(rooms);
    }

    @Override
    public List<BrokerQueue> allocate(String group, String member, List<BrokerQueue> queues, List<String> members) {
        int index = members.indexOf(member);
        if (index < 0) {
            return List.of();
        }
        List<BrokerQueue> near = queues.stream().filter(this::isInOwnRoom).toList();
        int each = near.size() / members.size();
        int leftOver = near.size() % members.size();
        List<BrokerQueue> own = new ArrayList<>(near.subList(index * each, (index + 1) * each));
        if (index < leftOver) {
            own.add(near.get(index + each * members.size()));
        }
        return own;
    }

    @Override
    public String name() {
        return "MACHINE_ROOM";
    }

    private boolean isInOwnRoom(BrokerQueue queue) {
        String broker = queue.brokerName();
        int at = broker.indexOf('@');
        return at >= 0 && at == broker.lastIndexOf('@') && rooms.contains(broker.substring(0, at));
    }
}
