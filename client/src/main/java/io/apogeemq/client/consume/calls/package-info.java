/**
 * Holds what a consumer asks of brokers, without addresses, headers or bytes: {@link
 * io.apogeemq.client.consume.calls.BrokerCalls} and its values. The part of the client that knows routes and connections
 * implements it. May use {@code client.core} values.
 */
@NullMarked
package io.apogeemq.client.consume.calls;

import org.jspecify.annotations.NullMarked;
