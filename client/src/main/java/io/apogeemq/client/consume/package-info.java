/**
 * Holds the consumers: {@link io.apogeemq.client.consume.GroupMember} is their map. A member shares the queues of its topics
 * with the others of its group, pulls, and stores how far it has come; its consumption hands the messages to a listener, or
 * keeps them until the program polls (spec/client.md 26-34, 36-39).
 *
 * <p>Everything is owned by one loop and nothing blocks; listeners, strategies and other code that is not ours run on pools
 * and their results come back to the loop. Uses {@code client.core} and the sub-packages; knows no address and no byte of
 * the protocol, which are behind {@link io.apogeemq.client.consume.calls.BrokerCalls}.
 */
@NullMarked
package io.apogeemq.client.consume;

import org.jspecify.annotations.NullMarked;
