package io.apogeemq.client.admin;

import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.protocol.admin.GroupReports;
import io.apogeemq.protocol.admin.GroupRequests;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.ConsumeStats;
import io.apogeemq.protocol.body.ConsumerConnections;
import io.apogeemq.protocol.body.MessageModel;
import io.apogeemq.protocol.body.ProducerConnections;
import io.apogeemq.protocol.body.QueueProgress;
import io.apogeemq.protocol.body.SubscriptionRecord;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.ResetOffsetRequest;
import io.apogeemq.protocol.header.RunningInfoRequest;
import io.apogeemq.protocol.message.TopicNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What concerns a group on all brokers that know it (spec/client.md 43): those of its retry topic. Stages end with what
 * was answered, or with a {@link ClientFailure}.
 */
public final class GroupSurvey {
    private final ClusterAdmin clusters;
    private final GroupAdmin groups;

    GroupSurvey(ClusterAdmin clusters, GroupAdmin groups) {
        this.clusters = clusters;
        this.groups = groups;
    }

    /** How far the group has come, in one topic or in all. */
    public CompletionStage<ConsumeStats> stats(String group, @Nullable String topic) {
        return brokersOf(group, topic)
                .thenCompose(addresses -> Parallel.ask(addresses, address -> groups.stats(address, group, topic)))
                .thenCompose(answers -> {
                    ConsumeStats stats = together(answers);
                    return stats.queues().isEmpty()
                            ? connections(group).thenCompose(members -> noStats(members))
                            : CompletableFuture.completedFuture(stats);
                });
    }

    /** The group's members. */
    public CompletionStage<ConsumerConnections> connections(String group) {
        return clusters.brokersOf(TopicNames.retryTopic(group))
                .thenCompose(addresses -> first(addresses, address -> groups.connections(address, group)))
                .thenCompose(members -> members.connections().isEmpty()
                        ? CompletableFuture.failedFuture(notOnline("Not found the consumer group connection"))
                        : CompletableFuture.completedFuture(members));
    }

    /** The members of a group of producers that send to the topic. */
    public CompletionStage<ProducerConnections> producers(String group, String topic) {
        return clusters.brokersOf(topic)
                .thenCompose(addresses -> first(addresses, address -> groups.producers(address, group)))
                .thenCompose(members -> members.connections().isEmpty()
                        ? CompletableFuture.failedFuture(
                                ClientFailure.client("Not found the producer group connection"))
                        : CompletableFuture.completedFuture(members));
    }

    /** From when to when the topic's messages are, and how far the group has come, by queue. */
    public CompletionStage<List<GroupReports.TimeSpan>> timeSpans(String group, String topic) {
        return clusters.brokersOf(topic)
                .thenCompose(addresses -> Parallel.ask(addresses, address -> groups.timeSpans(address, group, topic)))
                .thenApply(answers ->
                        answers.stream().flatMap(each -> each.spans().stream()).toList());
    }

    /** The topics that the group has offsets in. */
    public CompletionStage<Set<String>> topicsOf(String group) {
        return clusters.brokersOf(TopicNames.retryTopic(group))
                .thenCompose(addresses -> Parallel.ask(addresses, address -> groups.topicsOf(address, group)))
                .thenApply(answers -> {
                    Set<String> topics = new TreeSet<>();
                    answers.forEach(each -> topics.addAll(each.topics()));
                    return topics;
                });
    }

    /** The groups that consume the topic, as one of its brokers knows them. */
    public CompletionStage<Set<String>> groupsOf(String topic) {
        return clusters.brokersOf(topic)
                .thenCompose(addresses -> first(addresses, address -> groups.groupsOf(address, topic)))
                .thenApply(answer -> answer.groups());
    }

    /** Has the group go on at that time everywhere; tells where in each queue. */
    public CompletionStage<Map<BrokerQueue, Long>> resetOffsets(
            String group, String topic, long millis, boolean force) {
        ResetOffsetRequest reset = new ResetOffsetRequest(group, topic, -1, null, millis, force);
        return clusters.brokersOf(topic)
                .thenCompose(addresses -> Parallel.ask(addresses, address -> groups.resetOffsets(address, reset)))
                .thenApply(answers -> {
                    Map<BrokerQueue, Long> offsets = new HashMap<>();
                    answers.forEach(each -> offsets.putAll(each.offsets()));
                    return offsets;
                });
    }

    /** The offsets that the group's clients know, by client id. */
    public CompletionStage<Map<String, Map<BrokerQueue, Long>>> status(
            String group, String topic, @Nullable String clientAddress) {
        return clusters.brokersOf(topic)
                .thenCompose(
                        addresses -> first(addresses, address -> groups.status(address, group, topic, clientAddress)))
                .thenApply(GroupReports.Statuses::clients);
    }

    /** What the group wants of the topic. */
    public CompletionStage<SubscriptionRecord> subscription(String group, String topic) {
        return clusters.brokersOf(topic)
                .thenCompose(addresses -> first(addresses, address -> groups.subscription(address, group, topic)))
                .thenApply(GroupReports.Subscription::data);
    }

    /** What one of the group's clients tells of itself. */
    public CompletionStage<GroupReports.RunningClient> runningClient(RunningInfoRequest client) {
        return clusters.brokersOf(TopicNames.retryTopic(client.group()))
                .thenCompose(addresses -> first(addresses, address -> groups.runningClient(address, client)));
    }

    /** Gives a group the offsets of another one, everywhere. */
    public CompletionStage<Void> cloneOffsets(GroupRequests.CloneOffsets clone) {
        return clusters.brokersOf(TopicNames.retryTopic(clone.source()))
                .thenCompose(addresses -> Parallel.tell(addresses, address -> groups.cloneOffsets(address, clone)));
    }

    /** One address of each broker: those that retry for the group, or else those of the topic. */
    CompletionStage<List<String>> brokersOf(String group, @Nullable String topic) {
        CompletionStage<List<String>> ofRetries = clusters.brokersOf(TopicNames.retryTopic(group));
        if (topic == null) {
            return ofRetries;
        }
        return ofRetries
                .handle((addresses, end) ->
                        end == null ? CompletableFuture.completedStage(addresses) : clusters.brokersOf(topic))
                .thenCompose(stage -> stage);
    }

    static <T> CompletionStage<T> first(List<String> addresses, Function<String, CompletionStage<T>> question) {
        return addresses.isEmpty()
                ? CompletableFuture.failedFuture(ClientFailure.client("no broker of the topic is registered"))
                : question.apply(addresses.get(0));
    }

    private static ClientFailure notOnline(String text) {
        return ClientFailure.client(ResponseCode.CONSUMER_NOT_ONLINE, text);
    }

    private static CompletionStage<ConsumeStats> noStats(ConsumerConnections members) {
        return CompletableFuture.failedFuture(
                members.model() == MessageModel.BROADCASTING
                        ? ClientFailure.client(
                                ResponseCode.BROADCAST_CONSUMPTION,
                                "Not found the consumer group consume stats, because the group keeps its offsets itself")
                        : notOnline(
                                "Not found the consumer group consume stats, because no message has been consumed"));
    }

    private static ConsumeStats together(List<ConsumeStats> answers) {
        Map<BrokerQueue, QueueProgress> queues = new HashMap<>();
        double perSecond = 0;
        for (ConsumeStats stats : answers) {
            queues.putAll(stats.queues());
            perSecond += stats.perSecond();
        }
        return new ConsumeStats(perSecond, queues);
    }
}
