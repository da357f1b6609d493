package io.apogeemq.client.consume.calls;

import io.apogeemq.protocol.body.BrokerQueue;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One pull from one queue.
 *
 * @param fromOffset of the first message wanted
 * @param maxCount messages at most
 * @param maxBytes of bodies that are wished for; brokers may ignore it
 * @param commitOffset what the broker may note as the group's offset, if anything
 * @param sendSubscription whether the subscription travels with the pull, or is known to the broker from heartbeats
 */
public record PullOrder(
        String group,
        BrokerQueue queue,
        long fromOffset,
        int maxCount,
        int maxBytes,
        OptionalLong commitOffset,
        Subscription subscription,
        boolean sendSubscription,
        Terms terms) {

    /**
     * What is the same for all pulls of one kind of consumer.
     *
     * @param lite whether brokers are asked by the request of their own that lite pull consumers have
     * @param holdMillis how long a broker holds a pull that finds nothing; 0: it answers at once
     * @param timeoutMillis when a pull without an answer counts as failed
     * @param brokerId of the address that is asked, whatever brokers suggest; null for the one that they suggest
     */
    public record Terms(
            boolean lite,
            long holdMillis,
            long timeoutMillis,
            @Nullable Long brokerId) {
        public static final Terms PUSH = new Terms(false, 15_000, 30_000, null);
    }
}
