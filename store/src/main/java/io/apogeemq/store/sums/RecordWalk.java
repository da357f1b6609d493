package io.apogeemq.store.sums;

import io.apogeemq.protocol.message.RecordLayout;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.store.segment.Segment;
import java.nio.ByteBuffer;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the records of one segment while its bytes pass, piece by piece, and says whom wrong bytes concern. Behind a
 * place that is no record it looks for the next one byte by byte, as recovery does.
 */
final class RecordWalk implements SegmentPass.Walk {
    /** Far more than a frame holds: what says that it is longer is damaged. */
    private static final int MOST_LENGTH = 32 << 20;

    private static final String CHANGED = "its bytes are no longer those that were sealed";

    private final Segment segment;
    private final Deque<WrongBytes> wrong;
    private final SegmentPass.Report report;
    private final RecordReader reader = new RecordReader();

    /** Bytes from {@link #windowFrom} of the segment on; the limit is where they end. */
    private ByteBuffer window = ByteBuffer.allocate(0);

    private int windowFrom;
    private int at;
    /** Where what is no record began, -1 while records follow one another. */
    private int strayFrom = -1;

    private @Nullable String strayTopic;
    private int lastAt = -1;
    private int notWholeCount;
    /** What is wrong below has been told. */
    private int toldTo;

    /** @param wrong what the sums have shown up to where bytes were fed, in order; what was told is taken out */
    RecordWalk(Segment segment, Deque<WrongBytes> wrong, SegmentPass.Report report) {
        this.segment = segment;
        this.wrong = wrong;
        this.report = report;
    }

    @Override
    public int lastAt() {
        return lastAt;
    }

    @Override
    public int notWholeCount() {
        return notWholeCount;
    }

    @Override
    public void feed(ByteBuffer piece) {
        if (at == segment.length()) {
            return;
        }
        append(piece);
        boolean more = true;
        while (more && at < segment.length()) {
            more = step();
        }
    }

    @Override
    public void end() {
        if (strayFrom >= 0) {
            tellStray(segment.length());
        }
        for (WrongBytes each : wrong) {
            if (each.from() >= toldTo) {
                report.changed(segment, each.from(), each.to() - each.from(), null, "no message lies there");
            }
        }
        window = ByteBuffer.allocate(0);
    }

    private void append(ByteBuffer piece) {
        int kept = windowFrom + window.limit() - at;
        window.position(at - windowFrom);
        if (window.capacity() >= kept + piece.remaining()) {
            window.compact();
        } else {
            window = ByteBuffer.allocate(kept + piece.remaining()).put(window);
        }
        window.put(piece.duplicate()).flip();
        windowFrom = at;
    }

    /** Looks at what lies at {@link #at}; false when more bytes have to come first. */
    private boolean step() {
        int index = at - windowFrom;
        int room = window.limit() - index;
        int rest = segment.length() - at;
        if (rest < RecordLayout.BLANK_LENGTH) {
            return pass(rest);
        }
        if (room < Math.min(rest, RecordLayout.SHORTEST)) {
            return false;
        }
        int magic = window.getInt(index + RecordLayout.MAGIC_AT);
        int length = window.getInt(index + RecordLayout.LENGTH_AT);
        if (magic == RecordLayout.MAGIC_BLANK && length == rest) {
            endStray();
            at = segment.length();
            return false;
        }
        if (rest >= RecordLayout.SHORTEST
                && window.getLong(index + RecordLayout.POSITION_AT) == segment.start() + at
                && isRecord(magic)
                && length >= RecordLayout.SHORTEST
                && length <= Math.min(rest, MOST_LENGTH)) {
            if (length > room) {
                return false;
            }
            return record(index, length);
        }
        return stray();
    }

    private static boolean isRecord(int magic) {
        return magic == RecordLayout.MAGIC_V1 || magic == RecordLayout.MAGIC_V2;
    }

    private boolean record(int index, int length) {
        if (reader.read(window, index, length) != RecordReader.Found.RECORD) {
            return stray();
        }
        if (!reader.isWithoutHoles(at) || !reader.isBodyWhole()) {
            if (strayFrom < 0) {
                strayTopic = reader.topic();
            }
            return stray();
        }
        endStray();
        int bodyFrom = at + RecordLayout.bodyAt(reader.sysFlag());
        int end = at + length;
        while (!wrong.isEmpty() && wrong.peek().from() < end) {
            if (toldTo < end && wrong.peek().concerns(at, bodyFrom, bodyFrom + reader.bodyLength(), end)) {
                report.changed(segment, at, length, reader.topic(), CHANGED);
                toldTo = end;
            }
            if (end < wrong.peek().to()) {
                // concerns the next record too
                break;
            }
            wrong.remove();
        }
        lastAt = at;
        return pass(length);
    }

    private boolean stray() {
        if (strayFrom < 0) {
            strayFrom = at;
        }
        return pass(1);
    }

    private boolean pass(int length) {
        at += length;
        return true;
    }

    private void endStray() {
        if (strayFrom >= 0) {
            tellStray(at);
        }
    }

    private void tellStray(int to) {
        notWholeCount++;
        report.notWhole(segment, strayFrom, to - strayFrom, strayTopic);
        while (!wrong.isEmpty() && wrong.peek().to() <= to) {
            wrong.remove();
        }
        toldTo = to;
        strayFrom = -1;
        strayTopic = null;
    }
}
