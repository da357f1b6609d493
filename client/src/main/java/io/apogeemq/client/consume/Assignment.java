package io.apogeemq.client.consume;

import io.apogeemq.client.consume.calls.BrokerCalls.Delivery;
import io.apogeemq.client.consume.offset.Offsets;
import io.apogeemq.client.consume.queue.AssignedQueue;
import io.apogeemq.client.consume.queue.AssignedQueue.Parting;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queues that are this member's now, and how one comes and goes (spec/client.md 28). A queue that is consumed in an
 * orderly way comes with its lock and goes only when no listener is at it any more: until then it stays here, dropped.
 */
@OwnedBy("the consumer's loop")
final class Assignment {
    private static final Logger log = LoggerFactory.getLogger(Assignment.class);
    private static final long QUIET_MILLIS = 500;

    private final Supplier<ConsumerSettings> settings;
    private final Offsets offsets;
    private final StartOffsets starts;
    private final Consumption consumption;
    private final @Nullable QueueLocks locks;
    private final Loop loop;
    private final Clock clock;
    private final Consumer<AssignedQueue> onNew;
    private final TreeMap<BrokerQueue, AssignedQueue> queues = new TreeMap<>();
    private final Set<AssignedQueue> leaving = new HashSet<>();

    /** Where the program wants to begin in queues that are about to become ours. */
    private final Map<BrokerQueue, Long> sought = new HashMap<>();

    /** What the program committed of queues that are about to become ours. */
    private final Map<BrokerQueue, Long> committed = new HashMap<>();

    private boolean closed;

    /**
     * What applying a share-out did.
     *
     * @param changed whether queues came or went
     * @param complete whether all that was wanted is there
     */
    record Applied(boolean changed, boolean complete) {}

    /**
     * @param locks when queues must be locked before they are consumed
     * @param onNew told of a queue that is to be pulled from now on
     */
    Assignment(
            Supplier<ConsumerSettings> settings,
            Offsets offsets,
            StartOffsets starts,
            Consumption consumption,
            @Nullable QueueLocks locks,
            Loop loop,
            Clock clock,
            Consumer<AssignedQueue> onNew) {
        this.settings = settings;
        this.offsets = offsets;
        this.starts = starts;
        this.consumption = consumption;
        this.locks = locks;
        this.loop = loop;
        this.clock = clock;
        this.onNew = onNew;
    }

    Collection<AssignedQueue> all() {
        return new ArrayList<>(queues.values());
    }

    @Nullable
    AssignedQueue find(BrokerQueue queue) {
        return queues.get(queue);
    }

    Set<BrokerQueue> names() {
        return new TreeSet<>(queues.keySet());
    }

    /** How many queues of the topic are assigned, at least 1. */
    int countOf(String topic) {
        return (int) Math.max(
                1,
                queues.keySet().stream()
                        .filter(queue -> queue.topic().equals(topic))
                        .count());
    }

    /** Makes the wanted queues of the topic ours, and lets go of its others. Completes on the loop. */
    CompletionStage<Applied> apply(String topic, Collection<BrokerQueue> wanted) {
        List<CompletionStage<Boolean>> partings = new ArrayList<>();
        for (AssignedQueue queue : all()) {
            if (queue.queue().topic().equals(topic)
                    && (queue.dropped() || !wanted.contains(queue.queue()) || pullIsLost(queue))) {
                partings.add(letGo(queue, Parting.STORE_OFFSET));
            }
        }
        boolean left = !partings.isEmpty();
        return allOf(partings)
                .thenComposeAsync(gone -> take(missing(wanted)), loop)
                .thenApply(taken -> new Applied(left || taken.changed, taken.complete));
    }

    /** Lets go of queues of other topics: they are not subscribed any more. */
    boolean keepTopics(Set<String> topics) {
        boolean changed = false;
        for (AssignedQueue queue : all()) {
            if (!topics.contains(queue.queue().topic())) {
                letGo(queue, Parting.STORE_OFFSET);
                changed = true;
            }
        }
        return changed;
    }

    /** The program goes on at another offset; in a queue that is not ours yet it will begin there. */
    void seek(BrokerQueue name, long offset) {
        AssignedQueue old = queues.get(name);
        if (old == null || old.dropped()) {
            sought.put(name, offset);
            return;
        }
        old.leave();
        AssignedQueue queue = new AssignedQueue(name, offset, clock.millis());
        queue.polledTo(offset);
        queues.put(name, queue);
        onNew.accept(queue);
    }

    /** The group's offset is this one; a queue that is not ours yet begins there unless the program seeks in it. */
    void commit(BrokerQueue name, long offset) {
        if (!queues.containsKey(name)) {
            committed.put(name, offset);
        }
        offsets.set(name, offset);
    }

    /** Only these queues are still about to become ours. */
    void retainAwaited(Collection<BrokerQueue> names) {
        sought.keySet().retainAll(names);
        committed.keySet().retainAll(names);
    }

    /** The queue is ours no more. Completes with false when a listener is still at it, so that it could not go yet. */
    CompletionStage<Boolean> letGo(AssignedQueue queue, Parting parting) {
        queue.drop(parting);
        if (queues.get(queue.queue()) != queue || !leaving.add(queue)) {
            return CompletableFuture.completedStage(false);
        }
        store(queue);
        return consumption.quiet(queue, QUIET_MILLIS).thenApplyAsync(quiet -> depart(queue, quiet), loop);
    }

    /** Stores the offsets of all queues that are ours: every few seconds, and at the end. */
    CompletionStage<Void> storeAll() {
        Set<BrokerQueue> known = names();
        known.addAll(committed.keySet());
        return offsets.persistAll(known, name -> {
            AssignedQueue queue = queues.get(name);
            return queue == null ? committed.containsKey(name) : mayStore(queue);
        });
    }

    /** No queue is ours any more, and none will be: the consumer ends. */
    void close() {
        closed = true;
        queues.values().forEach(AssignedQueue::leave);
        queues.clear();
    }

    /** Without the lock another member may have moved the offset: ours would set the group back, and out of order. */
    private boolean mayStore(AssignedQueue queue) {
        return queue.parting() == Parting.STORE_OFFSET && (locks == null || locks.mayConsume(queue));
    }

    private void store(AssignedQueue queue) {
        if (mayStore(queue)) {
            offsets.persist(queue.queue());
        }
    }

    private boolean depart(AssignedQueue queue, boolean quiet) {
        leaving.remove(queue);
        if (!quiet
                && clock.millis() - queue.lastLockMillis()
                        < settings.get().sharing().forcedUnlockMillis()) {
            queue.triesUnlock();
            return false;
        }
        if (!quiet) {
            log.warn("a listener of group {} does not leave {}, its lock is given back all the same", group(), queue);
        }
        store(queue);
        offsets.forget(queue.queue());
        queue.leave();
        queues.remove(queue.queue(), queue);
        if (locks != null && queue.parting() == Parting.STORE_OFFSET) {
            locks.unlock(List.of(queue), Delivery.ONE_WAY);
        }
        log.info("group {} let {} go", group(), queue);
        return true;
    }

    private Set<BrokerQueue> missing(Collection<BrokerQueue> wanted) {
        Set<BrokerQueue> missing = new TreeSet<>(wanted);
        missing.removeAll(queues.keySet());
        return missing;
    }

    private CompletionStage<Applied> take(Set<BrokerQueue> missing) {
        if (missing.isEmpty() || closed) {
            return CompletableFuture.completedStage(new Applied(false, true));
        }
        if (locks == null) {
            return begin(missing, missing.size());
        }
        return locks.lock(missing)
                .thenComposeAsync(
                        ours -> {
                            Set<BrokerQueue> locked = new TreeSet<>(missing);
                            locked.retainAll(ours);
                            return begin(locked, missing.size());
                        },
                        loop);
    }

    private CompletionStage<Applied> begin(Set<BrokerQueue> ours, int wantedCount) {
        List<CompletionStage<Boolean>> begun = new ArrayList<>();
        for (BrokerQueue queue : ours) {
            begun.add(start(queue).handleAsync((offset, failure) -> begin(queue, offset, failure), loop));
        }
        return allOf(begun).thenApply(oks -> {
            long count = oks.stream().filter(ok -> ok).count();
            return new Applied(count > 0, count == wantedCount);
        });
    }

    /** What memory holds of an earlier time as a member is another member's by now; what the program just committed counts. */
    private CompletionStage<Long> start(BrokerQueue queue) {
        Long given = committed.get(queue);
        if (given != null) {
            return CompletableFuture.completedStage(given);
        }
        offsets.forget(queue);
        return starts.of(queue);
    }

    private boolean begin(BrokerQueue name, @Nullable Long stored, @Nullable Throwable failure) {
        if (closed) {
            return false;
        }
        Long given = committed.remove(name);
        if (given != null) {
            // the broker's offset may have been read after the commit
            offsets.set(name, given);
        }
        Long offset = given == null ? stored : given;
        Long wanted = sought.remove(name);
        if (wanted != null) {
            return begin(name, wanted, wanted);
        }
        if (offset == null || offset < 0) {
            log.warn(
                    "group {} can't find out where to begin in {}, tries again: {}",
                    group(),
                    name,
                    failure == null ? "the broker says " + offset : failure.getMessage());
            return false;
        }
        return begin(name, offset, -1);
    }

    private boolean begin(BrokerQueue name, long offset, long polledTo) {
        AssignedQueue queue = new AssignedQueue(name, offset, clock.millis());
        queue.polledTo(polledTo);
        if (locks != null) {
            locks.trust(queue);
        }
        queues.put(name, queue);
        log.info("group {} consumes {} from offset {}", group(), name, offset);
        onNew.accept(queue);
        return true;
    }

    /** A pull without any answer, not even a failure, for so long is a fault of ours: a new queue object heals it. */
    private boolean pullIsLost(AssignedQueue queue) {
        return queue.pullUnderWay()
                && clock.millis() - queue.lastPullMillis()
                        > settings.get().sharing().pullLostMillis();
    }

    private String group() {
        return settings.get().group();
    }

    private static <T> CompletionStage<List<T>> allOf(List<CompletionStage<T>> stages) {
        CompletableFuture<?>[] futures =
                stages.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(futures)
                .thenApply(done -> stages.stream()
                        .map(stage -> stage.toCompletableFuture().join())
                        .toList());
    }
}
