package io.apogeemq.client.produce;

import io.apogeemq.protocol.body.BrokerQueue;
import org.jspecify.annotations.Nullable;

/**
 * A message that a broker has stored, or was told to store.
 *
 * @param messageId the id that the client gave it; of a batch all of them, joined by commas
 * @param offsetMessageId the id that the broker gave it; likewise
 * @param offset in the queue, of a batch the first one's
 */
public record Sent(
        Status status,
        String messageId,
        @Nullable String offsetMessageId,
        BrokerQueue queue,
        long offset,
        @Nullable String transactionId,
        @Nullable String recallHandle,
        String region,
        boolean traceOn) {

    /** How durable it is: all but OK say that the broker's settings ask for more than has been reached in time. */
    public enum Status {
        OK,
        FLUSH_DISK_TIMEOUT,
        FLUSH_SLAVE_TIMEOUT,
        SLAVE_NOT_AVAILABLE
    }
}
