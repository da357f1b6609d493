package io.apogeemq.broker.replication;

import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.store.Store;
import io.apogeemq.store.segment.LeasedSlices;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Compares what a master sends with what lies here, from some place up to the end of this log. */
@OwnedBy("the connection's loop")
final class Overlap {
    /** So that every piece of both can be told apart from a record's common beginning. */
    private static final long SAME = -1;

    private final Store store;
    private final long from;
    private final long end;
    private long at;

    Overlap(Store store, long from, long end) {
        this.store = store;
        this.from = from;
        this.end = end;
        this.at = from;
    }

    long from() {
        return from;
    }

    /** Up to there both are the same. */
    long at() {
        return at;
    }

    boolean isOver() {
        return at >= end;
    }

    /**
     * Compares as many bytes as are here at the most, and moves their position behind what is the same.
     *
     * @return whether they are the same
     */
    boolean isSame(ByteBuffer bytes, int most) throws IOException {
        int left = (int) Math.min(most, end - at);
        while (left > 0) {
            LeasedSlices own = store.logSlices().slice(at, left);
            if (own == null) {
                throw new IOException("the log is gone at " + at);
            }
            try {
                ByteBuffer here = own.buffer(0);
                int length = here.remaining();
                long difference = here.mismatch(bytes.slice(bytes.position(), length));
                if (difference != SAME) {
                    at += difference;
                    return false;
                }
                bytes.position(bytes.position() + length);
                at += length;
                left -= length;
            } finally {
                own.release();
            }
        }
        return true;
    }
}
