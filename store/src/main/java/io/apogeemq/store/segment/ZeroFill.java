package io.apogeemq.store.segment;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes zeros, which are there already, to a log file before it is used. A force of blocks that were never written has
 * the file system's own notes to write besides, where they are: twice the time (store/README.md). Databases do the same
 * with the files of their logs. Every byte is written twice for it, so it is done only where senders wait for forces.
 *
 * <p>Two bytes for each by which the log grows, so zeros never take the disk for themselves, and the file is ready long
 * before its turn. If not (the file before it was half full already when this began), it is used as far as zeros have come.
 */
@OwnedBy("allocator, own monitor")
final class ZeroFill {
    private static final Logger log = LoggerFactory.getLogger(ZeroFill.class);
    private static final int PIECE = 256 << 10;

    /** Read only. */
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(PIECE + DiskFile.DIRECT_UNIT)
            .alignedSlice(DiskFile.DIRECT_UNIT)
            .limit(PIECE);

    private final Loop loop;
    private final Segment segment;
    private final int end;
    private final Consumer<Segment> taker;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean hurried = new AtomicBoolean();

    /** Where the log was when this began; before the first force -1. The flusher's. */
    private long logFrom = -1;

    private volatile int filled;

    // guarded by this
    private boolean done;

    /** @param taker gets the segment, on that loop; unless this is stopped before */
    ZeroFill(Loop loop, Segment segment, Consumer<Segment> taker) {
        this.loop = loop;
        this.segment = segment;
        this.end = segment.length() - segment.length() % DiskFile.DIRECT_UNIT;
        this.taker = taker;
    }

    /** The log is forced up to there. The flusher. */
    void onForced(long position) {
        if (logFrom < 0) {
            logFrom = position;
        }
        if (2 * (position - logFrom) >= Math.min(end, filled + PIECE) && running.compareAndSet(false, true)) {
            execute(this::fill);
        }
    }

    /** The segment is needed, whatever is in it. Any thread. */
    void hurry() {
        if (hurried.compareAndSet(false, true)) {
            execute(this::give);
        }
    }

    private void execute(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("the process ends: {}", e.getMessage());
        }
    }

    /** When this returns no zeros are on their way: whoever opens the store next may write where they would come down. */
    synchronized void stop() {
        if (!done) {
            done = true;
            segment.retire();
        }
    }

    private void fill() {
        loop.assertInside();
        boolean ready = true;
        try {
            ready = fillPiece();
        } catch (IOException e) {
            log.warn("{}: zeros cannot be written ahead, forces of it take longer: {}", segment, e.toString());
        } finally {
            running.set(false);
        }
        if (ready) {
            give();
        }
    }

    /** Returns whether that was the last one. */
    private synchronized boolean fillPiece() throws IOException {
        if (done) {
            return false;
        }
        int from = filled;
        int length = Math.min(PIECE, end - from);
        segment.writeAround(ZEROS.duplicate().limit(length), from);
        filled = from + length;
        if (filled < end) {
            return false;
        }
        segment.force();
        return true;
    }

    private void give() {
        synchronized (this) {
            if (done) {
                return;
            }
            done = true;
        }
        taker.accept(segment);
    }
}
