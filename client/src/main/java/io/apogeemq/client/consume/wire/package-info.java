/**
 * Holds the way from a consumer to brokers and back: requests, answers and the consumer's place in the client instance. Uses
 * {@code client.core}, the protocol and the consumer's other packages; nothing uses it but whoever puts a client together.
 */
@NullMarked
package io.apogeemq.client.consume.wire;

import org.jspecify.annotations.NullMarked;
