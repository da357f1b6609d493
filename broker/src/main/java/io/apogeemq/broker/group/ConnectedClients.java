package io.apogeemq.broker.group;

import io.apogeemq.broker.group.ConsumerGroup.Subscription;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.ConsumerRecord;
import io.apogeemq.protocol.body.MessageModel;
import io.apogeemq.protocol.body.SubscriptionRecord;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.header.ConsumerGroupRequest;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.remoting.Peer;
import io.apogeemq.remoting.Request;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is connected, as producer or consumer of which group (spec/requests.md 34, 35). Only the control loop changes it;
 * any thread reads the views. A member goes when its connection does, when it says so, or after two minutes of silence.
 */
@OwnedBy("control")
public final class ConnectedClients {
    private static final Logger log = LoggerFactory.getLogger(ConnectedClients.class);

    private static final long SCAN_MILLIS = 10_000;
    private static final int MOST_PRODUCER_GROUPS = 4096;

    private final Loop control;
    private final Clock clock;
    private final LongSupplier expiry;
    private final ConcurrentHashMap<String, ConsumerGroup> consumers = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Map<Peer, ConnectedClient>> producers = new ConcurrentHashMap<>();
    /** The connection of each client that has producers; the last one of those that say they are the same client. */
    private final ConcurrentHashMap<String, Peer> producersById = new ConcurrentHashMap<>();

    /** Every connection that is a member of something, and of what. */
    private final Map<Peer, Set<String>> consumerGroupsOf = new HashMap<>();

    private final Map<Peer, Set<String>> producerGroupsOf = new HashMap<>();
    private final GroupDisputes disputes = new GroupDisputes();
    private boolean scanning;

    /**
     * @param expiry {@code channelExpiredTimeout}: milliseconds of silence after which a client is dropped
     */
    public ConnectedClients(Loop control, Clock clock, LongSupplier expiry) {
        this.control = control;
        this.clock = clock;
        this.expiry = expiry;
    }

    /** The group as its members present it, or null when it has none. Any thread. */
    public @Nullable ConsumerGroup consumerGroup(String group) {
        return consumers.get(group);
    }

    /** Whether the group has a member with that client id on a connection that is open. Any thread. */
    public boolean isConnected(String group, String clientId) {
        ConsumerGroup now = consumers.get(group);
        return now != null
                && now.members().stream()
                        .anyMatch(member -> member.clientId().equals(clientId)
                                && member.peer().isOpen());
    }

    /** All groups that have members. Any thread. */
    public Collection<ConsumerGroup> consumerGroups() {
        return List.copyOf(consumers.values());
    }

    /** The producers of the group. Any thread. */
    public Collection<ConnectedClient> producers(String group) {
        return producers.getOrDefault(group, Map.of()).values();
    }

    /** The connection of a client that has a producer, or null when there is none. Any thread. */
    public @Nullable Peer producerOf(String clientId) {
        return producersById.get(clientId);
    }

    /** All producers by group. Any thread. */
    public Map<String, Collection<ConnectedClient>> producers() {
        Map<String, Collection<ConnectedClient>> all = new HashMap<>();
        producers.forEach((group, members) -> all.put(group, members.values()));
        return all;
    }

    /**
     * A consumer said what it is. Members of the group are told when it is new to the group or subscribes other topics.
     *
     * @param notifies whether this group's members are told of changes at all
     * @return whether its subscriptions differ from what was known
     */
    public boolean consumer(ConnectedClient member, ConsumerRecord said, boolean notifies) {
        control.assertInside();
        ConsumerGroup before = consumers.get(said.group());
        Map<Peer, ConnectedClient> members = new LinkedHashMap<>();
        if (before != null) {
            before.members().forEach(other -> members.put(other.peer(), other));
        }
        boolean isNew = members.put(member.peer(), member) == null;
        Map<String, Subscription> subscriptions =
                merge(before == null ? Map.of() : before.subscriptions(), said.subscriptions());
        disputes.look(said, member, before, !isNew);
        disputes.lookForFaults(said.group(), member, subscriptions.values());
        boolean otherTopics = before == null || !before.subscriptions().keySet().equals(subscriptions.keySet());
        consumers.put(
                said.group(),
                new ConsumerGroup(
                        said.group(),
                        said.type(),
                        said.model(),
                        said.fromWhere(),
                        subscriptions,
                        List.copyOf(members.values())));
        join(consumerGroupsOf, member.peer(), said.group());
        if ((isNew || otherTopics) && notifies && said.model() != MessageModel.BROADCASTING) {
            tellMembers(said.group());
        }
        if (isNew) {
            log.info("{} ({}) joined the consumer group {}", member.clientId(), member.peer(), said.group());
        }
        return otherTopics;
    }

    private static Map<String, Subscription> merge(Map<String, Subscription> before, Set<SubscriptionRecord> said) {
        Map<String, Subscription> after = new HashMap<>();
        for (SubscriptionRecord record : said) {
            if (TopicNames.refuseText("topic", record.topic(), TopicNames.LONGEST_GROUP_TOPIC) != null) {
                // no topic is called so
                continue;
            }
            Subscription known = before.get(record.topic());
            boolean newer = known == null || record.version() > known.record().version();
            after.put(record.topic(), newer ? Subscription.of(record) : known);
        }
        return Map.copyOf(after);
    }

    /** A producer said what it is. One client is taken to be so many groups, and no more. */
    public void producer(ConnectedClient member, String group) {
        control.assertInside();
        Set<String> known = producerGroupsOf.getOrDefault(member.peer(), Set.of());
        if (known.size() >= MOST_PRODUCER_GROUPS && !known.contains(group)) {
            return;
        }
        Map<Peer, ConnectedClient> members = new LinkedHashMap<>(producers.getOrDefault(group, Map.of()));
        members.put(member.peer(), member);
        producers.put(group, members);
        producersById.put(member.clientId(), member.peer());
        join(producerGroupsOf, member.peer(), group);
    }

    private void join(Map<Peer, Set<String>> groupsOf, Peer peer, String group) {
        if (!consumerGroupsOf.containsKey(peer) && !producerGroupsOf.containsKey(peer)) {
            peer.whenClosed(gone -> control.execute(() -> leaveAll(gone)));
        }
        groupsOf.computeIfAbsent(peer, unused -> new HashSet<>()).add(group);
        if (!scanning) {
            scanning = true;
            control.schedule(SCAN_MILLIS, this::scan);
        }
    }

    /** A client leaves a consumer group. */
    public void consumerLeaves(Peer peer, String group, boolean notifies) {
        control.assertInside();
        Set<String> groups = consumerGroupsOf.get(peer);
        if (groups != null && groups.remove(group)) {
            removeConsumer(peer, group, notifies);
            forgetIfNothing(peer);
        }
    }

    /** A client leaves a producer group. */
    public void producerLeaves(Peer peer, String group) {
        control.assertInside();
        Set<String> groups = producerGroupsOf.get(peer);
        if (groups != null && groups.remove(group)) {
            removeProducer(peer, group);
            forgetIfNothing(peer);
        }
    }

    private void forgetIfNothing(Peer peer) {
        consumerGroupsOf.computeIfPresent(peer, (key, groups) -> groups.isEmpty() ? null : groups);
        producerGroupsOf.computeIfPresent(peer, (key, groups) -> groups.isEmpty() ? null : groups);
    }

    private void leaveAll(Peer peer) {
        Set<String> asConsumer = consumerGroupsOf.remove(peer);
        if (asConsumer != null) {
            asConsumer.forEach(group -> removeConsumer(peer, group, true));
        }
        Set<String> asProducer = producerGroupsOf.remove(peer);
        if (asProducer != null) {
            asProducer.forEach(group -> removeProducer(peer, group));
        }
    }

    private void removeConsumer(Peer peer, String group, boolean notifies) {
        ConsumerGroup before = consumers.get(group);
        if (before == null) {
            return;
        }
        disputes.forget(group);
        List<ConnectedClient> left = new ArrayList<>(before.members());
        left.removeIf(member -> member.peer() == peer);
        log.info("{} left the consumer group {}, {} members stay", peer, group, left.size());
        if (left.isEmpty()) {
            consumers.remove(group);
            return;
        }
        consumers.put(
                group,
                new ConsumerGroup(
                        group, before.type(), before.model(), before.fromWhere(), before.subscriptions(), left));
        if (notifies && before.model() != MessageModel.BROADCASTING) {
            tellMembers(group);
        }
    }

    private boolean isProducerElsewhere(Peer peer, String group) {
        Set<String> groups = producerGroupsOf.get(peer);
        return groups != null && !(groups.isEmpty() || groups.equals(Set.of(group)));
    }

    private void removeProducer(Peer peer, String group) {
        Map<Peer, ConnectedClient> left = new LinkedHashMap<>(producers.getOrDefault(group, Map.of()));
        ConnectedClient gone = left.remove(peer);
        if (gone != null && !isProducerElsewhere(peer, group)) {
            producersById.remove(gone.clientId(), peer);
        }
        if (left.isEmpty()) {
            producers.remove(group);
        } else {
            producers.put(group, left);
        }
    }

    private void tellMembers(String group) {
        ConsumerGroup now = consumers.get(group);
        if (now != null) {
            Request changed = Request.of(
                    RequestCode.NOTIFY_CONSUMER_IDS_CHANGED,
                    ConsumerGroupRequest.CODEC,
                    new ConsumerGroupRequest(group));
            now.members().forEach(member -> member.peer().send(changed));
        }
    }

    /** Runs only while there are members. */
    private void scan() {
        scanning = false;
        long expiryMillis = expiry.getAsLong();
        long oldest = clock.millis() - expiryMillis;
        Map<Peer, ConnectedClient> members = new HashMap<>();
        consumers.values().forEach(group -> group.members().forEach(member -> newest(members, member)));
        producers.values().forEach(group -> group.values().forEach(member -> newest(members, member)));
        for (ConnectedClient member : members.values()) {
            if (member.heardMillis() < oldest) {
                log.warn(
                        "{} ({}) sent no heartbeat for {} s, its connection is closed",
                        member.clientId(),
                        member.peer(),
                        expiryMillis / 1000);
                member.peer().close("no heartbeat for " + expiryMillis / 1000 + " s");
                leaveAll(member.peer());
            }
        }
        if (!consumerGroupsOf.isEmpty() || !producerGroupsOf.isEmpty()) {
            scanning = true;
            control.schedule(SCAN_MILLIS, this::scan);
        }
    }

    private static void newest(Map<Peer, ConnectedClient> members, ConnectedClient member) {
        members.merge(member.peer(), member, (a, b) -> a.heardMillis() >= b.heardMillis() ? a : b);
    }
}
