/**
 * Holds the push consumer: {@link io.apogeemq.client.consume.PushConsumer} is its map. It shares the queues of its topics
 * with the other members of its group, pulls, hands messages to listeners and stores how far it has come (spec/client.md
 * 26-34, 38, 39).
 *
 * <p>Everything is owned by one loop and nothing blocks; listeners, strategies and other code that is not ours run on pools
 * and their results come back to the loop. Uses {@code client.core} and the sub-packages; knows no address and no byte of
 * the protocol, which are behind {@link io.apogeemq.client.consume.calls.BrokerCalls}.
 */
@NullMarked
package io.apogeemq.client.consume;

import org.jspecify.annotations.NullMarked;
