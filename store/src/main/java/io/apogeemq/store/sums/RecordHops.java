package io.apogeemq.store.sums;

import io.apogeemq.protocol.message.RecordLayout;
import io.apogeemq.store.segment.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Finds the last record of a segment from length to length, for what was just written. */
final class RecordHops implements SegmentPass.Walk {
    private final Segment segment;
    private final ByteBuffer head = ByteBuffer.allocate(RecordLayout.BLANK_LENGTH);
    private int fedTo;
    private int at;
    private int lastAt = -1;

    RecordHops(Segment segment) {
        this.segment = segment;
    }

    @Override
    public void feed(ByteBuffer piece) throws IOException {
        int from = fedTo;
        fedTo += piece.limit();
        while (at < segment.length() && at + RecordLayout.BLANK_LENGTH <= fedTo) {
            if (at >= from) {
                hop(piece.getInt(at - from + RecordLayout.LENGTH_AT), piece.getInt(at - from + RecordLayout.MAGIC_AT));
            } else {
                // its head lies in two pieces
                segment.read(head.clear(), at);
                hop(head.getInt(RecordLayout.LENGTH_AT), head.getInt(RecordLayout.MAGIC_AT));
            }
        }
    }

    private void hop(int length, int magic) throws IOException {
        int rest = segment.length() - at;
        if (magic == RecordLayout.MAGIC_BLANK && length == rest) {
            at = segment.length();
        } else if ((magic == RecordLayout.MAGIC_V1 || magic == RecordLayout.MAGIC_V2)
                && RecordLayout.SHORTEST <= length
                && length < rest) {
            lastAt = at;
            at += length;
        } else {
            throw new IOException("no record begins at " + at + " of " + segment);
        }
    }

    @Override
    public void end() throws IOException {
        if (at != segment.length()) {
            throw new IOException("the last record of " + segment + " is not closed by a blank one");
        }
    }

    @Override
    public int lastAt() {
        return lastAt;
    }

    @Override
    public int notWholeCount() {
        return 0;
    }
}
