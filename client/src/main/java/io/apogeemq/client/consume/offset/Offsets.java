package io.apogeemq.client.consume.offset;

import io.apogeemq.client.consume.calls.BrokerCalls.Delivery;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * The next offset to consume of each queue: in memory, and persisted now and then. Any thread; nothing blocks. Stages
 * complete on any thread and exceptionally with {@link io.apogeemq.client.core.ClientFailure}.
 */
public interface Offsets {

    /** Reads what a file holds, where there is one. Once, before anything else. */
    CompletionStage<Void> load();

    /** Sets the offset in memory, backwards too. Ignored while frozen. */
    void set(BrokerQueue queue, long offset);

    /** Moves the offset in memory forward; one that is behind is ignored. Ignored while frozen. */
    void raise(BrokerQueue queue, long offset);

    /** Sets the offset in memory; every later change is ignored until {@link #forget}. */
    void freeze(BrokerQueue queue, long offset);

    /** The offset in memory, if there is one. */
    OptionalLong inMemory(BrokerQueue queue);

    /** The persisted offset, if there is one; it becomes the one in memory. */
    CompletionStage<OptionalLong> read(BrokerQueue queue);

    /**
     * Persists what memory holds of the member's queues, and forgets other queues where they are another member's now.
     *
     * @param mayStore false for a queue whose offset stays in memory for now
     */
    CompletionStage<Void> persistAll(Set<BrokerQueue> ours, Predicate<BrokerQueue> mayStore);

    /** Persists one queue's offset, if memory holds one. */
    CompletionStage<Void> persist(BrokerQueue queue);

    /**
     * Tells a broker an offset that memory need not hold, where brokers keep them; else does nothing.
     *
     * @param delivery whether the broker's answer is waited for
     */
    CompletionStage<Void> send(BrokerQueue queue, long offset, Delivery delivery);

    /** Drops what memory holds of the queue. */
    void forget(BrokerQueue queue);

    /** What memory holds of one topic. */
    Map<BrokerQueue, Long> ofTopic(String topic);
}
