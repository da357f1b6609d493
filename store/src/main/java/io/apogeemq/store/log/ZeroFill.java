package io.apogeemq.store.log;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.store.segment.Segment;
import io.apogeemq.store.segment.SegmentList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes zeros, which are there already, to the log file some way ahead of the log's end. A force of blocks that were never
 * written has the file system's own notes to write besides, where they are: twice the time (store/README.md). Databases do
 * the same with the files of their logs. Every byte is written twice for it, so it is done only where senders wait for
 * forces.
 *
 * <p>One piece at a time, past the writer: who would write into a piece that is being filled waits for it
 * ({@link #reach}). A piece begins so far ahead that nobody does, unless the disk stands still.
 */
@OwnedBy("allocator, own lock")
final class ZeroFill {
    private static final Logger log = LoggerFactory.getLogger(ZeroFill.class);
    private static final int BLOCK = 4096;
    private static final int MOST_PIECE = 256 << 10;
    private static final long NONE = Long.MAX_VALUE;

    private final Loop loop;
    private final SegmentList segments;
    private final long most;
    private final long least;
    private final int pieceLength;
    private final AtomicBoolean running = new AtomicBoolean();

    /** Zeros; the allocator's. */
    private @Nullable ByteBuffer zeros;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition pieceDone = lock.newCondition();
    // guarded by lock
    private boolean stopped;
    private long reached;
    private long filled;
    private long fillingFrom = NONE;

    /**
     * @param loop where zeros are written: one that may wait for the disk
     * @param most bytes that are filled ahead, in whole blocks of 4 KiB; 0: none are
     * @param end where the log goes on
     */
    ZeroFill(Loop loop, SegmentList segments, long most, long end) {
        this.loop = loop;
        this.segments = segments;
        this.most = most;
        this.least = most / 4;
        this.pieceLength = (int) Math.max(BLOCK, Math.min(MOST_PIECE, most / 8 / BLOCK * BLOCK));
        this.reached = end;
    }

    /** The log is about to be written up to there: returns when no zeros are on their way below. The writer. */
    void reach(long position) {
        if (most == 0) {
            return;
        }
        lock.lock();
        try {
            reached = position;
            while (fillingFrom < position) {
                pieceDone.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Goes on where too little is filled. Any thread. */
    void onForced() {
        if (most > 0 && isDue() && running.compareAndSet(false, true)) {
            next();
        }
    }

    /** When this returns no zeros are on their way: whoever opens the store next may write where they would come down. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            while (fillingFrom != NONE) {
                pieceDone.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void next() {
        try {
            loop.execute(this::fill);
        } catch (RejectedExecutionException e) {
            log.debug("the process ends: {}", e.getMessage());
        }
    }

    private void fill() {
        loop.assertInside();
        Segment segment = begin();
        if (segment == null) {
            running.set(false);
            return;
        }
        // where the next try is, if this one fails: in the next file
        long end = segment.end();
        try {
            end = fill(segment);
        } catch (IOException e) {
            log.warn(
                    "{}: zeros cannot be written ahead of the log, forces of it take longer: {}",
                    segment,
                    e.toString());
        } finally {
            segment.release();
            end(end);
        }
        next();
    }

    private boolean isDue() {
        lock.lock();
        try {
            return fillingFrom == NONE && segmentAt(nextPiece()) != null;
        } finally {
            lock.unlock();
        }
    }

    private long nextPiece() {
        return Math.max(filled, (reached + least + BLOCK - 1) / BLOCK * BLOCK);
    }

    /** Null when enough is filled, no more is wanted, or the file that comes next is not in use yet. */
    private @Nullable Segment segmentAt(long piece) {
        return stopped || piece + pieceLength > reached + most ? null : segments.find(piece);
    }

    /** The next piece's segment, leased; null when none is due. */
    private @Nullable Segment begin() {
        lock.lock();
        try {
            long piece = nextPiece();
            Segment segment = segmentAt(piece);
            if (segment == null || !segment.lease()) {
                return null;
            }
            fillingFrom = piece;
            return segment;
        } finally {
            lock.unlock();
        }
    }

    private long fill(Segment segment) throws IOException {
        ByteBuffer source = zeros;
        if (source == null) {
            source = ByteBuffer.allocateDirect(pieceLength);
            zeros = source;
        }
        // only this loop changes it while a piece is on its way
        int at = (int) (fillingFrom - segment.start());
        source.clear().limit(Math.min(pieceLength, segment.length() - at));
        segment.writeThrough(source, at);
        return segment.start() + at + source.position();
    }

    private void end(long end) {
        lock.lock();
        try {
            filled = end;
            fillingFrom = NONE;
            pieceDone.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
