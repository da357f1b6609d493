/**
 * Holds the key index: RocketMQ's index files, what follows the log into them, and the search in them. Owned by the
 * {@code indexer} loop; readers get positions from it and compare each message with what was asked before it goes out.
 * May use {@code store.disk} and {@code store.segment}, and {@code store.log} to find its way over damage.
 */
@NullMarked
package io.apogeemq.store.index;

import org.jspecify.annotations.NullMarked;
