package io.apogeemq.store.read;

import io.apogeemq.protocol.message.RecordLayout;
import io.apogeemq.store.queue.QueueUnit;
import io.apogeemq.store.segment.Segment;
import java.nio.ByteBuffer;

/** What one read knows to be in memory of the segment that it has leased. One thread. */
final class KnownInMemory {
    /** Of a record: what {@link #countSound} looks at lies within. */
    private static final int HEAD_LENGTH = RecordLayout.POSITION_AT + Long.BYTES;

    private final SeenInMemory seen;
    private final long surelyFrom;
    private int from;
    private int to;

    /** @param surelyFrom what this process has written from that position on has not left memory yet */
    KnownInMemory(SeenInMemory seen, long surelyFrom) {
        this.seen = seen;
        this.surelyFrom = surelyFrom;
    }

    /** Another segment is leased. */
    void forget() {
        to = 0;
    }

    /** @param recent whether this process has written it */
    boolean holds(Segment segment, int at, int length, boolean recent) {
        if ((recent && segment.start() + at >= surelyFrom) || (at >= from && at + length <= to)) {
            return true;
        }
        int end = seen.endOfPart(segment, at, length);
        if (end > 0) {
            from = at;
            to = end;
        }
        return end > 0;
    }

    /**
     * How many messages, from the first unit's on, this process has written, are in memory, and lie where their units say.
     * Looks at all their heads in one go: no processor's cache holds them, and in one short loop it waits for many of them
     * at once instead of one after the other.
     *
     * @param hotFrom messages before that position don't count
     * @param mostLength nor does what comes after so many bytes
     * @return 0 also when one of them lies elsewhere: look at each then
     */
    int countSound(Segment segment, byte[] units, int unitCount, long hotFrom, int mostLength) {
        long start = segment.start();
        long end = segment.end();
        int count = 0;
        for (int length = 0; count < unitCount && length < mostLength; count++) {
            long position = QueueUnit.position(units, count);
            int messageLength = QueueUnit.length(units, count);
            if (position < Math.max(hotFrom, start)
                    || messageLength < HEAD_LENGTH
                    || position + messageLength > end
                    || !holds(segment, (int) (position - start), messageLength, true)) {
                break;
            }
            length += messageLength;
        }
        return areWhereUnitsSay(segment, units, count) ? count : 0;
    }

    private static boolean areWhereUnitsSay(Segment segment, byte[] units, int unitCount) {
        ByteBuffer view = segment.view();
        long start = segment.start();
        long differing = 0;
        // no branch: it would have to wait for what it looks at
        for (int i = 0; i < unitCount; i++) {
            long position = QueueUnit.position(units, i);
            int at = (int) (position - start);
            differing |= view.getLong(at + RecordLayout.POSITION_AT) ^ position;
            differing |= view.getInt(at + RecordLayout.LENGTH_AT) ^ QueueUnit.length(units, i);
        }
        return differing == 0;
    }
}
