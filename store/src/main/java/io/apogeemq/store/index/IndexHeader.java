package io.apogeemq.store.index;

import java.nio.ByteBuffer;

/** What an index file's first bytes say; see {@link IndexLayout}. */
record IndexHeader(
        long beginMillis, long endMillis, long beginPosition, long endPosition, int usedSlots, int nextEntry) {

    /** Of a file without entries, which goes on where the one before it has ended. */
    static IndexHeader after(long endMillis, long endPosition) {
        return new IndexHeader(endMillis, endMillis, endPosition, endPosition, 0, IndexLayout.FIRST_ENTRY);
    }

    static IndexHeader read(ByteBuffer from) {
        return new IndexHeader(
                from.getLong(IndexLayout.BEGIN_MILLIS_AT),
                from.getLong(IndexLayout.END_MILLIS_AT),
                from.getLong(IndexLayout.BEGIN_POSITION_AT),
                from.getLong(IndexLayout.END_POSITION_AT),
                from.getInt(IndexLayout.USED_SLOTS_AT),
                from.getInt(IndexLayout.NEXT_ENTRY_AT));
    }

    ByteBuffer toBytes() {
        return ByteBuffer.allocate(IndexLayout.HEADER_LENGTH)
                .putLong(beginMillis)
                .putLong(endMillis)
                .putLong(beginPosition)
                .putLong(endPosition)
                .putInt(usedSlots)
                .putInt(nextEntry)
                .flip();
    }

    boolean isEmpty() {
        return nextEntry <= IndexLayout.FIRST_ENTRY;
    }

    /** Whether a file of that layout may say so. */
    boolean isSound(IndexLayout layout) {
        return nextEntry <= layout.entryLimit()
                && 0 <= usedSlots
                && usedSlots <= layout.slotCount()
                && 0 <= beginPosition
                && beginPosition <= endPosition
                && 0 <= beginMillis;
    }

    /** When the entry's record was stored: not before this, and less than a second later. */
    long millisOf(IndexEntry entry) {
        return beginMillis + 1000L * entry.seconds();
    }
}
