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
            long told = middle;
            long time = timeOf(queue, told);
            // what is damaged tells nothing: one behind it does. Where none does the answer is an earlier offset, never
            // a later
            for (long step = 1; time == RecordLookup.DAMAGED && told + step < high; step *= 2) {
                told += step;
                time = timeOf(queue, told);
            }
            // a message that is gone is older than any that is there
            if (time != RecordLookup.DAMAGED && time < millis) {
                low = told + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** When that message was stored, ms since 1970; -1 when there is none, or it is damaged. */
    public long storeTime(ConsumeQueue queue, long offset) throws IOException {
        return offset < queue.minOffset() || offset >= queue.maxOffset() ? -1 : Math.max(-1, timeOf(queue, offset));
    }

    private long timeOf(ConsumeQueue queue, long offset) throws IOException {
        ByteBuffer unit = ByteBuffer.allocate(QueueUnit.UNIT_LENGTH);
        if (queue.read(offset, 1, unit) == 0 || !QueueUnit.isWritten(unit, 0)) {
            if (offset < queue.minOffset()) {
                return RecordLookup.GONE;
            }
            throw new IOException("its file lacks message " + offset);
        }
        return QueueUnit.standsForNone(QueueUnit.length(unit, 0))
                ? RecordLookup.DAMAGED
                : records.storeMillis(QueueUnit.position(unit, 0), QueueUnit.length(unit, 0));
    }
}
