/**
 * Holds the log: the one class that writes it, what is staged on its way, forcing it, who waits for what to be durable,
 * and recovery. The tail belongs to the holder of the log's lock, {@code written} to the holder of the write lock,
 * {@code flushed} to the {@code flusher} loop. May use {@code store.segment}, {@code store.queue},
 * {@code store.checkpoint}.
 */
@NullMarked
package io.apogeemq.store.log;

import org.jspecify.annotations.NullMarked;
