package io.apogeemq.store.segment;

import io.apogeemq.protocol.message.RecordLayout;
import io.apogeemq.protocol.message.RecordReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the log's records one after another, behind whoever writes them. One thread at a time. */
public final class LogFollower {
    private static final Logger log = LoggerFactory.getLogger(LogFollower.class);

    private final SegmentList segments;
    private final String purpose;
    private final RecordReader reader = new RecordReader();
    private long next;

    /** @param purpose what misses the messages of a damaged place, for the log */
    public LogFollower(SegmentList segments, String purpose) {
        this.segments = segments;
        this.purpose = purpose;
    }

    /** Sees a record. */
    public interface Visitor {
        /** Returns false when it cannot take it now: it comes again. */
        boolean visit(RecordReader record, long position) throws IOException;
    }

    /** Where the next record to see lies. */
    public long next() {
        return next;
    }

    public void startAt(long position) {
        next = position;
    }

    /** Whether a record begins there. */
    public boolean hasRecord(long position, long end) throws IOException {
        Segment segment = segments.find(position);
        if (segment == null || !segment.lease()) {
            return false;
        }
        try {
            int at = (int) (position - segment.start());
            int limit = (int) (Math.min(end, segment.end()) - segment.start());
            segment.requireRecord(at, limit - at);
            return isRecord(segment, at, limit);
        } finally {
            segment.release();
        }
    }

    private boolean isRecord(Segment segment, int at, int end) {
        return reader.read(segment.view(), at, end - at) == RecordReader.Found.RECORD
                && reader.position() == segment.start() + at;
    }

    /**
     * Visits records up to that position, which must lie between two.
     *
     * @param most how many bytes at most, the last record in full
     */
    public void follow(long end, long most, Visitor visitor) throws IOException {
        long until = next + Math.min(most, end - next);
        boolean more = true;
        while (more && next < until) {
            next = Math.max(next, segments.first().start());
            Segment segment = segments.lease(next);
            if (segment == null && segments.isGone(next)) {
                // the first file has just gone
                continue;
            }
            if (segment == null) {
                throw new IllegalArgumentException("the log does not reach to " + end);
            }
            try {
                more = followIn(segment, end, until, visitor);
            } finally {
                segment.release();
            }
        }
    }

    private boolean followIn(Segment segment, long end, long until, Visitor visitor) throws IOException {
        ByteBuffer view = segment.view();
        int limit = (int) (Math.min(segment.end(), end) - segment.start());
        int from = (int) (next - segment.start());
        int required = from + (int) Math.min(limit - from, until - next);
        segment.require(from, required - from);
        while (next < until && next < segment.end()) {
            int at = (int) (next - segment.start());
            if (at + RecordLayout.SHORTEST > required || at + view.getInt(at + RecordLayout.LENGTH_AT) > required) {
                segment.requireRecord(at, limit - at);
            }
            RecordReader.Found found = reader.read(view, at, limit - at);
            if (found == RecordReader.Found.BLANK) {
                next = segment.end();
            } else if (found == RecordReader.Found.NOTHING || reader.position() != next) {
                passDamage(segment, at, limit);
            } else if (visitor.visit(reader, next)) {
                next += reader.length();
            } else {
                return false;
            }
        }
        return true;
    }

    private void passDamage(Segment segment, int from, int limit) {
        int at = from + 1;
        while (at < limit && !isRecord(segment, at, limit)) {
            at++;
        }
        log.error("{} is damaged from {} to {}: {} misses the messages there", segment, from, at, purpose);
        next = segment.start() + at;
    }
}
