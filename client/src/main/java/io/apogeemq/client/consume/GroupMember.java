package io.apogeemq.client.consume;

import io.apogeemq.client.consume.ConsumerInfo.QueueInfo;
import io.apogeemq.client.consume.ConsumerInfo.Rates;
import io.apogeemq.client.consume.allocate.AllocationStrategy;
import io.apogeemq.client.consume.calls.BrokerCalls;
import io.apogeemq.client.consume.calls.BrokerCalls.Delivery;
import io.apogeemq.client.consume.calls.PullOrder;
import io.apogeemq.client.consume.calls.Subscription;
import io.apogeemq.client.consume.offset.Offsets;
import io.apogeemq.client.consume.queue.AssignedQueue;
import io.apogeemq.client.consume.queue.AssignedQueue.Parting;
import io.apogeemq.client.consume.queue.HeldMessages;
import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.Loops;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.concurrent.Pool;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A member of a consumer group: it has its share of the queues, pulls from them and stores how far it is. What happens to
 * the messages is the business of its {@link Consumption}. Every public method may be called from any thread and returns at
 * once; the work is done on the consumer's loop.
 *
 * <pre>
 *   Rebalance --share--> Assignment --queue--> PullLoop --messages--> Consumption --done--> Progress --> Offsets
 *       ^ members, routes, timer                  ^------------ room, lock, resumed -----------'
 * </pre>
 */
@OwnedBy("the consumer's loop")
public final class GroupMember {
    private static final Logger log = LoggerFactory.getLogger(GroupMember.class);

    /** Held messages are bounded by the pulls' limits; this only stops a pool that nobody empties. */
    private static final int WAITING_BATCHES = 1 << 20;

    private static final long FIRST_LOCK_MILLIS = 1_000;

    private volatile ConsumerSettings settings;
    private final BrokerCalls calls;
    private final Offsets offsets;
    private final Workshop shop;
    private final Statistics statistics;
    private final Subscriptions subscriptions = new Subscriptions();
    private final Redelivery redelivery;
    private final Consumption consumption;
    private final @Nullable QueueLocks locks;
    private final Assignment assignment;
    private final PullLoop pulls;
    private final Rebalance rebalance;
    private final QueueListener queueListener;
    private volatile boolean suspended;
    private boolean running;
    private long startedMillis;

    /**
     * What every member is made of.
     *
     * @param loop owns the consumer; may be shared with others
     * @param callbacks for strategies, queue listeners and closing pools
     * @param loops makes the pool of the listener
     */
    public record Parts(
            ConsumerSettings settings,
            BrokerCalls calls,
            Offsets offsets,
            AllocationStrategy strategy,
            QueueListener queueListener,
            Loops loops,
            Loop loop,
            Pool callbacks) {}

    /** A member whose listener takes messages in any order. */
    public static GroupMember concurrent(Parts parts, ConcurrentListener listener) {
        return pushing(parts, (bench, threads) -> new ConcurrentConsumption(bench, threads, listener));
    }

    /** A member whose listener takes the messages of each queue in their order. */
    public static GroupMember orderly(Parts parts, OrderlyListener listener) {
        return pushing(parts, (bench, threads) -> new OrderlyConsumption(bench, threads, listener));
    }

    private interface Pushing {
        Consumption make(Bench bench, ListenerThreads threads);
    }

    private static GroupMember pushing(Parts parts, Pushing consumption) {
        ConsumerSettings settings = parts.settings;
        int count = settings.consuming().threads();
        Pool pool = parts.loops.pool("consume-" + settings.group() + "-", count, WAITING_BATCHES);
        return new GroupMember(
                parts,
                PullOrder.Terms.PUSH,
                bench -> consumption.make(bench, new ListenerThreads(pool, count, bench.shop())),
                Function.identity());
    }

    /**
     * A member of any kind.
     *
     * @param terms of its pulls
     * @param make makes its consumption
     * @param allot makes of the group's allotment the one that counts
     */
    GroupMember(
            Parts parts,
            PullOrder.Terms terms,
            Function<Bench, Consumption> make,
            Function<Allotment, Allotment> allot) {
        settings = parts.settings;
        calls = parts.calls;
        offsets = parts.offsets;
        queueListener = parts.queueListener;
        shop = new Workshop(parts.loop, parts.loops.clock(), parts.callbacks);
        statistics = new Statistics(shop.clock());
        Supplier<ConsumerSettings> current = () -> settings;
        redelivery = new Redelivery(current, calls);
        QueueLocks brokerLocks = new QueueLocks(current, calls, shop.loop(), shop.clock());
        consumption = make.apply(
                new Bench(current, shop, brokerLocks, new Progress(offsets, this::pull), redelivery, statistics));
        locks = consumption.inOrder() && settings.clustering() ? brokerLocks : null;
        assignment = new Assignment(
                current,
                offsets,
                new StartOffsets(current, calls, offsets),
                consumption,
                locks,
                shop.loop(),
                shop.clock(),
                this::pull);
        pulls = new PullLoop(
                current,
                calls,
                subscriptions,
                offsets,
                statistics,
                shop,
                terms,
                consumption,
                new PullLoop.Gate(this::mayPull, assignment::countOf, this::onDropped));
        rebalance = new Rebalance(
                current,
                calls,
                subscriptions,
                allot.apply(new GroupAllotment(current, calls, parts.strategy, shop.callbacks())),
                assignment,
                shop,
                () -> suspended,
                this::onQueuesChanged);
    }

    /**
     * Starts with these subscriptions; for a group that shares messages and may refuse some, its retry topic is added.
     *
     * @return completes when brokers know the consumer; fails when offsets can't be read or a broker refuses an expression
     */
    public CompletionStage<Void> start(Collection<Subscription> wanted) {
        return onLoop(() -> {
                    wanted.forEach(subscriptions::put);
                    if (settings.clustering() && !consumption.programKeepsOffsets()) {
                        String retry = RetryTopics.of(settings.group());
                        subscriptions.put(Subscription.ofTags(
                                retry, Subscription.ALL, shop.clock().millis()));
                    }
                    return offsets.load();
                })
                .thenComposeAsync(loaded -> refreshRoutes(), shop.loop())
                .thenComposeAsync(routed -> checkSubscriptions(), shop.loop())
                .thenComposeAsync(checked -> calls.heartbeat().exceptionally(GroupMember::heartbeatFailed), shop.loop())
                .thenRunAsync(this::run, shop.loop());
    }

    /** Stops: listeners end, offsets are stored, locks given back, brokers told. Completes in any case. */
    public CompletionStage<Void> shutdown() {
        return onLoop(() -> {
                    running = false;
                    rebalance.stop();
                    return consumption.stop(settings.consuming().endWaitMillis());
                })
                .thenComposeAsync(ended -> assignment.storeAll(), shop.loop())
                .exceptionally(failure -> {
                    log.warn("the last offsets of group {} are not stored: {}", settings.group(), failure.getMessage());
                    return null;
                })
                .thenComposeAsync(
                        stored -> locks == null
                                ? CompletableFuture.completedStage(null)
                                : locks.unlock(assignment.all(), Delivery.ANSWERED),
                        shop.loop())
                .thenComposeAsync(unlocked -> calls.unregister(settings.group()), shop.loop())
                .exceptionally(failure -> {
                    log.warn(
                            "brokers were not told that group {} loses a member: {}",
                            settings.group(),
                            failure.getMessage());
                    return null;
                })
                .thenRunAsync(assignment::close, shop.loop());
    }

    /** Adds or replaces a subscription while running. */
    public CompletionStage<Void> subscribe(Subscription subscription) {
        return onLoop(() -> {
                    subscriptions.put(subscription);
                    return calls.refreshRoute(subscription.topic()).exceptionally(failure -> null);
                })
                .thenComposeAsync(routed -> calls.heartbeat().exceptionally(GroupMember::heartbeatFailed), shop.loop())
                .thenRunAsync(
                        () -> {
                            pullAll();
                            rebalance.wake();
                        },
                        shop.loop());
    }

    /** Ends a subscription; its queues go with the next look at the share. */
    public CompletionStage<Void> unsubscribe(String topic) {
        return onLoop(() -> {
            subscriptions.remove(topic);
            rebalance.wake();
            return CompletableFuture.completedStage(null);
        });
    }

    /** No more pulls until {@link #resume}; what was pulled is still consumed. */
    public void suspend() {
        suspended = true;
        log.info("group {} is suspended", settings.group());
    }

    public void resume() {
        suspended = false;
        shop.loop().execute(() -> {
            pullAll();
            rebalance.wake();
        });
        log.info("group {} goes on", settings.group());
    }

    public boolean suspended() {
        return suspended;
    }

    /** Takes other settings from the next pull and the next batch on. Group, client id and model stay. */
    public void change(ConsumerSettings newer) {
        settings = newer;
        shop.loop().execute(this::pullAll);
    }

    /** Changes how many listeners run at once. */
    public void resize(int threads) {
        consumption.resize(threads);
    }

    /** The members of the group, or the route of a topic, changed (request 40). */
    public void wake() {
        shop.loop().execute(() -> {
            if (running) {
                rebalance.wake();
            }
        });
    }

    /** Stores offsets: every few seconds. Completes when that is done. */
    public CompletionStage<Void> persistOffsets() {
        return onLoop(() -> running ? assignment.storeAll() : CompletableFuture.completedStage(null));
    }

    /** What is wanted now, for heartbeats and for the refreshing of routes. */
    public Collection<Subscription> subscriptions() {
        return subscriptions.all();
    }

    public Offsets offsets() {
        return offsets;
    }

    /** The queues that are this member's now. */
    public CompletionStage<Set<BrokerQueue>> assigned() {
        return onLoop(() -> CompletableFuture.completedStage(assignment.names()));
    }

    /** An operator moves the offsets of a topic (request 220): what is held of those queues is forgotten. */
    public CompletionStage<Void> resetOffsets(String topic, Map<BrokerQueue, Long> moved) {
        return onLoop(() -> {
            for (Map.Entry<BrokerQueue, Long> entry : moved.entrySet()) {
                AssignedQueue queue = assignment.find(entry.getKey());
                if (queue != null && entry.getKey().topic().equals(topic)) {
                    queue.drop(Parting.STORE_OFFSET);
                    queue.held().clear();
                    offsets.freeze(entry.getKey(), entry.getValue());
                    // the operator's word, not ours: it counts without the lock too
                    offsets.persist(entry.getKey());
                    assignment.letGo(queue, Parting.STORE_OFFSET);
                    log.info("group {} is sent to offset {} of {}", settings.group(), entry.getValue(), entry.getKey());
                }
            }
            rebalance.wake();
            return CompletableFuture.completedStage(null);
        });
    }

    /** The listener gets a message that an operator chose (request 309). */
    public CompletionStage<DirectOutcome> consumeDirectly(ReceivedMessage message) {
        return consumption.consumeDirectly(message);
    }

    /**
     * Has a message delivered to the group again, later.
     *
     * @param delayLevel 0: the broker chooses; less: straight to the dead letters; more: that level
     * @return whether a broker took it
     */
    public CompletionStage<Boolean> sendBack(ReceivedMessage message, int delayLevel) {
        return redelivery.sendBack(message, delayLevel);
    }

    /** What the consumer is doing (request 307). */
    public CompletionStage<ConsumerInfo> info() {
        return onLoop(() -> {
            Map<BrokerQueue, QueueInfo> queues = new TreeMap<>();
            assignment.all().forEach(queue -> queues.put(queue.queue(), info(queue)));
            Map<String, Rates> rates = new HashMap<>();
            subscriptions.topics().forEach(topic -> rates.put(topic, statistics.of(topic)));
            return CompletableFuture.completedStage(new ConsumerInfo(
                    consumption.inOrder(),
                    consumption.threads(),
                    startedMillis,
                    List.copyOf(subscriptions.all()),
                    queues,
                    rates));
        });
    }

    Assignment assignment() {
        return assignment;
    }

    /** Replaces all subscriptions, and looks at once whose the queues are. On the loop. */
    void want(Collection<Subscription> wanted) {
        Set<String> topics = new HashSet<>();
        wanted.forEach(subscription -> topics.add(subscription.topic()));
        for (String topic : subscriptions.topics()) {
            if (!topics.contains(topic)) {
                subscriptions.remove(topic);
            }
        }
        wanted.forEach(subscriptions::put);
        if (running) {
            rebalance.hurry();
        }
    }

    void pullAll() {
        assignment.all().forEach(pulls::pull);
    }

    /** Does the work on the loop; a loop that takes no more work is a {@link ClientFailure}. */
    <T extends @Nullable Object> CompletionStage<T> onLoop(Supplier<CompletionStage<T>> task) {
        try {
            return CompletableFuture.supplyAsync(task, shop.loop()).thenCompose(Function.identity());
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedStage(ClientFailure.client("the consumer has stopped: " + e.getMessage()));
        }
    }

    private CompletionStage<Void> refreshRoutes() {
        CompletableFuture<?>[] asked = subscriptions.topics().stream()
                .map(topic -> calls.refreshRoute(topic).exceptionally(failure -> null))
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(asked);
    }

    private CompletionStage<Void> checkSubscriptions() {
        CompletableFuture<?>[] asked = subscriptions.all().stream()
                .filter(subscription -> subscription.filter() != Subscription.Filter.TAG)
                .map(subscription -> calls.checkSubscription(settings.group(), subscription))
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(asked);
    }

    private void run() {
        running = true;
        startedMillis = shop.clock().millis();
        rebalance.wake();
        if (locks != null) {
            shop.loop().schedule(FIRST_LOCK_MILLIS, this::renewLocks);
        }
        consumption.begin(assignment::all, this::pull);
    }

    private void renewLocks() {
        if (!running || locks == null) {
            return;
        }
        List<AssignedQueue> ours =
                assignment.all().stream().filter(queue -> !queue.dropped()).toList();
        locks.renew(ours, this::onLockRenewed, this::onLockLost);
        shop.loop().schedule(settings.sharing().lockPeriodMillis(), this::renewLocks);
    }

    private void onLockRenewed(AssignedQueue queue) {
        pulls.pull(queue);
        consumption.onLocked(queue);
    }

    private void onLockLost(AssignedQueue queue) {
        log.warn("group {} lost its lock of {}, another member has it", settings.group(), queue);
        assignment.letGo(queue, Parting.FORGET_OFFSET).thenRunAsync(this::wake, shop.loop());
    }

    private void pull(AssignedQueue queue) {
        pulls.pull(queue);
    }

    private boolean mayPull(AssignedQueue queue) {
        return running && !suspended && !consumption.isPaused(queue) && (locks == null || locks.mayConsume(queue));
    }

    private void onDropped(AssignedQueue queue) {
        assignment.letGo(queue, Parting.STORE_OFFSET).thenRunAsync(this::wake, shop.loop());
    }

    private void onQueuesChanged(String topic, Set<BrokerQueue> all, Set<BrokerQueue> assigned) {
        subscriptions.renew(topic, shop.clock().millis());
        calls.heartbeat().exceptionally(GroupMember::heartbeatFailed);
        shop.callbacks().execute(() -> queueListener.onQueues(topic, all, assigned));
    }

    private QueueInfo info(AssignedQueue queue) {
        HeldMessages held = queue.held();
        ReceivedMessage first = held.first();
        return new QueueInfo(
                offsets.inMemory(queue.queue()).orElse(-1),
                held.count(),
                first == null ? 0 : first.offset(),
                held.last().orElse(0),
                held.bytes() >> 20,
                held.takenCount(),
                first == null || held.takenCount() == 0 ? 0 : first.offset(),
                held.lastTaken().orElse(0),
                queue.locked(),
                queue.triedUnlocks(),
                queue.lastLockMillis(),
                queue.dropped(),
                queue.lastPullMillis(),
                queue.lastConsumeMillis());
    }

    private static @Nullable Void heartbeatFailed(Throwable failure) {
        log.warn("a heartbeat failed, the next one comes by itself: {}", failure.getMessage());
        return null;
    }
}
