package io.apogeemq.store.index;

import java.nio.ByteBuffer;

/** One entry; see {@link IndexLayout}. */
record IndexEntry(int hash, long position, int seconds, int previous) {

    static IndexEntry read(ByteBuffer from, int at) {
        return new IndexEntry(
                from.getInt(at + IndexLayout.HASH_AT),
                from.getLong(at + IndexLayout.POSITION_AT),
                from.getInt(at + IndexLayout.SECONDS_AT),
                from.getInt(at + IndexLayout.PREVIOUS_AT));
    }
}
