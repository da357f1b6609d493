package io.apogeemq.client.admin;

import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.ConsumeType;
import io.apogeemq.protocol.body.ConsumerConnections;
import io.apogeemq.protocol.body.MessageModel;
import io.apogeemq.protocol.body.QueueProgress;
import io.apogeemq.protocol.body.SubscriptionRecord;
import io.apogeemq.protocol.code.ResponseCode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What became of a message in each group that consumes its topic (spec/client.md 43). */
public final class MessageTracking {
    private final ClusterAdmin clusters;
    private final GroupSurvey survey;

    MessageTracking(ClusterAdmin clusters, GroupSurvey survey) {
        this.clusters = clusters;
        this.survey = survey;
    }

    /** The message, as far as it matters here. */
    public record Sought(
            String topic,
            int queueId,
            long offset,
            @Nullable String tag,
            String storeAddress) {}

    /** What became of it. */
    public enum Fate {
        CONSUMED,
        CONSUMED_BUT_FILTERED,
        PULL,
        NOT_CONSUME_YET,
        NOT_ONLINE,
        CONSUME_BROADCASTING,
        UNKNOWN
    }

    /** What became of it in one group; for {@link Fate#UNKNOWN} with the reason. */
    public record Track(String group, Fate fate, @Nullable ClientFailure reason) {}

    /** Asks for all groups that consume the topic. */
    public CompletionStage<List<Track>> track(Sought message) {
        return survey.groupsOf(message.topic())
                .thenCompose(names -> Parallel.ask(names, group -> track(message, group)));
    }

    private CompletionStage<Track> track(Sought message, String group) {
        return survey.connections(group)
                .thenCompose(members -> fate(message, group, members))
                .handle((fate, end) -> {
                    if (end == null) {
                        return new Track(group, fate, null);
                    }
                    ClientFailure failure = ClientFailure.of(end, "", 0);
                    return failure.code() == ResponseCode.CONSUMER_NOT_ONLINE
                            ? new Track(group, Fate.NOT_ONLINE, failure)
                            : new Track(group, Fate.UNKNOWN, failure);
                });
    }

    private CompletionStage<Fate> fate(Sought message, String group, ConsumerConnections members) {
        if (members.model() == MessageModel.BROADCASTING) {
            return CompletableFuture.completedStage(Fate.CONSUME_BROADCASTING);
        }
        if (members.type() == ConsumeType.CONSUME_ACTIVELY) {
            return CompletableFuture.completedStage(Fate.PULL);
        }
        return survey.stats(group, message.topic()).thenCombine(clusters.leaderNames(), (stats, names) -> {
            if (!isConsumed(message, stats.queues(), names)) {
                return Fate.NOT_CONSUME_YET;
            }
            SubscriptionRecord subscription = members.subscriptions().get(message.topic());
            return subscription == null || wants(subscription, message.tag())
                    ? Fate.CONSUMED
                    : Fate.CONSUMED_BUT_FILTERED;
        });
    }

    private static boolean isConsumed(
            Sought message, Map<BrokerQueue, QueueProgress> queues, Map<String, String> leaderNames) {
        String brokerName = leaderNames.get(message.storeAddress());
        return queues.entrySet().stream()
                .filter(each -> each.getKey().topic().equals(message.topic())
                        && each.getKey().queueId() == message.queueId()
                        && each.getKey().brokerName().equals(brokerName))
                .anyMatch(each -> each.getValue().committedOffset() > message.offset());
    }

    private static boolean wants(SubscriptionRecord subscription, @Nullable String tag) {
        return subscription.tags().isEmpty()
                || tag != null && subscription.tags().contains(tag);
    }
}
