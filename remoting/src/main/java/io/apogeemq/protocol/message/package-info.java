/**
 * Holds the message as bytes: the record layout that the log, the answers to pulls and the store share, properties,
 * flags, ids, tag codes, batches and the rules for names. Plain {@code java.nio}; owned by whoever holds an instance:
 * readers and writers here are reused by one thread at a time. May use {@code io.apogeemq.concurrent} (the clock).
 */
@NullMarked
package io.apogeemq.protocol.message;

import org.jspecify.annotations.NullMarked;
