/**
 * Holds the queues: for each topic and queue id the places of its messages in the log, the newest in memory, the older in
 * files. The writer of the log adds units under the log's lock; the {@code disk} loop writes them to files; anyone reads.
 * May use {@code store.disk}, {@code store.segment} (names of files) and {@code store.checkpoint} (files that exist twice).
 */
@NullMarked
package io.apogeemq.store.queue;

import org.jspecify.annotations.NullMarked;
