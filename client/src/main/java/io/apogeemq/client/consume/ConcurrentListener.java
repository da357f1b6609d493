package io.apogeemq.client.consume;

import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.List;

/** Consumes messages in any order, on several threads at once. Runs on the consumer's pool and may block. */
public interface ConcurrentListener {

    /** What this throws means that nothing of the batch is done with. */
    Outcome consume(List<ReceivedMessage> messages, BrokerQueue queue);

    /** Consumes one message that an operator sent, and tells what became of it. Throws nothing. */
    DirectOutcome consumeDirectly(ReceivedMessage message, BrokerQueue queue);

    /**
     * What became of a batch.
     *
     * @param again the messages that are not done with and are to come again
     * @param delayLevel of those: 0 the broker chooses, less: dead letters, more: that level
     */
    record Outcome(List<ReceivedMessage> again, int delayLevel) {
        public static final Outcome ALL_DONE = new Outcome(List.of(), 0);
    }
}
