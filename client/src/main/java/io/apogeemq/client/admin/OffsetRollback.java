package io.apogeemq.client.admin;

import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.ConsumeStats;
import io.apogeemq.protocol.body.QueueProgress;
import io.apogeemq.protocol.body.TopicStats;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Moves a group that is not running back to a time, queue by queue, by committing offsets for it (spec/client.md 43): for
 * brokers that cannot do so by themselves.
 */
public final class OffsetRollback {
    /** The time that means the end of each queue. */
    private static final long END = -1;

    private final Admin admin;

    public OffsetRollback(Admin admin) {
        this.admin = admin;
    }

    /** What was done with one queue. */
    public record Rollback(
            BrokerQueue queue, long maxOffset, long committedOffset, long offsetOfTime, long newOffset) {}

    /**
     * Moves the group.
     *
     * @param millis the time; -1 for the end
     * @param force whether queues are moved forward too
     */
    public CompletionStage<List<Rollback>> of(String group, String topic, long millis, boolean force) {
        return admin.clusters()
                .brokersOf(topic)
                .thenCompose(addresses -> Parallel.ask(addresses, address -> at(address, group, topic, millis, force)))
                .thenApply(answers -> answers.stream().flatMap(List::stream).toList());
    }

    private CompletionStage<List<Rollback>> at(String address, String group, String topic, long millis, boolean force) {
        return progress(address, group, topic).thenCompose(queues -> {
            List<CompletableFuture<Rollback>> moved = new ArrayList<>();
            queues.forEach((queue, progress) -> moved.add(
                    move(address, group, queue, progress, millis, force).toCompletableFuture()));
            return CompletableFuture.allOf(moved.toArray(CompletableFuture<?>[]::new))
                    .thenApply(
                            done -> moved.stream().map(CompletableFuture::join).toList());
        });
    }

    /** How far the group has come in the topic's queues; not at all in those that it has never read. */
    private CompletionStage<Map<BrokerQueue, QueueProgress>> progress(String address, String group, String topic) {
        return admin.groups()
                .stats(address, group, topic)
                .thenCombine(admin.topics().stats(address, topic), OffsetRollback::withUnread);
    }

    private static Map<BrokerQueue, QueueProgress> withUnread(ConsumeStats stats, TopicStats topic) {
        Map<BrokerQueue, QueueProgress> queues = new HashMap<>(stats.queues());
        if (queues.isEmpty()) {
            topic.queues().forEach((queue, holds) -> queues.put(queue, new QueueProgress(holds.maxOffset(), 0, 0, 0)));
        }
        return queues;
    }

    private CompletionStage<Rollback> move(
            String address, String group, BrokerQueue queue, QueueProgress progress, long millis, boolean force) {
        CompletionStage<Long> ofTime = millis == END
                ? admin.queues().maxOffset(address, queue)
                : admin.queues().offsetByTime(address, queue, millis);
        return ofTime.thenCompose(offset -> {
            boolean moves = force || offset <= progress.committedOffset();
            long next = moves ? offset : progress.committedOffset();
            Rollback rollback = new Rollback(queue, progress.maxOffset(), progress.committedOffset(), offset, next);
            return moves
                    ? admin.groups().commit(address, group, queue, offset).thenApply(done -> rollback)
                    : CompletableFuture.completedStage(rollback);
        });
    }
}
