package io.apogeemq.client.consume;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.apogeemq.client.consume.calls.BrokerCalls;
import io.apogeemq.client.consume.calls.BrokerCalls.Delivery;
import io.apogeemq.client.consume.queue.AssignedQueue;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks of queues at their brokers, so that two members of a group that see different members never consume one queue at
 * once in an orderly way (spec/client.md 34). A broker forgets a lock after 60 s; it is renewed more often, and trusted for
 * less.
 */
@OwnedBy("the consumer's loop")
final class QueueLocks {
    private static final Logger log = LoggerFactory.getLogger(QueueLocks.class);

    private final Supplier<ConsumerSettings> settings;
    private final BrokerCalls calls;
    private final Loop loop;
    private final Clock clock;

    QueueLocks(Supplier<ConsumerSettings> settings, BrokerCalls calls, Loop loop, Clock clock) {
        this.settings = settings;
        this.calls = calls;
        this.loop = loop;
        this.clock = clock;
    }

    /** Asks for new queues, once per broker; completes on the loop with those that are ours now. */
    CompletionStage<Set<BrokerQueue>> lock(Collection<BrokerQueue> queues) {
        Set<BrokerQueue> ours = new HashSet<>();
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (Map.Entry<String, Set<BrokerQueue>> broker : byBroker(queues).entrySet()) {
            CompletionStage<Void> asked = calls.lock(group(), broker.getKey(), broker.getValue())
                    .handleAsync(
                            (locked, failure) -> {
                                if (failure == null) {
                                    ours.addAll(locked);
                                } else {
                                    log.warn(
                                            "group {} could not lock queues at {}: {}",
                                            group(),
                                            broker.getKey(),
                                            failure.getMessage());
                                }
                                return null;
                            },
                            loop);
            all = CompletableFuture.allOf(all, asked.toCompletableFuture());
        }
        return all.thenApplyAsync(done -> ours, loop);
    }

    /** The broker just said that the queue is ours. */
    void trust(AssignedQueue queue) {
        long life = TimeUnit.MILLISECONDS.toNanos(settings.get().sharing().lockLifeMillis());
        queue.lockedUntil(clock.nanos() + life, clock.millis());
    }

    /**
     * Renews the locks of all queues. A broker that doesn't answer changes nothing: what we know grows old by itself.
     *
     * @param onRenewed told of each queue that is still ours
     * @param onLost told of each queue that is not ours any more
     */
    void renew(Collection<AssignedQueue> queues, Consumer<AssignedQueue> onRenewed, Consumer<AssignedQueue> onLost) {
        Map<String, Set<AssignedQueue>> brokers =
                queues.stream().collect(groupingBy(queue -> queue.queue().brokerName(), toSet()));
        brokers.forEach((broker, theirs) -> {
            Set<BrokerQueue> names = theirs.stream().map(AssignedQueue::queue).collect(toSet());
            calls.lock(group(), broker, names)
                    .whenCompleteAsync(
                            (locked, failure) -> {
                                if (failure != null) {
                                    log.warn(
                                            "group {} could not renew its locks at {}: {}",
                                            group(),
                                            broker,
                                            failure.getMessage());
                                    return;
                                }
                                for (AssignedQueue queue : theirs) {
                                    if (locked.contains(queue.queue())) {
                                        trust(queue);
                                        onRenewed.accept(queue);
                                    } else {
                                        queue.unlocked();
                                        onLost.accept(queue);
                                    }
                                }
                            },
                            loop);
        });
    }

    /** Gives queues back; completes, also when a broker does not answer. */
    CompletionStage<Void> unlock(Collection<AssignedQueue> queues, Delivery delivery) {
        queues.forEach(AssignedQueue::unlocked);
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        Map<String, Set<BrokerQueue>> brokers =
                byBroker(queues.stream().map(AssignedQueue::queue).toList());
        for (Map.Entry<String, Set<BrokerQueue>> broker : brokers.entrySet()) {
            CompletionStage<Void> asked = calls.unlock(group(), broker.getKey(), broker.getValue(), delivery)
                    .exceptionally(failure -> {
                        log.warn(
                                "group {} could not unlock queues at {} ({}), they are free there a minute from now",
                                group(),
                                broker.getKey(),
                                failure.getMessage());
                        return null;
                    });
            all = CompletableFuture.allOf(all, asked.toCompletableFuture());
        }
        return all;
    }

    /** Whether an orderly listener may have messages of the queue now. Any thread. */
    boolean mayConsume(AssignedQueue queue) {
        return !settings.get().clustering() || queue.holdsLock(clock.nanos());
    }

    private String group() {
        return settings.get().group();
    }

    private static Map<String, Set<BrokerQueue>> byBroker(Collection<BrokerQueue> queues) {
        return queues.stream().collect(groupingBy(BrokerQueue::brokerName, mapping(queue -> queue, toSet())));
    }
}
