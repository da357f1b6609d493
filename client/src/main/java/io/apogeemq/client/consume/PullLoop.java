package io.apogeemq.client.consume;

import io.apogeemq.client.consume.ConsumerSettings.Pulling;
import io.apogeemq.client.consume.calls.BrokerCalls;
import io.apogeemq.client.consume.calls.PullOrder;
import io.apogeemq.client.consume.calls.Pulled;
import io.apogeemq.client.consume.calls.Subscription;
import io.apogeemq.client.consume.offset.Offsets;
import io.apogeemq.client.consume.queue.AssignedQueue;
import io.apogeemq.client.consume.queue.AssignedQueue.Parting;
import io.apogeemq.client.consume.queue.HeldMessages;
import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one pull under way for each assigned queue (spec/client.md 31):
 *
 * <pre>
 *   RESTING --assigned, room, lock, resumed, subscribed--> ASKING --answer--> ASKING (at once)
 *                                                            |  ^
 *                                              failed, pause |  | timer
 *                                                            v  |
 *                                                           TIMED
 * </pre>
 *
 * A queue that may not be pulled now rests without a timer: whatever removes the reason calls {@link #pull} again. So a
 * full or suspended consumer costs nothing.
 */
@OwnedBy("the consumer's loop")
final class PullLoop {
    private static final Logger log = LoggerFactory.getLogger(PullLoop.class);
    private static final String TAGS = "TAGS";
    private static final int FLOW_CONTROL = 215;
    private static final long FLOW_CONTROL_MILLIS = 20;
    private static final long MEBIBYTE = 1 << 20;

    private final Supplier<ConsumerSettings> settings;
    private final BrokerCalls calls;
    private final Subscriptions subscriptions;
    private final Offsets offsets;
    private final Statistics statistics;
    private final Loop loop;
    private final Clock clock;
    private final PullOrder.Terms terms;
    private final Consumption consumption;
    private final Gate gate;

    /**
     * What the pulls need from the consumer around them.
     *
     * @param mayPull whether pulls of the queue are allowed now: not suspended, and locked where that is needed
     * @param queuesOfTopic how many queues of the topic are assigned, at least 1
     * @param onDropped told of a queue that was dropped here: it is to be let go, and to be taken anew
     */
    record Gate(
            Predicate<AssignedQueue> mayPull, ToIntFunction<String> queuesOfTopic, Consumer<AssignedQueue> onDropped) {}

    PullLoop(
            Supplier<ConsumerSettings> settings,
            BrokerCalls calls,
            Subscriptions subscriptions,
            Offsets offsets,
            Statistics statistics,
            Workshop shop,
            PullOrder.Terms terms,
            Consumption consumption,
            Gate gate) {
        this.settings = settings;
        this.calls = calls;
        this.subscriptions = subscriptions;
        this.offsets = offsets;
        this.statistics = statistics;
        this.loop = shop.loop();
        this.clock = shop.clock();
        this.terms = terms;
        this.consumption = consumption;
        this.gate = gate;
    }

    /** Pulls from the queue unless a pull is under way or timed, or something is against it. Cheap to call too often. */
    void pull(AssignedQueue queue) {
        if (queue.dropped() || queue.pullUnderWay() || queue.pullTimed()) {
            return;
        }
        Subscription subscription = subscriptions.find(queue.queue().topic());
        if (subscription == null || full(queue) || !gate.mayPull.test(queue)) {
            return;
        }
        queue.pullBegins(clock.millis());
        PullOrder order = order(queue, subscription);
        long start = clock.nanos();
        calls.pull(order)
                .whenCompleteAsync((answer, failure) -> onEnd(queue, subscription, answer, failure, start), loop);
    }

    private void onEnd(
            AssignedQueue queue,
            Subscription subscription,
            @Nullable Pulled answer,
            @Nullable Throwable failure,
            long startNanos) {
        queue.pullEnds();
        // what comes after a pause is not taken: paused means that nothing comes; the next pull brings it again
        if (queue.dropped() || failure == null && !gate.mayPull.test(queue)) {
            return;
        }
        try {
            if (failure != null) {
                onFailure(queue, failure);
            } else if (answer != null) {
                onAnswer(queue, subscription, answer, startNanos);
            }
        } catch (RuntimeException e) {
            log.error(
                    "what was pulled from {} could not be taken in; group {} takes the queue anew from its stored offset",
                    queue,
                    settings.get().group(),
                    e);
            queue.drop(Parting.STORE_OFFSET);
            gate.onDropped.accept(queue);
        }
    }

    private boolean full(AssignedQueue queue) {
        Pulling pulling = settings.get().pulling();
        HeldMessages held = queue.held();
        String topic = queue.queue().topic();
        return held.count() > perQueue(pulling.topicHeldCount(), pulling.heldCount(), topic)
                || held.bytes() / MEBIBYTE > perQueue(pulling.topicHeldMebibytes(), pulling.heldMebibytes(), topic)
                || consumption.limitsSpan() && held.span() > pulling.span()
                || !consumption.hasRoom();
    }

    private int perQueue(int ofTopic, int ofQueue, String topic) {
        return ofTopic == -1 ? ofQueue : Math.max(1, ofTopic / gate.queuesOfTopic.applyAsInt(topic));
    }

    private PullOrder order(AssignedQueue queue, Subscription subscription) {
        ConsumerSettings current = settings.get();
        OptionalLong done = current.clustering() && !consumption.programKeepsOffsets()
                ? offsets.inMemory(queue.queue())
                : OptionalLong.empty();
        return new PullOrder(
                current.group(),
                queue.queue(),
                queue.nextOffset(),
                current.pulling().count(),
                current.pulling().bytes(),
                done.orElse(0) > 0 ? done : OptionalLong.empty(),
                subscription,
                current.pulling().sendSubscription(),
                terms);
    }

    private void onAnswer(AssignedQueue queue, Subscription subscription, Pulled answer, long startNanos) {
        switch (answer.outcome()) {
            case FOUND -> onFound(queue, subscription, answer, startNanos);
            case NOTHING_NEW, NOTHING_WANTED -> {
                passTo(queue, answer.nextOffset());
                pull(queue);
            }
            case OFFSET_OUTSIDE -> onOffsetOutside(queue, answer.nextOffset());
        }
    }

    private void onFound(AssignedQueue queue, Subscription subscription, Pulled answer, long startNanos) {
        long millis = (clock.nanos() - startNanos) / 1_000_000;
        statistics.pulled(queue.queue().topic(), answer.messages().size(), millis);
        long next = answer.nextOffset();
        List<ReceivedMessage> wanted = answer.messages();
        if (subscription.filter() == Subscription.Filter.TAG
                && !subscription.tags().isEmpty()) {
            wanted = wanted.stream()
                    .filter(message -> subscription.wants(message.property(TAGS)))
                    .toList();
        }
        List<ReceivedMessage> fresh = queue.held().add(wanted);
        if (fresh.isEmpty()) {
            passTo(queue, next);
            pull(queue);
            return;
        }
        queue.goOnAt(next);
        consumption.onArrival(queue, fresh);
        long pause = settings.get().pulling().pauseMillis();
        if (pause > 0) {
            pullIn(queue, pause);
        } else {
            pull(queue);
        }
    }

    /**
     * Goes on behind messages that nobody wants. When nothing is held they are done with too: otherwise the group would scan
     * them again after a restart.
     */
    private void passTo(AssignedQueue queue, long next) {
        long before = queue.nextOffset();
        queue.goOnAt(next);
        if (!queue.held().isEmpty()) {
            return;
        }
        if (!consumption.programKeepsOffsets()) {
            offsets.raise(queue.queue(), next);
        } else if (next > before) {
            queue.polledTo(next);
        }
    }

    private void onOffsetOutside(AssignedQueue queue, long moved) {
        if (consumption.programKeepsOffsets()) {
            log.warn("{} has no offset {}, pulls go on at {}", queue, queue.nextOffset(), moved);
            long pause = moved == queue.nextOffset() ? settings.get().pulling().failurePauseMillis() : 0;
            queue.goOnAt(moved);
            pullIn(queue, pause);
            return;
        }
        log.warn(
                "{} has no offset {}, group {} goes on at {}",
                queue,
                queue.nextOffset(),
                settings.get().group(),
                moved);
        queue.drop(Parting.STORE_OFFSET);
        offsets.freeze(queue.queue(), moved);
        gate.onDropped.accept(queue);
    }

    private void onFailure(AssignedQueue queue, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean busy = cause instanceof ClientFailure refused && refused.code() == FLOW_CONTROL;
        long pause = busy ? FLOW_CONTROL_MILLIS : settings.get().pulling().failurePauseMillis();
        BrokerQueue name = queue.queue();
        log.warn("a pull from {} failed, the next one comes in {} ms: {}", name, pause, cause.getMessage());
        pullIn(queue, pause);
    }

    private void pullIn(AssignedQueue queue, long millis) {
        queue.timePull(true);
        loop.schedule(millis, () -> {
            queue.timePull(false);
            pull(queue);
        });
    }
}
