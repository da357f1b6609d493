package io.apogeemq.client.consume;

import io.apogeemq.client.consume.queue.AssignedQueue;
import io.apogeemq.client.core.ReceivedMessage;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What happens to messages between the pull and their being done with. Called on the consumer's loop. */
interface Consumption {

    /** Messages were added to what is held of the queue. */
    void onArrival(AssignedQueue queue, List<ReceivedMessage> messages);

    /** The queue was dropped: completes with true once no listener is at it, with false when that takes too long. */
    CompletionStage<Boolean> quiet(AssignedQueue queue, long waitMillis);

    /** No listener will be called any more; completes when those that run have ended or were interrupted. */
    CompletionStage<Void> stop(long waitMillis);

    /** Whether one slow message must stop the pulls of its queue some time: after a crash all behind it comes again. */
    boolean limitsSpan();

    /** Calls the listener with a message that comes from an operator, outside of any queue. */
    CompletionStage<DirectOutcome> consumeDirectly(ReceivedMessage message);
}
