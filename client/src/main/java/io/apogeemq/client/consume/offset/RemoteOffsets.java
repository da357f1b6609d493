package io.apogeemq.client.consume.offset;

import io.apogeemq.client.consume.calls.BrokerCalls;
import io.apogeemq.client.consume.calls.BrokerCalls.Delivery;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Offsets of a group whose members share the queues: the broker keeps them. A persisted offset goes one-way, so it may get
 * lost; an unchanged one is sent again now and then, which a broker that lost its newest offsets in a crash needs too.
 */
public final class RemoteOffsets implements Offsets {
    /** Every how many rounds unchanged offsets are sent too: once a minute at the usual five seconds. */
    private static final int ROUNDS_BETWEEN_REPEATS = 12;

    private final String group;
    private final BrokerCalls calls;
    private final OffsetTable table = new OffsetTable();
    private final Map<BrokerQueue, Long> sent = new ConcurrentHashMap<>();
    private int round;

    public RemoteOffsets(String group, BrokerCalls calls) {
        this.group = group;
        this.calls = calls;
    }

    @Override
    public CompletionStage<Void> load() {
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void set(BrokerQueue queue, long offset) {
        table.set(queue, offset);
    }

    @Override
    public void raise(BrokerQueue queue, long offset) {
        table.raise(queue, offset);
    }

    @Override
    public void freeze(BrokerQueue queue, long offset) {
        table.freeze(queue, offset);
    }

    @Override
    public OptionalLong inMemory(BrokerQueue queue) {
        return table.get(queue);
    }

    @Override
    public CompletionStage<OptionalLong> read(BrokerQueue queue) {
        return calls.committedOffset(group, queue).thenApply(offset -> {
            offset.ifPresent(found -> table.set(queue, found));
            return offset;
        });
    }

    /** Completes when all is written. Sends without an answer that fail are left to the next round. */
    @Override
    public CompletionStage<Void> persistAll(Set<BrokerQueue> ours, Predicate<BrokerQueue> mayStore) {
        boolean repeat = round++ % ROUNDS_BETWEEN_REPEATS == 0;
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (Map.Entry<BrokerQueue, Long> entry : table.all().entrySet()) {
            BrokerQueue queue = entry.getKey();
            if (!ours.contains(queue)) {
                forget(queue);
            } else if (mayStore.test(queue) && (repeat || !entry.getValue().equals(sent.get(queue)))) {
                all = CompletableFuture.allOf(all, send(queue, entry.getValue()).toCompletableFuture());
            }
        }
        return all;
    }

    @Override
    public CompletionStage<Void> persist(BrokerQueue queue) {
        OptionalLong offset = table.get(queue);
        return offset.isPresent() ? send(queue, offset.getAsLong()) : CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> send(BrokerQueue queue, long offset, Delivery delivery) {
        return calls.commitOffset(group, queue, offset, delivery);
    }

    @Override
    public void forget(BrokerQueue queue) {
        table.remove(queue);
        sent.remove(queue);
    }

    @Override
    public Map<BrokerQueue, Long> ofTopic(String topic) {
        return table.ofTopic(topic);
    }

    private CompletionStage<Void> send(BrokerQueue queue, long offset) {
        sent.put(queue, offset);
        return calls.commitOffset(group, queue, offset, Delivery.ONE_WAY).exceptionally(failure -> {
            sent.remove(queue, offset);
            return null;
        });
    }
}
