package io.apogeemq.client.consume.calls;

import io.apogeemq.protocol.body.BrokerQueue;
import java.util.OptionalLong;

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
        boolean sendSubscription) {

    /** How long a broker holds a pull that finds nothing, ms. */
    public static final long HOLD_MILLIS = 15_000;

    /** When a pull without an answer counts as failed, ms. */
    public static final long TIMEOUT_MILLIS = 30_000;
}
