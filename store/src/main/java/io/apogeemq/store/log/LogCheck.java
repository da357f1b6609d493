package io.apogeemq.store.log;

import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.store.queue.QueueName;
import io.apogeemq.store.segment.Segment;
import io.apogeemq.store.segment.SegmentList;
import java.io.IOException;

/** Looks through a log that nobody writes, and changes nothing. One thread. */
public final class LogCheck {
    private final SegmentList segments;
    private final LogScan scan;

    public LogCheck(SegmentList segments) {
        this.segments = segments;
        this.scan = new LogScan(segments, true);
    }

    /** Is told what lies in the log, in its order. */
    public interface Visitor {
        /** A whole record; false ends the walk. */
        boolean record(RecordReader record, long position) throws IOException;

        /** Between these positions nothing is whole, and behind them records go on. */
        void damage(long from, long to);
    }

    /** Thrown inside only: the visitor has seen enough. */
    private static final class Enough extends Exception {
        private static final long serialVersionUID = 1;
    }

    /**
     * Visits every whole record from there on, also behind damage.
     *
     * @return where the last one ends
     */
    public long walk(long from, Visitor visitor) throws IOException {
        long[] reached = {from};
        try {
            long end = walkOn(from, visitor, reached);
            while (true) {
                long next = scan.findRecord(end + 1, segments.last().end());
                if (next < 0) {
                    return end;
                }
                visitor.damage(end, next);
                end = walkOn(next, visitor, reached);
            }
        } catch (Enough e) {
            return reached[0];
        }
    }

    private long walkOn(long from, Visitor visitor, long[] reached) throws Enough, IOException {
        return scan.walk(from, (record, position) -> {
            reached[0] = position + record.length();
            if (!visitor.record(record, position)) {
                throw new Enough();
            }
        });
    }

    /** Whether that message of that queue lies there. */
    public boolean holds(QueueName queue, long offset, long position, int length) {
        Segment segment = segments.find(position);
        if (segment == null
                || scan.look(segment, (int) (position - segment.start()), position) != RecordReader.Found.RECORD) {
            return false;
        }
        RecordReader record = scan.record();
        return record.length() == length
                && record.queueOffset() == offset
                && record.queueId() == queue.queueId()
                && record.isOfTopic(queue.topic());
    }
}
