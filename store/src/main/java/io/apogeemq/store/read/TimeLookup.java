package io.apogeemq.store.read;

import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.queue.QueueUnit;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Finds messages by when they were stored. Store times never decrease along a queue, so halving finds the place. Reads
 * old records: on a loop that may wait. Source: spec store 17.
 */
public final class TimeLookup {
    private final RecordLookup records;

    /** Which message stands for a time. */
    public enum Boundary {
        /** The first one stored then or later; the queue's maximum when there is none. */
        LOWER,
        /** The last one stored then or earlier; 0 when there is none. */
        UPPER
    }

    public TimeLookup(RecordLookup records) {
        this.records = records;
    }

    public long offsetByTime(ConsumeQueue queue, long millis, Boundary boundary) throws IOException {
        long max = queue.maxOffset();
        long min = queue.minOffset();
        return switch (boundary) {
            case LOWER -> firstNotBefore(queue, min, max, millis);
            case UPPER -> {
                long behind = firstNotBefore(queue, min, max, millis + 1);
                yield behind == min ? 0 : behind - 1;
            }
        };
    }

    private long firstNotBefore(ConsumeQueue queue, long min, long max, long millis) throws IOException {
        long low = min;
        long high = max;
        while (low < high) {
            long middle = (low + high) >>> 1;
            // a message that is gone is older than any that is there
            if (storeTime(queue, middle) < millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** When that message was stored, ms since 1970; -1 when there is none. */
    public long storeTime(ConsumeQueue queue, long offset) throws IOException {
        if (offset < queue.minOffset() || offset >= queue.maxOffset()) {
            return -1;
        }
        ByteBuffer unit = ByteBuffer.allocate(QueueUnit.UNIT_LENGTH);
        if (queue.read(offset, 1, unit) == 0) {
            return -1;
        }
        return records.storeMillis(QueueUnit.position(unit, 0), QueueUnit.length(unit, 0));
    }
}
