package io.apogeemq.store.read;

import io.apogeemq.store.segment.LogBytes;
import io.apogeemq.store.sums.Seal;

/** Bytes that were read from the disk, for all messages in them. Any thread. */
interface OldBytes extends LogBytes {

    /** How they compared with the segment's sums when they were read. */
    Seal seal();
}
