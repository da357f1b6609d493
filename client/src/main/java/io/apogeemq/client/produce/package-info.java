/**
 * Holds the producer: what is sent, to which queue, and again where it failed. A send is a small state machine of its own
 * that runs on whatever thread brings it on; nothing of it is shared. May use {@code client.core} and {@code
 * client.choice}.
 */
@NullMarked
package io.apogeemq.client.produce;

import org.jspecify.annotations.NullMarked;
