package io.apogeemq.client.consume.allocate;

import io.apogeemq.protocol.body.BrokerQueue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * MACHINE_ROOM_NEARBY: queues of a room are shared among the members of that room; queues of a room without members among
 * all members. The sharing itself is another strategy's.
 */
public final class NearestRoom implements AllocationStrategy {
    private final AllocationStrategy within;
    private final Function<BrokerQueue, @Nullable String> roomOfQueue;
    private final Function<String, @Nullable String> roomOfMember;

    public NearestRoom(
            AllocationStrategy within,
            Function<BrokerQueue, @Nullable String> roomOfQueue,
            Function<String, @Nullable String> roomOfMember) {
        this.within = within;
        this.roomOfQueue = roomOfQueue;
        this.roomOfMember = roomOfMember;
    }

    /** @throws IllegalArgumentException when a queue or a member has no room */
    @Override
    public List<BrokerQueue> allocate(String group, String member, List<BrokerQueue> queues, List<String> members) {
        if (!members.contains(member)) {
            return List.of();
        }
        TreeMap<String, List<BrokerQueue>> queuesByRoom = new TreeMap<>();
        queues.forEach(queue -> queuesByRoom
                .computeIfAbsent(requireRoom(roomOfQueue.apply(queue), queue), room -> new ArrayList<>())
                .add(queue));
        TreeMap<String, List<String>> membersByRoom = new TreeMap<>();
        members.forEach(id -> membersByRoom
                .computeIfAbsent(requireRoom(roomOfMember.apply(id), id), room -> new ArrayList<>())
                .add(id));

        List<BrokerQueue> own = new ArrayList<>();
        String ownRoom = requireRoom(roomOfMember.apply(member), member);
        List<BrokerQueue> near = queuesByRoom.remove(ownRoom);
        if (near != null) {
            own.addAll(within.allocate(group, member, near, membersByRoom.getOrDefault(ownRoom, List.of())));
        }
        for (Map.Entry<String, List<BrokerQueue>> room : queuesByRoom.entrySet()) {
            if (!membersByRoom.containsKey(room.getKey())) {
                own.addAll(within.allocate(group, member, room.getValue(), members));
            }
        }
        return own;
    }

    @Override
    public String name() {
        return "MACHINE_ROOM_NEARBY-" + within.name();
    }

    private static String requireRoom(@Nullable String room, Object what) {
        if (room == null || room.isEmpty()) {
            throw new IllegalArgumentException("Machine room is null for " + what);
        }
        return room;
    }
}
