package io.apogeemq.store.log;

import io.apogeemq.protocol.message.RecordLayout;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.store.segment.Segment;
import io.apogeemq.store.segment.SegmentList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import org.jspecify.annotations.Nullable;

/** Walks over the records of the log, checking each. */
public final class LogScan {
    /** More than the longest record: so many zeros were never written to. */
    private static final long MOST_ZEROS = 8 << 20;

    private static final int WORDS_AT_ONCE = 1024;

    private final SegmentList segments;
    private final boolean checkBodies;
    private final RecordReader reader = new RecordReader();

    /** @param checkBodies checkCRCOnRecover */
    public LogScan(SegmentList segments, boolean checkBodies) {
        this.segments = segments;
        this.checkBodies = checkBodies;
    }

    /** Sees a whole record. */
    public interface Visitor<E extends Exception> {
        void visit(RecordReader record, long position) throws E, IOException;
    }

    /**
     * Visits one record after another from that position on.
     *
     * @return where the first lies that is not whole: the end of the log
     */
    public <E extends Exception> long walk(long from, Visitor<E> visitor) throws E, IOException {
        long position = from;
        Segment segment = segments.find(position);
        while (segment != null) {
            int at = (int) (position - segment.start());
            switch (look(segment, at, position)) {
                case RECORD -> {
                    visitor.visit(reader, position);
                    position += reader.length();
                }
                case BLANK -> {
                    if (segments.find(segment.end()) == null) {
                        return position;
                    }
                    position = segment.end();
                    segment = segments.find(position);
                }
                case NOTHING -> {
                    return position;
                }
            }
        }
        return position;
    }

    /**
     * Looks for the next place with a whole record behind bytes that are none.
     *
     * @param sound below that position zeros, however many, do not mean that nothing follows
     * @return where, or -1 when nothing follows
     */
    public long findRecord(long from, long sound) {
        long zerosFrom = from;
        for (long position = from; ; position++) {
            Segment segment = segments.find(position);
            if (segment == null) {
                return -1;
            }
            int at = (int) (position - segment.start());
            if (segment.isUntouched() || segment.length() - at < RecordLayout.SHORTEST) {
                position = segment.end() - 1;
                zerosFrom = segment.end();
                continue;
            }
            long word = segment.view().getLong(at);
            if (word == 0 && position - zerosFrom >= MOST_ZEROS && position >= sound) {
                Segment following = followingWithRecord(segment);
                if (following == null) {
                    return -1;
                }
                position = following.start() - 1;
                zerosFrom = following.start();
                continue;
            }
            if (word == 0) {
                // no record begins where the four bytes of its length would be zero
                position += zeros(segment, at) - Integer.BYTES;
                continue;
            }
            zerosFrom = position + 1;
            if (segment.view().getLong(at + RecordLayout.POSITION_AT) == position
                    && look(segment, at, position) == RecordReader.Found.RECORD) {
                return position;
            }
        }
    }

    /**
     * How many zeros lie there, in steps of eight, as far as a record could begin; few more than {@link #MOST_ZEROS}. Taken
     * out of the file in pieces: in a process that has just started, a loop over an array costs a fifth of one over a view.
     */
    private static int zeros(Segment segment, int from) {
        int end = (int) Math.min(segment.length() - RecordLayout.SHORTEST, from + MOST_ZEROS);
        int count = Math.max(0, (end - from) / Long.BYTES + 1);
        LongBuffer view = segment.view().slice(from, count * Long.BYTES).asLongBuffer();
        long[] words = new long[WORDS_AT_ONCE];
        int zeros = 0;
        while (view.hasRemaining()) {
            int length = Math.min(words.length, view.remaining());
            view.get(words, 0, length);
            for (int i = 0; i < length; i++) {
                if (words[i] != 0) {
                    return (zeros + i) * Long.BYTES;
                }
            }
            zeros += length;
        }
        return zeros * Long.BYTES;
    }

    private @Nullable Segment followingWithRecord(Segment segment) {
        for (Segment next = segments.find(segment.end()); next != null; next = segments.find(next.end())) {
            if (look(next, 0, next.start()) == RecordReader.Found.RECORD) {
                return next;
            }
        }
        return null;
    }

    /**
     * Whether what lies there looks like a record of which a part never reached the disk: a sector of it is zero from
     * the record's begin, or its own, to its end. What a failing disk makes of a record that was there looks otherwise.
     */
    public boolean isTorn(long position) {
        Segment segment = segments.find(position);
        if (segment == null) {
            return true;
        }
        ByteBuffer view = segment.view();
        int at = (int) (position - segment.start());
        int extent = RecordLayout.SHORTEST;
        if (segment.length() - at >= RecordLayout.BLANK_LENGTH) {
            int length = view.getInt(at + RecordLayout.LENGTH_AT);
            int magic = view.getInt(at + RecordLayout.MAGIC_AT);
            if (length > extent && (magic == RecordLayout.MAGIC_V1 || magic == RecordLayout.MAGIC_V2)) {
                extent = length;
            }
        }
        if (lacksFirstBytes(segment, at)) {
            return true;
        }
        int end = Math.min(segment.length(), (int) Math.min(Integer.MAX_VALUE, (long) at + extent));
        for (int sector = at - at % RecordLayout.SECTOR; sector < end; sector += RecordLayout.SECTOR) {
            int from = Math.max(sector, at);
            int to = Math.min(sector + RecordLayout.SECTOR, segment.length());
            // a record begins with its length, which is not 0; elsewhere it may well have a few zeros
            int least = from == at ? Integer.BYTES : Long.BYTES;
            if (to - from >= least && isZero(view, from, to)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The same of a sector in which less than the record's length lies: zeros there may be what was written, unless all the
     * rest of the record says otherwise.
     */
    private boolean lacksFirstBytes(Segment segment, int at) {
        ByteBuffer view = segment.view();
        int count = RecordLayout.SECTOR - at % RecordLayout.SECTOR;
        int room = segment.length() - at - RecordLayout.BLANK_LENGTH;
        if (count >= Integer.BYTES || room < RecordLayout.SHORTEST || !isZero(view, at, at + count)) {
            return false;
        }
        int rest = view.getInt(at + RecordLayout.LENGTH_AT);
        int length = reader.lengthOfParts(view, at, room);
        return length > rest && (length & (-1 >>> (count * Byte.SIZE))) == rest;
    }

    private static boolean isZero(ByteBuffer view, int from, int to) {
        for (int at = from; at < to; at++) {
            if (view.get(at) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether a record lies there that tells its length and place, though its body is not what was stored. */
    public boolean isReadable(long position) {
        Segment segment = segments.find(position);
        if (segment == null) {
            return false;
        }
        int at = (int) (position - segment.start());
        int room = segment.length() - at - RecordLayout.BLANK_LENGTH;
        return room >= RecordLayout.SHORTEST
                && reader.read(segment.view(), at, room) == RecordReader.Found.RECORD
                && reader.position() == position
                && reader.isWithoutHoles(at);
    }

    /** What lies there; a record only when it says itself that it lies there, and its body is what was stored. */
    RecordReader.Found look(Segment segment, int at, long position) {
        ByteBuffer view = segment.view();
        if (segment.length() - at < RecordLayout.BLANK_LENGTH) {
            return RecordReader.Found.NOTHING;
        }
        int room = segment.length() - at - RecordLayout.BLANK_LENGTH;
        return switch (reader.read(view, at, Math.max(room, RecordLayout.BLANK_LENGTH))) {
            case NOTHING -> RecordReader.Found.NOTHING;
            case BLANK ->
                view.getInt(at) == segment.length() - at ? RecordReader.Found.BLANK : RecordReader.Found.NOTHING;
            case RECORD ->
                reader.position() == position && reader.isWithoutHoles(at) && (!checkBodies || reader.isBodyWhole())
                        ? RecordReader.Found.RECORD
                        : RecordReader.Found.NOTHING;
        };
    }

    /** The record that {@link #look} found last. */
    RecordReader record() {
        return reader;
    }
}
