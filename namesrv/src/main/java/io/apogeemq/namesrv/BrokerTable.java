package io.apogeemq.namesrv;

import io.apogeemq.protocol.body.BrokerRecord;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Clusters, the broker names in them, and the processes of each name. A plain table: {@link RouteTable} owns it and
 * decides what goes in.
 */
final class BrokerTable {
    private final TableRoom room;
    private final Map<String, Set<String>> clusters = new LinkedHashMap<>();
    private final Map<String, Broker> brokers = new LinkedHashMap<>();
    private final Map<Place, LiveBroker> live = new LinkedHashMap<>();

    /** Addresses are unique within a cluster only: two networks may use the same ones. */
    private record Place(String cluster, String address) {}

    BrokerTable(TableRoom room) {
        this.room = room;
    }

    /** What a process takes of the room, in all tables. */
    static long weight(String cluster, String name, String address, @Nullable String haAddress) {
        // with its cluster, its name and its address in that
        return 3 * TableRoom.entry() + TableRoom.entry(cluster, name, address, haAddress);
    }

    private static long weight(LiveBroker broker) {
        return weight(broker.cluster(), broker.name(), broker.address(), broker.haAddress());
    }

    /** One broker name. */
    static final class Broker {
        private final String name;
        private final TreeMap<Long, String> addresses = new TreeMap<>();
        private String cluster;
        private boolean actingMaster;
        private @Nullable String zone;

        private Broker(String name, String cluster) {
            this.name = name;
            this.cluster = cluster;
        }

        String cluster() {
            return cluster;
        }

        /** Whether the process with the smallest id stands in for a leader that is away. */
        boolean hasActingMaster() {
            return actingMaster;
        }

        boolean hasLeader() {
            return addresses.containsKey(BrokerRecord.LEADER_ID);
        }

        @Nullable
        String zone() {
            return zone;
        }

        /** Addresses by id, smallest first. */
        Map<Long, String> addresses() {
            return Collections.unmodifiableMap(addresses);
        }

        @Nullable
        String address(long id) {
            return addresses.get(id);
        }

        /** Null when there is no process. */
        @Nullable
        Long smallestId() {
            return addresses.isEmpty() ? null : addresses.firstKey();
        }

        void describe(boolean standIn, @Nullable String inZone) {
            actingMaster = standIn;
            zone = inZone;
        }

        /** Gives the address to the id, and takes it from any other. */
        void put(long id, String address) {
            addresses.values().remove(address);
            addresses.put(id, address);
        }

        /** The id that had the address; null when none had it. */
        @Nullable
        Long remove(String address) {
            for (Map.Entry<Long, String> each : addresses.entrySet()) {
                if (each.getValue().equals(address)) {
                    Long id = each.getKey();
                    addresses.remove(id);
                    return id;
                }
            }
            return null;
        }

        BrokerRecord record() {
            return new BrokerRecord(
                    Collections.unmodifiableMap(new TreeMap<>(addresses)), name, cluster, actingMaster, zone);
        }
    }

    /** The broker of that name in that cluster, made if need be; a name lies in the cluster it was last registered in. */
    Broker open(String cluster, String name) {
        Broker broker = brokers.computeIfAbsent(name, key -> new Broker(key, cluster));
        if (!broker.cluster.equals(cluster)) {
            leave(broker);
            broker.cluster = cluster;
        }
        clusters.computeIfAbsent(cluster, key -> new LinkedHashSet<>()).add(name);
        return broker;
    }

    @Nullable
    Broker find(String name) {
        return brokers.get(name);
    }

    /** Forgets the name. */
    void remove(Broker broker) {
        brokers.remove(broker.name);
        leave(broker);
    }

    private void leave(Broker broker) {
        Set<String> names = clusters.get(broker.cluster);
        if (names != null && names.remove(broker.name) && names.isEmpty()) {
            clusters.remove(broker.cluster);
        }
    }

    /** Broker names of a cluster; none for one that isn't known. */
    Set<String> names(String cluster) {
        return Collections.unmodifiableSet(clusters.getOrDefault(cluster, Set.of()));
    }

    Map<String, Set<String>> clusters() {
        return Collections.unmodifiableMap(clusters);
    }

    Collection<Broker> brokers() {
        return Collections.unmodifiableCollection(brokers.values());
    }

    @Nullable
    LiveBroker live(String cluster, String address) {
        return live.get(new Place(cluster, address));
    }

    void put(LiveBroker broker) {
        LiveBroker before = live.put(new Place(broker.cluster(), broker.address()), broker);
        room.take(weight(broker));
        if (before != null) {
            room.give(weight(before));
        }
    }

    void removeLive(String cluster, String address) {
        LiveBroker before = live.remove(new Place(cluster, address));
        if (before != null) {
            room.give(weight(before));
        }
    }

    /** All processes, as they are now. */
    List<LiveBroker> live() {
        return List.copyOf(live.values());
    }
}
