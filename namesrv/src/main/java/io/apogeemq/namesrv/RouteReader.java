package io.apogeemq.namesrv;

import io.apogeemq.protocol.body.BrokerRecord;
import io.apogeemq.protocol.body.ClusterInfo;
import io.apogeemq.protocol.body.MemberGroup;
import io.apogeemq.protocol.body.Perm;
import io.apogeemq.protocol.body.QueueRoute;
import io.apogeemq.protocol.body.TopicList;
import io.apogeemq.protocol.body.TopicRoute;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What can be asked of the routes. Its answers are values; it runs on {@code control}, which owns the tables it reads. */
final class RouteReader {
    /** Topics by which followers look for their fellows: they must see the ids as they are. */
    private static final String MEMBER_TOPIC_PREFIX = "rmq_sys_SYNC_BROKER_MEMBER_";

    /** sysFlag bits of a topic. */
    private static final int UNIT = 1;

    private static final int UNIT_SUBSCRIPTION = 2;

    private final RouteTable table;
    private final Supplier<NameServerSettings> settings;

    /** Which topics a list is to hold. */
    enum Kind {
        UNIT_TOPICS,
        WITH_UNIT_SUBSCRIPTION,
        WITH_UNIT_SUBSCRIPTION_ONLY;

        private boolean takes(QueueRoute queue) {
            boolean unit = (queue.topicSysFlag() & UNIT) != 0;
            boolean subscription = (queue.topicSysFlag() & UNIT_SUBSCRIPTION) != 0;
            return switch (this) {
                case UNIT_TOPICS -> unit;
                case WITH_UNIT_SUBSCRIPTION -> subscription;
                case WITH_UNIT_SUBSCRIPTION_ONLY -> subscription && !unit;
            };
        }
    }

    RouteReader(RouteTable table, Supplier<NameServerSettings> settings) {
        this.table = table;
        this.settings = settings;
    }

    /** Where the topic lies; null when it is unknown or none of its brokers is there. */
    @Nullable
    TopicRoute find(String topic) {
        Map<String, QueueRoute> queues = table.queues().find(topic);
        if (queues == null) {
            return null;
        }
        List<BrokerRecord> brokers = new ArrayList<>();
        for (QueueRoute queue : queues.values()) {
            BrokerTable.Broker broker = table.brokers().find(queue.brokerName());
            if (broker != null) {
                brokers.add(shown(topic, queue, broker.record()));
            }
        }
        return brokers.isEmpty()
                ? null
                : new TopicRoute(
                        List.copyOf(brokers),
                        Map.of(),
                        null,
                        List.copyOf(queues.values()),
                        table.queues().mappings(topic));
    }

    /** With an acting master the process with the smallest id is shown as a leader, to be read from. */
    private BrokerRecord shown(String topic, QueueRoute queue, BrokerRecord broker) {
        if (!settings.get().showsActingMaster()
                || topic.startsWith(MEMBER_TOPIC_PREFIX)
                || !broker.actingMaster()
                || broker.addresses().isEmpty()
                || broker.addresses().containsKey(BrokerRecord.LEADER_ID)
                || Perm.isWritable(queue.perm())) {
            return broker;
        }
        TreeMap<Long, String> addresses = new TreeMap<>(broker.addresses());
        addresses.put(BrokerRecord.LEADER_ID, addresses.pollFirstEntry().getValue());
        return new BrokerRecord(
                Collections.unmodifiableMap(addresses), broker.name(), broker.cluster(), true, broker.zone());
    }

    /** The route without the brokers that have a leader and lie in another zone. */
    static TopicRoute within(String zone, TopicRoute route) {
        Set<String> elsewhere = new LinkedHashSet<>();
        List<BrokerRecord> near = new ArrayList<>();
        for (BrokerRecord broker : route.brokers()) {
            if (broker.addresses().containsKey(BrokerRecord.LEADER_ID) && !zone.equalsIgnoreCase(broker.zone())) {
                elsewhere.add(broker.name());
            } else {
                near.add(broker);
            }
        }
        List<QueueRoute> queues = route.queues().stream()
                .filter(queue -> !elsewhere.contains(queue.brokerName()))
                .toList();
        return new TopicRoute(near, route.filterServers(), route.orderConf(), queues, route.mappings());
    }

    ClusterInfo clusters() {
        Map<String, BrokerRecord> records = new LinkedHashMap<>();
        for (BrokerTable.Broker broker : table.brokers().brokers()) {
            BrokerRecord each = broker.record();
            records.put(each.name(), each);
        }
        Map<String, Set<String>> clusters = new LinkedHashMap<>();
        table.brokers().clusters().forEach((name, brokers) -> clusters.put(name, new LinkedHashSet<>(brokers)));
        return new ClusterInfo(records, clusters);
    }

    /** The processes of a broker name; empty for one that isn't known. */
    MemberGroup members(String cluster, String name) {
        BrokerTable.Broker broker = table.brokers().find(name);
        return new MemberGroup(broker == null ? Map.of() : broker.record().addresses(), name, cluster);
    }

    TopicList topics() {
        return new TopicList(null, table.queues().topics());
    }

    TopicList topicsIn(String cluster) {
        Set<String> names = table.brokers().names(cluster);
        return new TopicList(null, table.queues().topicsWith(queue -> names.contains(queue.brokerName())));
    }

    TopicList topicsOf(Kind kind) {
        return new TopicList(null, table.queues().topicsWith(kind::takes));
    }

    /** Brokers make a topic for each cluster and broker name; one broker is named, to be asked for the other ones. */
    TopicList systemTopics() {
        Set<String> names = new LinkedHashSet<>();
        table.brokers().clusters().forEach((cluster, brokers) -> {
            names.add(cluster);
            names.addAll(brokers);
        });
        Collection<BrokerTable.Broker> brokers = table.brokers().brokers();
        String address = brokers.stream()
                .map(broker -> broker.record().anyAddress())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return new TopicList(address, names);
    }
}
