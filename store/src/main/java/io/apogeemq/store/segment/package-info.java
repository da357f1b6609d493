/**
 * Holds the files of the log: one segment, the list of them, the loop that makes the next one ahead of need, and leases:
 * whoever reads a segment holds it, and its memory stays until the last one has given it back. Owned by the log's writer
 * (the list's end) and by retention (its beginning). May use {@code store.disk}.
 */
@NullMarked
package io.apogeemq.store.segment;

import org.jspecify.annotations.NullMarked;
