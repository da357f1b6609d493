package io.apogeemq.store.segment;

import java.nio.ByteBuffer;

/** Bytes of one segment where they can be looked at, held by leases. Any thread. */
public interface LogBytes {

    /** Index in the segment of the view's first byte. */
    int beginsAt();

    /** The bytes, read-only in spirit, position 0. Only under a lease. */
    ByteBuffer view();

    /** Takes a lease; false when they are gone already. */
    boolean lease();

    /** Gives a lease back. */
    void release();
}
