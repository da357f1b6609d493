package io.apogeemq.store.queue;

import org.jspecify.annotations.Nullable;

/**
 * A few consecutive units in memory. Filled from the front under the log's lock; a unit is read only after the queue's
 * maximum says that it is there, which also makes it seen.
 */
final class UnitChunk {
    final long base;

    /** As in the files; see {@link QueueUnit}. Its length is what it has room for. */
    final byte[] units;

    /**
     * Set under the log's lock before the first unit of the next chunk is published. Taken away when this one is let go: in
     * an old generation it would drag all that follow after it.
     */
    @Nullable
    UnitChunk next;

    UnitChunk(long base, int capacity) {
        this.base = base;
        this.units = new byte[capacity * QueueUnit.UNIT_LENGTH];
    }

    int capacity() {
        return units.length / QueueUnit.UNIT_LENGTH;
    }
}
