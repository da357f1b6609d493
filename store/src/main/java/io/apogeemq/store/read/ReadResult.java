package io.apogeemq.store.read;

import io.apogeemq.store.segment.LeasedSlices;
import org.jspecify.annotations.Nullable;

/**
 * What was read.
 *
 * @param nextOffset where to read on
 * @param minOffset of the queue
 * @param maxOffset of the queue
 * @param count how many messages
 * @param lastPosition position of the last message looked at, -1 when none was
 * @param messages whole records, back to back, when the status is FOUND; whoever has the result releases them once
 */
public record ReadResult(
        ReadStatus status,
        long nextOffset,
        long minOffset,
        long maxOffset,
        int count,
        long lastPosition,
        @Nullable LeasedSlices messages) {

    static ReadResult empty(ReadStatus status, long nextOffset, long minOffset, long maxOffset) {
        return new ReadResult(status, nextOffset, minOffset, maxOffset, 0, -1, null);
    }

    public static ReadResult noQueue() {
        return empty(ReadStatus.NO_MATCHED_LOGIC_QUEUE, 0, 0, 0);
    }
}
