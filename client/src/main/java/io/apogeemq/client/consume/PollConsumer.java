package io.apogeemq.client.consume;

import io.apogeemq.client.consume.calls.PullOrder;
import io.apogeemq.client.consume.calls.Subscription;
import io.apogeemq.client.consume.offset.Offsets;
import io.apogeemq.client.consume.queue.AssignedQueue;
import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of a group whose program asks for messages and says itself how far it is (spec/client.md 36): it shares the
 * queues of its topics with the group, or consumes those that the program chooses. Any thread; nothing blocks.
 */
public final class PollConsumer {
    private static final Logger log = LoggerFactory.getLogger(PollConsumer.class);

    private final GroupMember member;
    private final Offsets offsets;
    private final PollBuffer buffer;
    private final ChosenAllotment allotment = new ChosenAllotment();
    private final TopicWatch watch;
    private volatile Set<BrokerQueue> chosen = Set.of();

    /**
     * Makes a consumer; it runs from its member's start on.
     *
     * @param terms of its pulls
     * @param mostHeld messages of all queues above which pulls pause
     * @param watchMillis between two looks at the topics that the program watches
     */
    public PollConsumer(GroupMember.Parts parts, PullOrder.Terms terms, int mostHeld, LongSupplier watchMillis) {
        offsets = parts.offsets();
        buffer = new PollBuffer(parts.loop(), parts.loops().clock(), mostHeld);
        member = new GroupMember(parts, terms, bench -> buffer, allotment::over);
        watch = new TopicWatch(parts.calls(), parts.loop(), parts.callbacks(), watchMillis, buffer::isStopped);
    }

    public GroupMember member() {
        return member;
    }

    /**
     * What one pull brought, or nothing when nothing comes in that time.
     *
     * @return may be cancelled: either it was completed with messages by then, or it takes none
     */
    public CompletableFuture<List<ReceivedMessage>> poll(long timeoutMillis) {
        return buffer.poll(timeoutMillis);
    }

    /**
     * Consumes these queues and no others, whatever the group's other members do.
     *
     * @param wanted of the topics of these queues
     */
    public CompletionStage<Void> assign(Collection<BrokerQueue> queues, Collection<Subscription> wanted) {
        Set<BrokerQueue> all = Set.copyOf(queues);
        chosen = all;
        return member.onLoop(() -> {
            allotment.choose(all);
            member.assignment().retainAwaited(all);
            member.want(wanted);
            return CompletableFuture.completedStage(null);
        });
    }

    /** Goes on at that offset; what was pulled of the queue before is not polled any more. */
    public CompletionStage<Void> seek(BrokerQueue name, long offset) {
        return member.onLoop(() -> {
            AssignedQueue queue = member.assignment().find(name);
            if ((queue == null || queue.dropped()) && !chosen.contains(name)) {
                return CompletableFuture.failedStage(ClientFailure.client(
                        name + " is not assigned to this consumer now; it may have gone to another one of its group"));
            }
            member.assignment().seek(name, offset);
            if (queue != null) {
                buffer.forget(queue);
            }
            return CompletableFuture.completedStage(null);
        });
    }

    /** Nothing more is pulled of these queues, and what a pull under way brings is left; polls still get what is here. */
    public CompletionStage<Void> pause(Collection<BrokerQueue> queues) {
        return member.onLoop(() -> {
            List<BrokerQueue> ours = new ArrayList<>(queues);
            ours.removeIf(name -> member.assignment().find(name) == null && !chosen.contains(name));
            buffer.pause(ours);
            return CompletableFuture.completedStage(null);
        });
    }

    public CompletionStage<Void> resume(Collection<BrokerQueue> queues) {
        return member.onLoop(() -> {
            buffer.resume(queues);
            return CompletableFuture.completedStage(null);
        });
    }

    /** What was polled of all queues is done with: their offsets go to the broker in a few seconds. */
    public CompletionStage<Void> commit() {
        return member.onLoop(() -> commitPolled(queue -> true));
    }

    /** What was polled of these queues is done with. */
    public CompletionStage<Void> commit(Set<BrokerQueue> queues) {
        return member.onLoop(() -> commitPolled(queues::contains));
    }

    /** The group's offsets are these, of those queues that are ours; an offset below zero says nothing. */
    public CompletionStage<Void> commit(Map<BrokerQueue, Long> given) {
        Map<BrokerQueue, Long> all = new HashMap<>(given);
        return member.onLoop(() -> {
            all.forEach((name, offset) -> {
                AssignedQueue queue = member.assignment().find(name);
                if ((queue == null || queue.dropped()) && !chosen.contains(name)) {
                    log.warn(
                            "offset {} of {} is not committed: the queue is not assigned to this consumer",
                            offset,
                            name);
                } else if (offset >= 0) {
                    member.assignment().commit(name, offset);
                }
            });
            return CompletableFuture.completedStage(null);
        });
    }

    /** Sends the committed offsets of these queues now; completes when they are written. */
    public CompletionStage<Void> persist(Set<BrokerQueue> queues) {
        return member.onLoop(() -> {
            Set<BrokerQueue> ours = new HashSet<>(queues);
            ours.retainAll(member.assignment().names());
            return CompletableFuture.allOf(ours.stream()
                    .map(name -> offsets.persist(name).toCompletableFuture())
                    .toArray(CompletableFuture<?>[]::new));
        });
    }

    /**
     * Tells of changes of a topic's queues from now on, whether it is consumed or not.
     *
     * @param listener runs on a pool
     */
    public CompletionStage<Void> watch(String topic, Consumer<Set<BrokerQueue>> listener) {
        return member.onLoop(() -> {
            watch.watch(topic, listener);
            return CompletableFuture.completedStage(null);
        });
    }

    private CompletionStage<Void> commitPolled(Predicate<BrokerQueue> wanted) {
        for (AssignedQueue queue : member.assignment().all()) {
            if (wanted.test(queue.queue()) && !queue.dropped() && queue.polledTo() >= 0) {
                offsets.set(queue.queue(), queue.polledTo());
            }
        }
        return CompletableFuture.completedStage(null);
    }
}
