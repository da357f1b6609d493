package io.apogeemq.client.core;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.BrokerRecord;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Where the brokers are that the known routes name, and which version they told. Any thread reads. */
@OwnedBy("the client's loop")
public final class BrokerTable {
    private final Loop loop;
    private final ConcurrentHashMap<String, Integer> versions = new ConcurrentHashMap<>();
    /** Sorted, so that whoever goes through all does so in the same order each time; never changed once it is here. */
    private volatile SortedMap<String, TreeMap<Long, String>> brokers = new TreeMap<>();

    BrokerTable(Loop loop) {
        this.loop = loop;
    }

    /** The address of the leader. */
    public Optional<String> leader(String brokerName) {
        TreeMap<Long, String> addresses = brokers.get(brokerName);
        return addresses == null ? Optional.empty() : Optional.ofNullable(addresses.get(BrokerRecord.LEADER_ID));
    }

    /** Where to pull: the wished one, or the one after it, or any (spec/client.md 18). */
    public Optional<Place> forPull(String brokerName, long brokerId) {
        TreeMap<Long, String> addresses = brokers.get(brokerName);
        if (addresses == null || addresses.isEmpty()) {
            return Optional.empty();
        }
        long id = brokerId;
        if (!addresses.containsKey(id) && id != BrokerRecord.LEADER_ID) {
            id++;
        }
        if (!addresses.containsKey(id)) {
            id = addresses.firstKey();
        }
        boolean leader = id == BrokerRecord.LEADER_ID;
        return Optional.ofNullable(addresses.get(id)).map(address -> new Place(address, leader));
    }

    /** The leader's address, or else any. */
    public Optional<String> any(String brokerName) {
        return forPull(brokerName, BrokerRecord.LEADER_ID).map(Place::address);
    }

    /** All addresses. */
    public Set<String> all() {
        Set<String> all = new LinkedHashSet<>();
        brokers.values().forEach(addresses -> all.addAll(addresses.values()));
        return all;
    }

    /** The leaders' addresses. */
    public Set<String> leaders() {
        Set<String> all = new LinkedHashSet<>();
        brokers.keySet().forEach(name -> leader(name).ifPresent(all::add));
        return all;
    }

    /** The version that the broker at the address told with its last answer to a heartbeat; 0 before (spec/remoting.md 9). */
    public int version(String address) {
        return versions.getOrDefault(address, 0);
    }

    void putVersion(String address, int version) {
        versions.put(address, version);
    }

    /** Takes over what a route says of its brokers. */
    void put(Collection<BrokerRecord> records) {
        loop.assertInside();
        SortedMap<String, TreeMap<Long, String>> changed = new TreeMap<>(brokers);
        for (BrokerRecord record : records) {
            if (!record.addresses().isEmpty()) {
                changed.put(record.name(), new TreeMap<>(record.addresses()));
            }
        }
        brokers = changed;
    }

    /** Forgets the addresses that no route names any more. */
    void retain(Set<String> addresses) {
        loop.assertInside();
        SortedMap<String, TreeMap<Long, String>> changed = new TreeMap<>();
        brokers.forEach((name, known) -> {
            TreeMap<Long, String> left = new TreeMap<>(known);
            for (Iterator<String> each = left.values().iterator(); each.hasNext(); ) {
                if (!addresses.contains(each.next())) {
                    each.remove();
                }
            }
            if (!left.isEmpty()) {
                changed.put(name, left);
            }
        });
        brokers = changed;
        versions.keySet().retainAll(addresses);
    }

    /**
     * Where to pull.
     *
     * @param leader whether that is the leader: only there may a pull commit an offset
     */
    public record Place(String address, boolean leader) {}
}
