package io.apogeemq.client.consume;

import io.apogeemq.client.consume.queue.AssignedQueue;
import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.core.ReceivedMessage;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What happens to messages between the pull and their being done with: given to a listener, or kept until the program asks.
 * Called on the consumer's loop.
 */
interface Consumption {

    /**
     * The consumer runs from now on.
     *
     * @param onRoom to be told when less is held of a queue, or it is not paused any more
     */
    default void begin(Supplier<Collection<AssignedQueue>> assigned, Consumer<AssignedQueue> onRoom) {}

    /** Messages were added to what is held of the queue. */
    void onArrival(AssignedQueue queue, List<ReceivedMessage> messages);

    /** The lock of the queue is ours again. */
    default void onLocked(AssignedQueue queue) {}

    /** The queue was dropped: completes with true once no listener is at it, with false when that takes too long. */
    CompletionStage<Boolean> quiet(AssignedQueue queue, long waitMillis);

    /** No listener will be called any more; completes when those that run have ended or were interrupted. */
    CompletionStage<Void> stop(long waitMillis);

    /** Whether the messages of a queue come one after another: where a group shares queues, each then needs its lock. */
    boolean inOrder();

    /**
     * Whether the program asks for messages and says itself how far it is: then pulls store no offsets, a queue goes on
     * where the broker says that it begins, and no message comes again by a retry topic.
     */
    boolean programKeepsOffsets();

    /** Whether one slow message must stop the pulls of its queue some time: after a crash all behind it comes again. */
    boolean limitsSpan();

    /** Whether there is room for what one more pull brings, whatever queue it is from. */
    default boolean hasRoom() {
        return true;
    }

    /** Whether the program wants nothing of the queue for now. */
    default boolean isPaused(AssignedQueue queue) {
        return false;
    }

    /** How many listeners run at once; 0 where there are none. */
    default int threads() {
        return 0;
    }

    default void resize(int threads) {}

    /** Calls the listener with a message that comes from an operator, outside of any queue. */
    default CompletionStage<DirectOutcome> consumeDirectly(ReceivedMessage message) {
        return CompletableFuture.failedStage(
                ClientFailure.client("this consumer has no listener: its program asks for messages"));
    }
}
