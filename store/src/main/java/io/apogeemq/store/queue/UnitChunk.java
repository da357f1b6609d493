package io.apogeemq.store.queue;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A few consecutive units in memory. Filled from the front under the log's lock; a unit is read only after the queue's
 * maximum says that it is there, which also makes it seen.
 */
final class UnitChunk {
    final long base;
    final ByteBuffer units;
    private final int capacity;

    /** Set under the log's lock before the first unit of the next chunk is published. */
    @Nullable
    UnitChunk next;

    UnitChunk(long base, int capacity) {
        this.base = base;
        this.capacity = capacity;
        this.units = ByteBuffer.allocate(capacity * QueueUnit.UNIT_LENGTH);
    }

    int capacity() {
        return capacity;
    }

    boolean hasRoom(long offset) {
        return offset - base < capacity;
    }

    void put(long offset, long position, int length, long tagCode) {
        QueueUnit.write(units, (int) (offset - base) * QueueUnit.UNIT_LENGTH, position, length, tagCode);
    }
}
