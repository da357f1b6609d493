package io.apogeemq.client.consume;

import io.apogeemq.client.consume.calls.BrokerCalls;
import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then, and when woken, who is in the group, and takes this member's share of the queues (spec/client.md 28).
 * One round at a time; wake-ups during a round make another one follow.
 */
@OwnedBy("the consumer's loop")
final class Rebalance {
    private static final Logger log = LoggerFactory.getLogger(Rebalance.class);

    /** After a queue was not to be locked: its old owner is about to let it go. */
    private static final long SOON_MILLIS = 500;

    private final Supplier<ConsumerSettings> settings;
    private final BrokerCalls calls;
    private final Subscriptions subscriptions;
    private final Allotment allotment;
    private final Assignment assignment;
    private final Workshop shop;
    private final BooleanSupplier suspended;
    private final QueueListener onChange;

    private @Nullable Cancellable timer;
    private long timedNanos;
    private long lastNanos;
    private boolean everRan;
    private boolean running;
    private boolean again;
    private boolean hurried;
    private boolean stopped;

    /** @param onChange told on the loop after queues of a topic came or went */
    Rebalance(
            Supplier<ConsumerSettings> settings,
            BrokerCalls calls,
            Subscriptions subscriptions,
            Allotment allotment,
            Assignment assignment,
            Workshop shop,
            BooleanSupplier suspended,
            QueueListener onChange) {
        this.settings = settings;
        this.calls = calls;
        this.subscriptions = subscriptions;
        this.allotment = allotment;
        this.assignment = assignment;
        this.shop = shop;
        this.suspended = suspended;
        this.onChange = onChange;
    }

    /** Looks as soon as the least time between two looks allows. */
    void wake() {
        if (running) {
            again = true;
        } else if (!everRan) {
            round();
        } else {
            long passed = TimeUnit.NANOSECONDS.toMillis(shop.clock().nanos() - lastNanos);
            within(Math.max(0, settings.get().sharing().leastMillis() - passed));
        }
    }

    /** Looks at once, or as soon as the look under way has ended: the program has said which queues it wants. */
    void hurry() {
        if (running) {
            hurried = true;
        } else {
            round();
        }
    }

    void stop() {
        stopped = true;
        if (timer != null) {
            timer.cancel();
        }
    }

    private void within(long millis) {
        long at = shop.clock().nanos() + TimeUnit.MILLISECONDS.toNanos(millis);
        if (stopped || timer != null && timedNanos - at <= 0) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        timedNanos = at;
        timer = shop.loop().schedule(millis, this::round);
    }

    private void round() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
        if (stopped || running) {
            return;
        }
        running = true;
        everRan = true;
        lastNanos = shop.clock().nanos();
        // in a stage, so that whatever share throws leads to the next round like any other failure
        CompletableFuture.completedStage(subscriptions.topics())
                .thenCompose(this::share)
                .whenCompleteAsync(
                        (pause, failure) -> {
                            running = false;
                            if (failure != null) {
                                log.error(
                                        "sharing the queues of group {} failed, tries again",
                                        settings.get().group(),
                                        failure);
                            }
                            within(untilNext(pause, failure));
                            again = false;
                            hurried = false;
                        },
                        shop.loop());
    }

    private long untilNext(@Nullable Long pause, @Nullable Throwable failure) {
        if (hurried) {
            return 0;
        }
        return again || failure != null || pause == null
                ? settings.get().sharing().leastMillis()
                : pause;
    }

    /** Completes with the time until the next look, ms. */
    private CompletionStage<Long> share(Set<String> topics) {
        long period = settings.get().sharing().periodMillis();
        if (suspended.getAsBoolean()) {
            return CompletableFuture.completedStage(period);
        }
        assignment.keepTopics(topics);
        CompletionStage<Long> all = CompletableFuture.completedStage(period);
        for (String topic : new TreeSet<>(topics)) {
            all = all.thenCombine(share(topic), Math::min);
        }
        return all;
    }

    private CompletionStage<Long> share(String topic) {
        List<BrokerQueue> queues = calls.readableQueues(topic).stream().sorted().toList();
        return allotment
                .of(topic, queues)
                .thenComposeAsync(
                        wanted -> wanted.isPresent()
                                ? apply(topic, queues, wanted.get())
                                : CompletableFuture.completedStage(
                                        settings.get().sharing().periodMillis()),
                        shop.loop())
                .exceptionally(failure -> {
                    log.warn(
                            "the share of group {} in {} stays as it is: {}",
                            settings.get().group(),
                            topic,
                            failure.getMessage());
                    return settings.get().sharing().leastMillis();
                });
    }

    private CompletionStage<Long> apply(String topic, List<BrokerQueue> all, Collection<BrokerQueue> wanted) {
        Set<BrokerQueue> ours = new TreeSet<>(wanted);
        long period = settings.get().sharing().periodMillis();
        if (stopped || subscriptions.find(topic) == null) {
            return CompletableFuture.completedStage(period);
        }
        return assignment.apply(topic, ours).thenApply(applied -> {
            if (applied.changed()) {
                onChange.onQueues(topic, new TreeSet<>(all), ours);
            }
            return applied.complete() ? period : SOON_MILLIS;
        });
    }
}
