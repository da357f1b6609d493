package org.apache.rocketmq.client.impl.consumer;

import io.apogeemq.client.consume.calls.BrokerCalls.Delivery;
import io.apogeemq.client.consume.offset.Offsets;
import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.apache.rocketmq.client.consumer.store.OffsetStore;
import org.apache.rocketmq.client.consumer.store.ReadOffsetType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the engine use a program's own {@link OffsetStore}, which may block: it is called on a thread of its own, one call
 * after another. What the engine asks about at once is answered from a copy.
 */
final class UserOffsets implements Offsets {
    private static final Logger log = LoggerFactory.getLogger(UserOffsets.class);
    private static final long NONE = -1;

    private final OffsetStore store;
    private final Executor thread;
    private final Map<BrokerQueue, Long> known = new ConcurrentHashMap<>();
    private final Set<BrokerQueue> frozen = ConcurrentHashMap.newKeySet();

    /** @param thread one thread: its order is the order of the calls */
    UserOffsets(OffsetStore store, Executor thread) {
        this.store = store;
        this.thread = thread;
    }

    private interface StoreTask<T> {
        T run() throws Exception;
    }

    @Override
    public CompletionStage<Void> load() {
        return call(() -> {
            store.load();
            return null;
        });
    }

    @Override
    public void set(BrokerQueue queue, long offset) {
        if (!frozen.contains(queue)) {
            known.put(queue, offset);
        }
        tell(() -> store.updateOffset(Queues.face(queue), offset, false));
    }

    @Override
    public void raise(BrokerQueue queue, long offset) {
        if (!frozen.contains(queue)) {
            known.merge(queue, offset, Math::max);
        }
        tell(() -> store.updateOffset(Queues.face(queue), offset, true));
    }

    @Override
    public void freeze(BrokerQueue queue, long offset) {
        frozen.add(queue);
        known.put(queue, offset);
        tell(() -> store.updateAndFreezeOffset(Queues.face(queue), offset));
    }

    @Override
    public OptionalLong inMemory(BrokerQueue queue) {
        Long offset = known.get(queue);
        return offset == null ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    @Override
    public CompletionStage<OptionalLong> read(BrokerQueue queue) {
        return call(() -> {
            long offset = store.readOffset(Queues.face(queue), ReadOffsetType.READ_FROM_STORE);
            if (offset < NONE) {
                throw ClientFailure.client(
                        "the offset store cannot read the offset of " + queue + " now: it says " + offset);
            }
            if (offset == NONE) {
                return OptionalLong.empty();
            }
            known.put(queue, offset);
            return OptionalLong.of(offset);
        });
    }

    @Override
    public CompletionStage<Void> persistAll(Set<BrokerQueue> ours, Predicate<BrokerQueue> mayStore) {
        Set<BrokerQueue> storable = new LinkedHashSet<>(ours);
        storable.removeIf(mayStore.negate());
        return call(() -> {
            if (storable.size() == ours.size()) {
                store.persistAll(Queues.faces(ours));
            } else {
                // a store forgets what it is not told of here
                storable.forEach(queue -> store.persist(Queues.face(queue)));
            }
            return null;
        });
    }

    @Override
    public CompletionStage<Void> persist(BrokerQueue queue) {
        return call(() -> {
            store.persist(Queues.face(queue));
            return null;
        });
    }

    @Override
    public CompletionStage<Void> send(BrokerQueue queue, long offset, Delivery delivery) {
        return call(() -> {
            store.updateConsumeOffsetToBroker(Queues.face(queue), offset, delivery == Delivery.ONE_WAY);
            return null;
        });
    }

    @Override
    public void forget(BrokerQueue queue) {
        known.remove(queue);
        frozen.remove(queue);
        tell(() -> store.removeOffset(Queues.face(queue)));
    }

    @Override
    public Map<BrokerQueue, Long> ofTopic(String topic) {
        Map<BrokerQueue, Long> copy = new HashMap<>(known);
        copy.keySet().removeIf(queue -> !queue.topic().equals(topic));
        return copy;
    }

    private void tell(Runnable task) {
        call(() -> {
            task.run();
            return null;
        });
    }

    private <T> CompletionStage<T> call(StoreTask<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            thread.execute(() -> run(task, done));
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(ClientFailure.client("the consumer has stopped: " + e.getMessage()));
        }
        return done;
    }

    private static <T> void run(StoreTask<T> task, CompletableFuture<T> done) {
        try {
            done.complete(task.run());
        } catch (ClientFailure e) {
            done.completeExceptionally(e);
        } catch (Exception e) {
            log.warn("the program's offset store failed", e);
            done.completeExceptionally(
                    ClientFailure.client(ClientFailure.NO_CODE, "the program's offset store failed: " + e, e));
        }
    }
}
