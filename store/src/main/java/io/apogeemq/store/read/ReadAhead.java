package io.apogeemq.store.read;

import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.segment.Segment;
import io.apogeemq.store.sums.Seal;
import io.apogeemq.store.sums.SumTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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
 * many that their memory has a bound; a piece in an answer that is still being written counts too. Two threads that want the
 * same piece read it once. Its blocks are compared with their sums when it is read, once for all messages in it.
 *
 * <p>While pieces are read one after another the next ones are on their way, so that the disk works while answers are made.
 * Queues drift apart meanwhile. A piece goes when nobody comes along behind it, else the one whose next reader is
 * farthest; and for who is first, with others so far behind that half of the memory lies between them, nothing is read early:
 * it waits for the disk itself, and the others catch up. (By last use alone a piece would go just before the one who is last
 * came to it: with four groups of queues 10 MiB apart each piece was read three times.)
 */
public final class ReadAhead {
    /** So many pieces are on their way or there before they are asked for. */
    private static final int EARLY_PIECES = 2;

    /** Queues that are not farther apart than so many times all memory are brought together. */
    private static final int REACH = 8;

    /** What of two pieces is put together: longer messages by who may wait only, and on the heap. */
    private static final int JOINT_LENGTH = 32 << 10;

    private static final int MOST_JOINTS = 32;

    private final Limits limits;
    private final SumTable sums;
    private final Executor early;
    private final Object lock = new Object();
    // guarded by lock; the one used longest ago first
    private final LinkedHashMap<Long, Reading> pieces = new LinkedHashMap<>(64, 0.75f, true);
    // guarded by lock
    private final ReadingPlaces places = new ReadingPlaces();
    private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger made = new AtomicInteger();
    private final ConcurrentLinkedQueue<ByteBuffer> joints = new ConcurrentLinkedQueue<>();
    private final AtomicInteger jointsMade = new AtomicInteger();

    /**
     * How much memory; direct, and taken when it is first needed.
     *
     * @param pieceLength bytes of one read, a multiple of {@link DiskFile#DIRECT_UNIT}
     * @param mostPieces how many there are
     */
    public record Limits(int pieceLength, int mostPieces) {}

    /** @param early reads the pieces after the last one; may wait for the disk */
    public ReadAhead(Limits limits, SumTable sums, Executor early) {
        this.limits = limits;
        this.sums = sums;
        this.early = early;
    }

    /** A piece that somebody wants: whoever claims it reads it, everybody else waits for that. */
    private static final class Reading {
        private final CompletableFuture<@Nullable Piece> result = new CompletableFuture<>();
        private final AtomicBoolean claimed = new AtomicBoolean();
        /** Whether it was not asked for yet: who does will soon want the one behind it. */
        private final AtomicBoolean ahead;
        /** There was no memory to read it early. */
        private volatile boolean refused;

        Reading(boolean ahead) {
            this.ahead = new AtomicBoolean(ahead);
        }

        boolean claim() {
            return claimed.compareAndSet(false, true);
        }
    }

    /** A record's place in a segment, and up to where in that nothing changes any more: pieces end below. */
    record Range(Segment segment, int at, int length, int sealed) {}

    /**
     * Bytes that hold that range and the whole disk units around it; leased, the caller's to release. Null when all memory
     * is in use: read it in another way. May wait for the disk.
     *
     * @param queue that the range belongs to
     * @param range of a segment that is under a lease
     */
    @Nullable
    Piece find(Object queue, Range range) throws IOException {
        return isCovered(range) ? find(queue, range, true) : null;
    }

    /** The same from what is here already, without waiting. */
    @Nullable
    Piece findPresent(Object queue, Range range) {
        try {
            boolean tooLong =
                    pieceOf(range.at) != lastPieceOf(range) && range.length > JOINT_LENGTH - 2 * DiskFile.DIRECT_UNIT;
            return isCovered(range) && !tooLong ? find(queue, range, false) : null;
        } catch (IOException e) {
            throw new IllegalStateException("nothing was read", e);
        }
    }

    private int pieceOf(int at) {
        return at / limits.pieceLength;
    }

    private int lastPieceOf(Range range) {
        return pieceOf(range.at + range.length - 1);
    }

    private boolean isCovered(Range range) {
        return Math.min(range.segment.length(), (lastPieceOf(range) + 1L) * limits.pieceLength) <= range.sealed;
    }

    private @Nullable Piece find(Object queue, Range range, boolean mayWait) throws IOException {
        int first = pieceOf(range.at);
        return first == lastPieceOf(range) ? piece(queue, range, first, mayWait) : join(queue, range, mayWait);
    }

    private @Nullable Piece join(Object queue, Range range, boolean mayWait) throws IOException {
        int from = range.at - range.at % DiskFile.DIRECT_UNIT;
        int to = range.at + range.length + DiskFile.DIRECT_UNIT - 1;
        to = Math.min(range.segment.length(), to - to % DiskFile.DIRECT_UNIT);
        ByteBuffer joined = memoryFor(to - from);
        Seal seal = null;
        try {
            while (joined.hasRemaining()) {
                int index = from + joined.position();
                Piece piece = piece(queue, range, pieceOf(index), mayWait);
                if (piece == null) {
                    return null;
                }
                int in = index - piece.beginsAt();
                int part = Math.min(joined.remaining(), piece.view().limit() - in);
                joined.put(piece.view().slice(in, part));
                seal = piece.seal().and(seal);
                piece.release();
            }
        } finally {
            if (joined.hasRemaining()) {
                giveBack(joined);
            }
        }
        return new Piece(from, joined.flip(), Objects.requireNonNull(seal), joined.isDirect() ? joints : null);
    }

    private ByteBuffer memoryFor(int length) {
        if (length <= JOINT_LENGTH) {
            ByteBuffer present = joints.poll();
            if (present != null) {
                return present.clear().limit(length);
            }
            if (jointsMade.getAndUpdate(count -> Math.min(MOST_JOINTS, count + 1)) < MOST_JOINTS) {
                return ByteBuffer.allocateDirect(JOINT_LENGTH).limit(length);
            }
        }
        return ByteBuffer.allocate(length);
    }

    private void giveBack(ByteBuffer joined) {
        if (joined.isDirect()) {
            joints.add(joined);
        }
    }

    private @Nullable Piece piece(Object queue, Range range, int number, boolean mayWait) throws IOException {
        return mayWait ? piece(queue, range, number) : presentPiece(queue, range, number);
    }

    /** The piece, leased, or null when there is no memory for it. */
    private @Nullable Piece piece(Object queue, Range range, int number) throws IOException {
        Segment segment = range.segment;
        long key = keyOf(segment, number);
        while (true) {
            Reading reading;
            boolean inOrder;
            synchronized (lock) {
                places.visit(queue, key);
                reading = pieces.get(key);
                inOrder = reading == null && pieces.containsKey(key - limits.pieceLength);
                if (reading == null) {
                    reading = new Reading(false);
                    pieces.put(key, reading);
                }
            }
            if (inOrder || reading.ahead.compareAndSet(true, false)) {
                readEarly(segment, number, range.sealed);
            }
            if (reading.claim()) {
                return read(segment, number, reading, 0);
            }
            Piece piece = reading.result.join();
            if (piece == null ? !reading.refused : piece.lease()) {
                return piece;
            }
        }
    }

    /** The piece, leased, or null when it is not here. */
    private @Nullable Piece presentPiece(Object queue, Range range, int number) {
        long key = keyOf(range.segment, number);
        Reading reading;
        synchronized (lock) {
            reading = pieces.get(key);
            if (reading != null) {
                places.visit(queue, key);
            }
        }
        Piece piece = reading == null ? null : reading.result.getNow(null);
        if (reading == null || piece == null || !piece.lease()) {
            return null;
        }
        if (reading.ahead.compareAndSet(true, false)) {
            readEarly(range.segment, number, range.sealed);
        }
        return piece;
    }

    private long keyOf(Segment segment, int number) {
        return segment.start() + (long) number * limits.pieceLength;
    }

    /** The pieces behind that one. */
    private void readEarly(Segment segment, int behind, int sealed) {
        for (int number = behind + 1; number <= behind + EARLY_PIECES; number++) {
            if (number >= segment.length() / limits.pieceLength || (number + 1L) * limits.pieceLength > sealed) {
                return;
            }
            Reading reading = new Reading(true);
            long key = keyOf(segment, number);
            synchronized (lock) {
                if (places.distanceOfLast(key, REACH * memory()) > memory() / 2) {
                    return;
                }
                if (pieces.putIfAbsent(key, reading) != null) {
                    continue;
                }
            }
            readEarly(segment, number, reading);
        }
    }

    private void readEarly(Segment segment, int number, Reading reading) {
        try {
            early.execute(() -> readNow(segment, number, reading));
        } catch (RejectedExecutionException e) {
            // who wants it reads it
        }
    }

    private void readNow(Segment segment, int number, Reading reading) {
        if (!reading.claim()) {
            return;
        }
        if (!segment.lease()) {
            reading.refused = true;
            drop(keyOf(segment, number));
            reading.result.complete(null);
            return;
        }
        try {
            Piece piece = read(segment, number, reading, memory() / 2);
            if (piece != null) {
                piece.release();
            }
        } catch (IOException e) {
            // who wants it tries again, and is the one to tell
        } finally {
            segment.release();
        }
    }

    private long memory() {
        return (long) limits.mostPieces * limits.pieceLength;
    }

    private @Nullable Piece read(Segment segment, int number, Reading reading, long leastDistance) throws IOException {
        ByteBuffer buffer = null;
        Piece piece = null;
        try {
            buffer = buffer(leastDistance);
            reading.refused = buffer == null && leastDistance > 0;
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
        buffer.flip().limit(wanted);
        return new Piece(beginsAt, buffer, Seal.of(sums, segment, buffer, beginsAt), free);
    }

    private void drop(long key) {
        synchronized (lock) {
            pieces.remove(key);
        }
    }

    /**
     * Memory for a piece, or null when none is free.
     *
     * @param leastDistance a piece that somebody comes to before it has read so many bytes is not let go for it
     */
    private @Nullable ByteBuffer buffer(long leastDistance) {
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
            if (!letGo(leastDistance)) {
                return null;
            }
        }
    }

    /**
     * Lets go of the piece that is wanted last; its memory is free once no answer holds it, so those that none holds go
     * first. False: there is none.
     */
    private boolean letGo(long leastDistance) {
        synchronized (lock) {
            Map.Entry<Long, Reading> best = null;
            long farthest = -1;
            boolean bestLeased = true;
            for (Map.Entry<Long, Reading> each : pieces.entrySet()) {
                Piece piece = each.getValue().result.getNow(null);
                long distance = piece == null ? -1 : places.distanceTo(each.getKey());
                if (piece == null || distance < leastDistance) {
                    continue;
                }
                boolean leased = piece.isShared();
                if (best == null || (leased == bestLeased ? distance > farthest : bestLeased)) {
                    best = each;
                    farthest = distance;
                    bestLeased = leased;
                }
            }
            if (best == null) {
                return false;
            }
            pieces.remove(best.getKey());
            Objects.requireNonNull(best.getValue().result.getNow(null)).release();
            return true;
        }
    }
}
