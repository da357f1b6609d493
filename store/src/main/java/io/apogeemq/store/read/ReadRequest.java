package io.apogeemq.store.read;

import org.jspecify.annotations.Nullable;

/**
 * What is wanted of a queue.
 *
 * @param fromOffset the first message
 * @param maxCount at most so many messages; the store's own limits hold too
 * @param maxBytes at most so many bytes; the first message comes whatever its length
 */
public record ReadRequest(
        long fromOffset,
        int maxCount,
        int maxBytes,
        Reach reach,
        @Nullable UnitFilter unitFilter,
        @Nullable RecordFilter recordFilter) {

    /** Everything from an offset on, as far as the store's limits go. */
    public static ReadRequest from(long offset, int maxCount) {
        return new ReadRequest(offset, maxCount, Integer.MAX_VALUE, Reach.ALL, null, null);
    }
}
