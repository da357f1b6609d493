package io.apogeemq.client.admin;

import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.BrokerRecord;
import io.apogeemq.protocol.body.ClusterInfo;
import io.apogeemq.protocol.body.QueueStats;
import io.apogeemq.protocol.body.TopicRoute;
import io.apogeemq.protocol.body.TopicStats;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What concerns all brokers of a cluster or of a topic (spec/client.md 43). Stages end with what was answered, or with a
 * {@link ClientFailure}.
 */
public final class ClusterAdmin {
    private final NameServerAdmin nameServers;
    private final TopicAdmin topics;
    private final BrokerAdmin brokers;

    ClusterAdmin(NameServerAdmin nameServers, TopicAdmin topics, BrokerAdmin brokers) {
        this.nameServers = nameServers;
        this.topics = topics;
        this.brokers = brokers;
    }

    /** One address of every broker that holds the topic, the leader's if it is there. */
    public CompletionStage<List<String>> brokersOf(String topic) {
        return nameServers.route(topic).thenApply(ClusterAdmin::oneEach);
    }

    /** The addresses of all processes of the cluster. */
    public CompletionStage<Set<String>> processesOf(String cluster) {
        return inCluster(cluster, record -> record.addresses().values());
    }

    /** The addresses of the cluster's leaders. */
    public CompletionStage<Set<String>> leadersOf(String cluster) {
        return inCluster(cluster, record -> {
            String leader = record.addresses().get(BrokerRecord.LEADER_ID);
            return leader == null ? List.of() : List.of(leader);
        });
    }

    /** The addresses of all leaders, or of one cluster's. */
    public CompletionStage<Set<String>> leaders(@Nullable String cluster) {
        return cluster != null ? leadersOf(cluster) : nameServers.clusters().thenApply(ClusterAdmin::allLeaders);
    }

    /** The clusters whose brokers hold the topic. */
    public CompletionStage<Set<String>> clustersOf(String topic) {
        return nameServers
                .clusters()
                .thenCombine(nameServers.route(topic), (clusters, route) -> holding(clusters, route));
    }

    /** What every queue of the topic holds. */
    public CompletionStage<TopicStats> topicStats(String topic) {
        return brokersOf(topic)
                .thenCompose(addresses -> Parallel.ask(addresses, address -> topics.stats(address, topic)))
                .thenApply(ClusterAdmin::together);
    }

    /** Deletes the topic on every process of the cluster, then in the NameServers. */
    public CompletionStage<Void> deleteTopic(String topic, String cluster, Collection<String> nameServerAddresses) {
        return processesOf(cluster)
                .thenCompose(addresses -> Parallel.tell(addresses, address -> topics.delete(address, topic)))
                .thenCompose(done -> Parallel.tell(
                        nameServerAddresses, address -> nameServers.deleteTopic(address, topic, cluster)));
    }

    /** Deletes queues whose messages are all gone, on every leader or on those of one cluster. */
    public CompletionStage<Void> cleanExpiredQueues(@Nullable String cluster) {
        return leaders(cluster).thenCompose(addresses -> Parallel.tell(addresses, brokers::cleanExpiredQueues));
    }

    /** Deletes now what has expired of the log, there. */
    public CompletionStage<Void> deleteExpiredLog(@Nullable String cluster) {
        return leaders(cluster).thenCompose(addresses -> Parallel.tell(addresses, brokers::deleteExpiredLog));
    }

    /** Deletes the queues of topics that are not there any more, there. */
    public CompletionStage<Void> cleanUnusedTopics(@Nullable String cluster) {
        return leaders(cluster).thenCompose(addresses -> Parallel.tell(addresses, topics::cleanUnused));
    }

    /** The broker names by their leaders' addresses. */
    public CompletionStage<Map<String, String>> leaderNames() {
        return nameServers.clusters().thenApply(clusters -> {
            Map<String, String> names = new HashMap<>();
            clusters.brokers().forEach((name, record) -> {
                String leader = record.addresses().get(BrokerRecord.LEADER_ID);
                if (leader != null) {
                    names.put(leader, name);
                }
            });
            return names;
        });
    }

    static List<String> oneEach(TopicRoute route) {
        return route.brokers().stream()
                .map(BrokerRecord::anyAddress)
                .filter(Objects::nonNull)
                .toList();
    }

    private CompletionStage<Set<String>> inCluster(
            String cluster, Function<BrokerRecord, Collection<String>> addresses) {
        return nameServers.clusters().thenCompose(clusters -> {
            Set<String> names = clusters.clusters().get(cluster);
            if (names == null) {
                return CompletableFuture.failedFuture(
                        ClientFailure.client("there is no cluster " + cluster + ": the NameServer knows "
                                + new TreeSet<>(clusters.clusters().keySet())));
            }
            Set<String> found = new TreeSet<>();
            for (String name : names) {
                BrokerRecord record = clusters.brokers().get(name);
                if (record != null) {
                    found.addAll(addresses.apply(record));
                }
            }
            return CompletableFuture.completedFuture(found);
        });
    }

    private static Set<String> allLeaders(ClusterInfo clusters) {
        Set<String> leaders = new TreeSet<>();
        for (BrokerRecord record : clusters.brokers().values()) {
            String leader = record.addresses().get(BrokerRecord.LEADER_ID);
            if (leader != null) {
                leaders.add(leader);
            }
        }
        return leaders;
    }

    private static Set<String> holding(ClusterInfo clusters, TopicRoute route) {
        Set<String> names = new TreeSet<>();
        route.brokers().forEach(record -> names.add(record.name()));
        Set<String> holding = new TreeSet<>();
        clusters.clusters().forEach((cluster, members) -> {
            if (members.stream().anyMatch(names::contains)) {
                holding.add(cluster);
            }
        });
        return holding;
    }

    private static TopicStats together(List<TopicStats> answers) {
        Map<BrokerQueue, QueueStats> queues = new HashMap<>();
        double perSecond = 0;
        for (TopicStats stats : answers) {
            queues.putAll(stats.queues());
            perSecond += stats.putPerSecond();
        }
        if (queues.isEmpty()) {
            throw new CompletionException(ClientFailure.client("Not found the topic stats info"));
        }
        return new TopicStats(queues, perSecond);
    }
}
