package io.apogeemq.client.produce;

import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.protocol.body.BrokerQueue;
import org.jspecify.annotations.Nullable;

/** Code of the program's own that looks at every try of every send. */
public interface SendObserver {

    /** One try. */
    record Attempt(OutgoingMessage message, BrokerQueue queue, String address, Manner manner) {}

    /**
     * Called before the message goes out, on the thread that sends. What it changes in the message's properties goes out.
     *
     * @return anything, which {@link #after} gets
     * @throws ClientFailure when the message must not be sent
     */
    Object before(Attempt attempt) throws ClientFailure;

    /** Called when the try has ended, on a thread for callbacks. One of the last two is null; both are for one-way. */
    void after(Object before, @Nullable Sent sent, @Nullable ClientFailure failure);
}
