package io.apogeemq.store.log;

import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.protocol.message.SysFlag;
import io.apogeemq.store.checkpoint.Checkpoint;
import io.apogeemq.store.queue.QueueName;
import io.apogeemq.store.queue.QueueRecovery;
import io.apogeemq.store.queue.QueueRecovery.MissingUnits;
import io.apogeemq.store.queue.UnitCodes;
import io.apogeemq.store.segment.Segment;
import io.apogeemq.store.segment.SegmentFiles;
import io.apogeemq.store.segment.SegmentList;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings log and queues to a state that agrees, whatever a crash has left: a function of the segments, the queue files and
 * the checkpoint. Running it twice changes nothing the second time.
 * <pre>
 *   last exit   checkpoint has a position      the log is read again from
 *   clean       inside the log                 that position: normally its end
 *   clean       none (an older broker's)       the third last file
 *   crash       inside the log                 that position: all below was forced
 *   crash       none                           the last file whose first record is older than its time, else the first
 *   any         outside of the log, or where   as if it had none
 *               neither a record nor nothing is
 *   any         (a queue lacks units)          the first file; all queues are made anew
 *
 *   found there                                then
 *   a whole record that lies where it says     it stays; its queue unit is added when the files lack it
 *   the blank record at a file's end           on to the next file
 *   anything else                              the end: everything behind is cut off, files behind are deleted
 * </pre>
 * What is cut was never confirmed: confirmed means forced, and forced bytes are whole. It must be cut, not left: a later
 * record could end just where an old one begins, and that would come back to life.
 */
public final class LogRecovery {
    private static final Logger log = LoggerFactory.getLogger(LogRecovery.class);
    /** Units that are kept in memory before they are written to files: 20 bytes each. */
    private static final long RECORDS_PER_SPILL = 500_000;

    private static final int FILES_AFTER_CLEAN_EXIT = 3;

    private final SegmentFiles files;
    private final SegmentList segments;
    private final QueueRecovery queues;
    private final UnitCodes codes;
    private final LogScan scan;
    private final MessageProperties properties = new MessageProperties();
    private long lastStoreMillis;
    private long count;

    public LogRecovery(
            SegmentFiles files, SegmentList segments, QueueRecovery queues, UnitCodes codes, boolean checkBodies) {
        this.files = files;
        this.segments = segments;
        this.queues = queues;
        this.codes = codes;
        this.scan = new LogScan(segments, checkBodies);
    }

    /**
     * What came out.
     *
     * @param from where the log was read from
     * @param end where it goes on
     * @param records how many were read
     * @param lastStoreMillis of the last one, 0 when none was read
     */
    public record Outcome(long from, long end, long records, long lastStoreMillis) {}

    /**
     * @param wasClean whether the last exit was
     * @param checkpoint is corrected before queue files are cut below what it says
     */
    public Outcome recover(boolean wasClean, Checkpoint checkpoint) throws IOException {
        try {
            return agree(wasClean, checkpoint);
        } catch (MissingUnits e) {
            throw new IllegalStateException("a rebuild takes any log", e);
        }
    }

    private Outcome agree(boolean wasClean, Checkpoint checkpoint) throws MissingUnits, IOException {
        long logStart = segments.first().start();
        long from = start(wasClean, checkpoint.queuePosition(), checkpoint.recoveryMillis());
        long end;
        try {
            boolean cut = !wasClean || hasRecordAt(from);
            if (cut) {
                checkpoint.distrustQueues(from);
            }
            queues.load(from, logStart, cut, wasClean ? (q, o, p, l) -> true : this::holds);
            end = walk(from);
        } catch (MissingUnits e) {
            log.warn("{}; all queues are made from the log again", e.getMessage());
            checkpoint.distrustQueues(logStart);
            queues.dropAll();
            end = rebuild(logStart, from);
            from = logStart;
        }
        cut(end, wasClean);
        // what the last process wrote may still be in memory only; from here on it counts as forced
        for (int i = segments.count() - 1; i >= 0 && segments.get(i).end() > from; i--) {
            segments.get(i).force();
        }
        return new Outcome(from, end, count, lastStoreMillis);
    }

    private long start(boolean wasClean, long checkpointPosition, long checkpointMillis) {
        Segment last = segments.last();
        if (checkpointPosition > 0
                && segments.first().start() <= checkpointPosition
                && checkpointPosition < last.end()
                && isBoundary(checkpointPosition)) {
            return checkpointPosition;
        }
        if (wasClean) {
            return segments.get(Math.max(0, segments.count() - FILES_AFTER_CLEAN_EXIT))
                    .start();
        }
        for (int i = segments.count() - 1; i > 0; i--) {
            Segment segment = segments.get(i);
            if (scan.look(segment, 0, segment.start()) == RecordReader.Found.RECORD
                    && scan.record().storeMillis() <= checkpointMillis) {
                return segment.start();
            }
        }
        return segments.first().start();
    }

    /** Whether records may begin there: a checkpoint that is damaged points anywhere. */
    private boolean isBoundary(long position) {
        Segment segment = segments.find(position);
        return hasRecordAt(position)
                || (segment != null
                        && segment.end() - position >= Long.BYTES
                        && isZero(segment, (int) (position - segment.start())));
    }

    private boolean hasRecordAt(long position) {
        Segment segment = segments.find(position);
        return segment != null
                && scan.look(segment, (int) (position - segment.start()), position) != RecordReader.Found.NOTHING;
    }

    /** Whether the log holds that message of that queue there. */
    private boolean holds(QueueName queue, long offset, long position, int length) {
        if (position < segments.first().start()) {
            // expired: the unit is all that is left of how far the queue had come
            return true;
        }
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

    private long walk(long from) throws MissingUnits, IOException {
        return scan.walk(from, (record, position) -> {
            if (++count % RECORDS_PER_SPILL == 0) {
                queues.spill();
            }
            lastStoreMillis = record.storeMillis();
            if (SysFlag.isQueued(record.sysFlag()) && isQueue(record.queueId())) {
                record.properties(properties);
                String topic = record.topic();
                queues.add(
                        topic,
                        record.queueId(),
                        record.queueOffset(),
                        position,
                        record.length(),
                        codes.of(topic, properties, record.storeMillis()));
            }
        });
    }

    private static boolean isQueue(int queueId) {
        return 0 <= queueId && queueId < QueueName.MOST_QUEUES;
    }

    /** Walks over the whole log. Damage below {@code sound} is passed over: what lies behind it was forced. */
    private long rebuild(long logStart, long sound) throws MissingUnits, IOException {
        long end = walk(logStart);
        while (end < sound) {
            long next = scan.findRecord(end + 1, sound);
            log.error("the log is damaged from {} to {}: the messages there are lost", end, next);
            end = walk(next);
        }
        return end;
    }

    private void cut(long end, boolean wasClean) throws IOException {
        boolean any = false;
        while (segments.last().start() > end && segments.count() > 1) {
            files.delete(segments.removeLast());
            any = true;
        }
        Segment last = segments.last();
        if (end < last.end()) {
            int at = (int) (end - last.start());
            if (!wasClean || !isZero(last, at)) {
                last.cut(at);
                any = true;
            }
        }
        if (any) {
            log.debug("the log was cut at {}", end);
        }
    }

    private static boolean isZero(Segment segment, int at) {
        return segment.view().getLong(at) == 0;
    }
}
