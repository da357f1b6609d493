package io.apogeemq.client.consume;

import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.List;

/** Consumes the messages of each queue one batch after another. Runs on the consumer's pool and may block. */
public interface OrderlyListener {

    /** What this throws means {@link Outcome#FAILED}. */
    Outcome consume(List<ReceivedMessage> messages, BrokerQueue queue);

    /** Consumes one message that an operator sent, and tells what became of it. Throws nothing. */
    DirectOutcome consumeDirectly(ReceivedMessage message, BrokerQueue queue);

    /** What the listener said of its batch. */
    enum Verdict {
        SUCCESS,
        COMMIT,
        ROLLBACK,
        SUSPEND
    }

    /**
     * @param autoCommit whether success commits by itself
     * @param suspendMillis for which the queue shall pause; -1 for the configured time
     */
    record Outcome(Verdict verdict, boolean autoCommit, long suspendMillis) {
        public static final Outcome FAILED = new Outcome(Verdict.SUSPEND, true, -1);

        boolean goesOn() {
            return verdict == Verdict.SUCCESS && autoCommit;
        }
    }
}
