package io.apogeemq.store.log;

import io.apogeemq.protocol.message.RecordLayout;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.store.segment.Segment;
import io.apogeemq.store.segment.SegmentList;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Walks over the records of the log, checking each. */
public final class LogScan {
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
     * @return where, or {@code limit} when there is none before it
     */
    public long findRecord(long from, long limit) {
        for (long position = from; position < limit; position++) {
            Segment segment = segments.find(position);
            if (segment == null) {
                return limit;
            }
            int at = (int) (position - segment.start());
            if (segment.length() - at < RecordLayout.SHORTEST) {
                position = segment.end() - 1;
            } else if (segment.view().getLong(at + RecordLayout.POSITION_AT) == position
                    && look(segment, at, position) == RecordReader.Found.RECORD) {
                return position;
            }
        }
        return limit;
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
                reader.position() == position && reader.isWithoutHoles() && (!checkBodies || reader.isBodyWhole())
                        ? RecordReader.Found.RECORD
                        : RecordReader.Found.NOTHING;
        };
    }

    /** The record that {@link #look} found last. */
    RecordReader record() {
        return reader;
    }
}
