package io.apogeemq.store.index;

import io.apogeemq.store.segment.LeasedSlices;

/**
 * What a query found.
 *
 * @param messages whole records, newest first; the receiver's to release
 * @param indexedMillis store time of the last message in the index, 0 when there is none
 * @param indexedPosition its position
 */
public record KeyMatches(LeasedSlices messages, int count, long indexedMillis, long indexedPosition) {

    /** Nothing, where no index is kept. */
    public static KeyMatches none() {
        return new KeyMatches(new LeasedSlices(), 0, 0, 0);
    }
}
