/**
 * Holds reading: from a queue's units to leased slices of the log, by position, and by time. Owns nothing and changes
 * nothing; any thread. May use {@code store.queue} and {@code store.segment}.
 */
@NullMarked
package io.apogeemq.store.read;

import org.jspecify.annotations.NullMarked;
