package io.apogeemq.store.read;

import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.segment.LogBytes;
import io.apogeemq.store.segment.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Old parts of the log, read past the page cache in large pieces: who reads a backlog neither drives out what others read
 * nor waits for page after page. Queues share pieces, for their messages lie side by side. The pieces read last are kept, so
 * many that their memory has a bound; a piece in an answer that is still being written counts too. Any thread that may
 * wait for the disk; two that want the same piece read it once. While pieces are read one after another the next one is
 * on its way, so that the disk works while answers are made.
 */
public final class ReadAhead {
    private final Limits limits;
    private final Executor early;
    private final Object lock = new Object();
    // guarded by lock; the one used longest ago first
    private final LinkedHashMap<Long, Reading> pieces = new LinkedHashMap<>(64, 0.75f, true);
    private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger made = new AtomicInteger();

    /**
     * How much memory; direct, and taken when it is first needed.
     *
     * @param pieceLength bytes of one read, a multiple of {@link DiskFile#DIRECT_UNIT}
     * @param mostPieces how many there are
     */
    public record Limits(int pieceLength, int mostPieces) {}

    /** @param early reads the piece after the last one; may wait for the disk */
    public ReadAhead(Limits limits, Executor early) {
        this.limits = limits;
        this.early = early;
    }

    /** A piece that somebody wants: whoever claims it reads it, everybody else waits for that. */
    private static final class Reading {
        private final CompletableFuture<@Nullable Piece> result = new CompletableFuture<>();
        private final AtomicBoolean claimed = new AtomicBoolean();
        /** Whether it was not asked for yet: who does will soon want the one behind it. */
        private final AtomicBoolean ahead;

        Reading(boolean ahead) {
            this.ahead = new AtomicBoolean(ahead);
        }

        boolean claim() {
            return claimed.compareAndSet(false, true);
        }
    }

    /** Part of a segment. Begins with one lease, that of the table. */
    private static final class Piece implements LogBytes {
        private final Queue<ByteBuffer> free;
        private final int beginsAt;
        private final ByteBuffer buffer;
        private final AtomicInteger leases = new AtomicInteger(1);

        Piece(int beginsAt, ByteBuffer buffer, Queue<ByteBuffer> free) {
            this.free = free;
            this.beginsAt = beginsAt;
            this.buffer = buffer;
        }

        @Override
        public int beginsAt() {
            return beginsAt;
        }

        @Override
        public ByteBuffer view() {
            return buffer;
        }

        @Override
        public boolean lease() {
            return leases.getAndUpdate(held -> held == 0 ? 0 : held + 1) != 0;
        }

        @Override
        public void release() {
            if (leases.decrementAndGet() == 0) {
                free.add(buffer);
            }
        }
    }

    /** A record that lies in two pieces, and the whole blocks around it, put together on the heap: nothing to give back. */
    private record Joined(int beginsAt, ByteBuffer view) implements LogBytes {
        @Override
        public boolean lease() {
            return true;
        }

        @Override
        public void release() {
            // the heap's
        }
    }

    /**
     * Bytes that hold that range and the whole disk units around it; leased, the caller's to release. Null when all memory
     * is in use: read it in another way.
     *
     * @param segment under a lease; below {@code sealed} it changes no more
     * @param sealed index in the segment up to which nothing changes: pieces end below
     */
    @Nullable
    LogBytes find(Segment segment, int at, int length, int sealed) throws IOException {
        int first = at / limits.pieceLength;
        int last = (at + length - 1) / limits.pieceLength;
        if (Math.min(segment.length(), (last + 1L) * limits.pieceLength) > sealed) {
            return null;
        }
        return first == last ? piece(segment, first, sealed) : join(segment, at, length, sealed);
    }

    private @Nullable LogBytes join(Segment segment, int at, int length, int sealed) throws IOException {
        int from = at - at % DiskFile.DIRECT_UNIT;
        int to = at + length + DiskFile.DIRECT_UNIT - 1;
        to = Math.min(segment.length(), to - to % DiskFile.DIRECT_UNIT);
        ByteBuffer joined = ByteBuffer.allocate(to - from);
        while (joined.hasRemaining()) {
            int index = from + joined.position();
            Piece piece = piece(segment, index / limits.pieceLength, sealed);
            if (piece == null) {
                return null;
            }
            int in = index - piece.beginsAt;
            int part = Math.min(joined.remaining(), piece.buffer.limit() - in);
            joined.put(piece.buffer.slice(in, part));
            piece.release();
        }
        return new Joined(from, joined.flip());
    }

    /** The piece, leased, or null when there is no memory for it. */
    private @Nullable Piece piece(Segment segment, int number, int sealed) throws IOException {
        long key = keyOf(segment, number);
        while (true) {
            Reading reading;
            boolean inOrder;
            synchronized (lock) {
                reading = pieces.get(key);
                inOrder = reading == null && pieces.containsKey(key - limits.pieceLength);
                if (reading == null) {
                    reading = new Reading(false);
                    pieces.put(key, reading);
                }
            }
            if (inOrder || reading.ahead.compareAndSet(true, false)) {
                readEarly(segment, number + 1, sealed);
            }
            if (reading.claim()) {
                return read(segment, number, reading);
            }
            Piece piece = reading.result.join();
            if (piece == null || piece.lease()) {
                return piece;
            }
        }
    }

    private long keyOf(Segment segment, int number) {
        return segment.start() + (long) number * limits.pieceLength;
    }

    private void readEarly(Segment segment, int number, int sealed) {
        if (number >= segment.length() / limits.pieceLength || (number + 1L) * limits.pieceLength > sealed) {
            return;
        }
        Reading reading = new Reading(true);
        synchronized (lock) {
            if (pieces.putIfAbsent(keyOf(segment, number), reading) != null) {
                return;
            }
        }
        try {
            early.execute(() -> readNow(segment, number, reading));
        } catch (RejectedExecutionException e) {
            // who wants it reads it
        }
    }

    private void readNow(Segment segment, int number, Reading reading) {
        if (!segment.lease()) {
            drop(keyOf(segment, number));
            return;
        }
        try {
            Piece piece = reading.claim() ? read(segment, number, reading) : null;
            if (piece != null) {
                piece.release();
            }
        } catch (IOException e) {
            // who wants it tries again, and is the one to tell
        } finally {
            segment.release();
        }
    }

    private @Nullable Piece read(Segment segment, int number, Reading reading) throws IOException {
        ByteBuffer buffer = null;
        Piece piece = null;
        try {
            buffer = buffer();
            piece = buffer == null ? null : fill(segment, number * limits.pieceLength, buffer);
        } finally {
            // whatever happened: somebody may wait for it
            if (piece == null) {
                drop(keyOf(segment, number));
                if (buffer != null) {
                    free.add(buffer);
                }
            } else {
                piece.lease();
            }
            reading.result.complete(piece);
        }
        return piece;
    }

    private Piece fill(Segment segment, int beginsAt, ByteBuffer buffer) throws IOException {
        int wanted = Math.min(limits.pieceLength, segment.length() - beginsAt);
        buffer.clear();
        if (segment.readAround(buffer, beginsAt) < wanted) {
            throw new IOException(segment + " is shorter than " + segment.length() + " bytes");
        }
        return new Piece(beginsAt, buffer.flip().limit(wanted), free);
    }

    private void drop(long key) {
        synchronized (lock) {
            pieces.remove(key);
        }
    }

    private @Nullable ByteBuffer buffer() {
        while (true) {
            ByteBuffer present = free.poll();
            if (present != null) {
                return present;
            }
            if (made.getAndUpdate(count -> Math.min(limits.mostPieces, count + 1)) < limits.mostPieces) {
                return ByteBuffer.allocateDirect(limits.pieceLength + DiskFile.DIRECT_UNIT)
                        .alignedSlice(DiskFile.DIRECT_UNIT)
                        .limit(limits.pieceLength)
                        .slice();
            }
            if (!letGo()) {
                return null;
            }
        }
    }

    /** Lets go of the piece that was used longest ago; its memory is free once no answer holds it. False: there is none. */
    private boolean letGo() {
        synchronized (lock) {
            Iterator<Reading> oldestFirst = pieces.values().iterator();
            while (oldestFirst.hasNext()) {
                Piece piece = oldestFirst.next().result.getNow(null);
                if (piece != null) {
                    oldestFirst.remove();
                    piece.release();
                    return true;
                }
            }
            return false;
        }
    }
}
