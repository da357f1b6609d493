/**
 * Holds the messages of one queue between the pull that brought them and the listener that is done with them (spec/client.md
 * 32). Owned by the consumer's loop. May use {@code client.core} values.
 */
@NullMarked
package io.apogeemq.client.consume.queue;

import org.jspecify.annotations.NullMarked;
