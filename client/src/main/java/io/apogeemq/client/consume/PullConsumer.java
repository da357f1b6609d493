package io.apogeemq.client.consume;

import io.apogeemq.client.consume.calls.BrokerCalls;
import io.apogeemq.client.consume.calls.PullOrder;
import io.apogeemq.client.consume.calls.Pulled;
import io.apogeemq.client.consume.calls.Subscription;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A member of a group whose program pulls by itself (spec/client.md 37): the member only shares the queues and keeps the
 * offsets. Any thread; nothing blocks.
 */
public final class PullConsumer {
    private static final String TAGS = "TAGS";

    private final GroupMember member;
    private final BrokerCalls calls;
    private final ConsumerSettings settings;

    /** @param shares whether the member takes its share of the queues at all */
    public PullConsumer(GroupMember.Parts parts, boolean shares) {
        calls = parts.calls();
        settings = parts.settings();
        member = new GroupMember(
                parts, PullOrder.Terms.PUSH, bench -> new NoIntake(), group -> shares ? group : PullConsumer::nothing);
    }

    public GroupMember member() {
        return member;
    }

    /**
     * Pulls once.
     *
     * @param maxBytes of bodies that are wished for; brokers may ignore it
     */
    public CompletionStage<Pulled> pull(
            BrokerQueue queue,
            long fromOffset,
            int maxCount,
            int maxBytes,
            Subscription subscription,
            PullOrder.Terms terms) {
        return calls.pull(new PullOrder(
                        settings.group(),
                        queue,
                        fromOffset,
                        maxCount,
                        maxBytes,
                        OptionalLong.empty(),
                        subscription,
                        true,
                        terms))
                .thenApply(answer -> wanted(answer, subscription));
    }

    /** The queues of the topic that are this member's now. */
    public CompletionStage<Set<BrokerQueue>> share(String topic) {
        return member.assigned().thenApply(all -> {
            all.removeIf(queue -> !queue.topic().equals(topic));
            return all;
        });
    }

    /**
     * Has a message delivered to a group again, later.
     *
     * @param delayLevel 0: the broker chooses; less: straight to the dead letters; more: that level
     * @return whether a broker took it
     */
    public CompletionStage<Boolean> sendBack(String group, ReceivedMessage message, int delayLevel) {
        return new Redelivery(() -> settings.withGroup(group), calls).sendBack(message, delayLevel);
    }

    /** Brokers compare hash codes of tags only. */
    private static Pulled wanted(Pulled answer, Subscription subscription) {
        if (answer.messages().isEmpty() || subscription.tags().isEmpty()) {
            return answer;
        }
        List<ReceivedMessage> wanted = answer.messages().stream()
                .filter(message -> subscription.wants(message.property(TAGS)))
                .toList();
        return new Pulled(answer.outcome(), answer.nextOffset(), answer.minOffset(), answer.maxOffset(), wanted);
    }

    private static CompletionStage<Optional<Collection<BrokerQueue>>> nothing(String topic, List<BrokerQueue> queues) {
        return CompletableFuture.completedStage(Optional.empty());
    }
}
