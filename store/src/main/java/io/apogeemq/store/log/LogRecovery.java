package io.apogeemq.store.log;

import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.protocol.message.SysFlag;
import io.apogeemq.store.checkpoint.Checkpoint;
import io.apogeemq.store.checkpoint.LastExit;
import io.apogeemq.store.queue.QueueMarks;
import io.apogeemq.store.queue.QueueName;
import io.apogeemq.store.queue.QueueRecovery;
import io.apogeemq.store.queue.QueueRecovery.MissingUnits;
import io.apogeemq.store.queue.UnitCodes;
import io.apogeemq.store.segment.DamagedPlaces;
import io.apogeemq.store.segment.Segment;
import io.apogeemq.store.segment.SegmentFiles;
import io.apogeemq.store.segment.SegmentList;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
 *   any         (there is no queue)            the first file
 *   any         (queues lack units or files)   the first file; those queues are made anew, or all when they are many
 *
 *   found there                                then
 *   a whole record that lies where it says     it stays; its queue unit is added when the files lack it
 *   one that says that another belongs to it   it stays with that one, and is cut off when the log ends before that
 *   the blank record at a file's end           on to the next file
 *   anything else, no whole record behind      the end: everything behind is cut off, files behind are deleted
 *   a record with sectors that were never      the same when power may have been lost: it was before this was forced, and
 *   written, whole records behind              with it all that is behind
 *   anything else, whole records behind        damage: it is told and passed over, all behind stays
 * </pre>
 * "The position" is that of the queue marks when there are any, else the checkpoint's: each is the other's second copy.
 * What is cut was never confirmed: confirmed means forced, and forced bytes are whole. It must be cut, not left: a later
 * record could end just where an old one begins, and that would come back to life.
 */
public final class LogRecovery {
    private static final Logger log = LoggerFactory.getLogger(LogRecovery.class);
    /** Units that are kept in memory before they are written to files: 20 bytes each. */
    private static final long RECORDS_PER_SPILL = 500_000;

    private static final int FILES_AFTER_CLEAN_EXIT = 3;

    private static final long NO_GROUP = -1;

    /** Each round reads the log again; whoever lost more than this many queues has all of them made at once. */
    private static final int MOST_ROUNDS = 4;

    private static final int MOST_REMADE = 64;

    private final SegmentFiles files;
    private final SegmentList segments;
    private final QueueRecovery queues;
    private final UnitCodes codes;
    private final QueueMarks marks;
    private final DamagedPlaces damaged;
    private final long mostUnforced;
    private final LogScan scan;
    private final LogScan groupScan;
    private final MessageProperties properties = new MessageProperties();
    private long lastStoreMillis;
    private long count;
    /** Records below are added to queues that are made again only. */
    private long addAllFrom;

    /** Where the first record lies that waits for another. */
    private long groupAt = NO_GROUP;

    /** @param mostUnforced how far a broker writes ahead of forcing: what is further from the end was forced */
    public LogRecovery(
            SegmentFiles files,
            SegmentList segments,
            QueueRecovery queues,
            UnitCodes codes,
            QueueMarks marks,
            DamagedPlaces damaged,
            boolean checkBodies,
            long mostUnforced) {
        this.files = files;
        this.segments = segments;
        this.queues = queues;
        this.codes = codes;
        this.marks = marks;
        this.damaged = damaged;
        this.mostUnforced = mostUnforced;
        this.scan = new LogScan(segments, checkBodies);
        this.groupScan = new LogScan(segments, checkBodies);
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
     * @param exit how the last process ended
     * @param checkpoint is corrected before queue files are cut below what it says
     * @param marked what the queue marks say, if there are any
     * @param wrong queues of which it is known that their files do not hold what they should
     */
    public Outcome recover(
            LastExit exit, Checkpoint checkpoint, QueueMarks.@Nullable State marked, Set<QueueName> wrong)
            throws IOException {
        QueueMarks.State noted = usable(marked);
        if (noted != null) {
            // else a loss of power would show again the messages that this start finds gone
            marks.force();
        }
        long from =
                noted == null ? start(exit, checkpoint.queuePosition(), checkpoint.recoveryMillis()) : noted.position();
        if (noted != null && noted.isRebuilding()) {
            log.warn("not all queues were made from the log yet: it is done again");
            return remakeAll(noted, from, exit, checkpoint);
        }
        Set<QueueName> lost = new LinkedHashSet<>(wrong);
        if (!lost.isEmpty()) {
            // else the messages of a topic that was deleted since would come back
            lost.retainAll(queues.present());
        }
        for (int round = 0; round < MOST_ROUNDS && lost.size() <= MOST_REMADE; round++) {
            try {
                return agree(noted, from, exit, checkpoint, lost);
            } catch (MissingUnits e) {
                log.warn("{}; what is missing is made from the log again", e.getMessage());
                lost.addAll(e.queues());
            }
        }
        log.warn("too many queues lack something: all are made from the log again");
        return remakeAll(noted, from, exit, checkpoint);
    }

    /** @param lost queues that are made from the whole log */
    private Outcome agree(
            QueueMarks.@Nullable State noted, long from, LastExit exit, Checkpoint checkpoint, Set<QueueName> lost)
            throws MissingUnits, IOException {
        long logStart = segments.first().start();
        begin(noted == null ? checkpoint.logMillis() : noted.millis(), from);
        if (!lost.isEmpty()) {
            distrustAll(noted, checkpoint);
        }
        queues.remake(lost);
        if (noted != null) {
            queues.load(noted, logStart);
        } else {
            marks.forget();
            boolean cut = !exit.isClean() || hasRecordAt(from);
            if (cut && lost.isEmpty()) {
                checkpoint.distrustQueues(from);
            }
            queues.load(from, logStart, cut, exit.isClean() ? (q, o, p, l) -> true : this::holds);
        }
        return lost.isEmpty() ? finish(null, from, from, exit) : finish(noted, logStart, from, exit);
    }

    private Outcome remakeAll(QueueMarks.@Nullable State noted, long from, LastExit exit, Checkpoint checkpoint)
            throws IOException {
        long logStart = segments.first().start();
        begin(checkpoint.logMillis(), logStart);
        distrustAll(noted, checkpoint);
        queues.dropAll();
        try {
            return finish(noted, logStart, from, exit);
        } catch (MissingUnits e) {
            throw new IllegalStateException("a rebuild takes any log", e);
        }
    }

    private void begin(long storeMillis, long addFrom) {
        lastStoreMillis = storeMillis;
        addAllFrom = addFrom;
        count = 0;
    }

    /** A crash before all queues are whole again must not find notes that say they are. */
    private void distrustAll(QueueMarks.@Nullable State noted, Checkpoint checkpoint) throws IOException {
        checkpoint.distrustQueues(segments.first().start());
        if (noted == null) {
            marks.forget();
        } else {
            marks.rebuild(noted, queues.fileLength());
        }
    }

    /** @param remade the notes of queues that are made again, of which the log may have nothing any more; or null */
    private Outcome finish(QueueMarks.@Nullable State remade, long from, long sound, LastExit exit)
            throws MissingUnits, IOException {
        long end = walk(from, sound, exit);
        if (remade != null) {
            queues.keepNumbers(remade);
        }
        cut(end, exit);
        // what the last process wrote may still be in memory only; from here on it counts as forced
        forceFrom(from);
        return new Outcome(from, end, count, lastStoreMillis);
    }

    /** What was noted about the queues, when the log still has the place where it goes on. */
    private QueueMarks.@Nullable State usable(QueueMarks.@Nullable State noted) {
        if (noted == null
                || noted.position() < segments.first().start()
                || noted.position() >= segments.last().end()
                || !(isBoundary(noted.position()) || recordsReach(noted.position()))) {
            return null;
        }
        return noted;
    }

    private long start(LastExit exit, long checkpointPosition, long checkpointMillis) throws IOException {
        if (queues.findNone()) {
            // somebody took consumequeue/ away, which is how Apache's brokers are told to make it again
            return segments.first().start();
        }
        Segment last = segments.last();
        if (checkpointPosition > 0
                && segments.first().start() <= checkpointPosition
                && checkpointPosition < last.end()
                && isBoundary(checkpointPosition)) {
            return checkpointPosition;
        }
        if (exit.isClean()) {
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

    /** The same where a loss of power has torn what was written behind: whether the file's records end just there. */
    private boolean recordsReach(long position) {
        Segment segment = segments.find(position);
        if (segment == null) {
            return false;
        }
        long at = segment.start();
        while (at < position && scan.look(segment, (int) (at - segment.start()), at) == RecordReader.Found.RECORD) {
            at += scan.record().length();
        }
        return at == position;
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

    /**
     * Reads from there to the end, passing over damage.
     *
     * @param sound what lies below was forced: whatever is wrong there is damage
     */
    private long walk(long from, long sound, LastExit exit) throws MissingUnits, IOException {
        groupAt = NO_GROUP;
        long end = scan.walk(from, this::found);
        while (true) {
            long next = scan.findRecord(end + 1, sound);
            if (next < 0 && end >= sound) {
                return wholeEnd(end, sound);
            }
            if (exit == LastExit.UNKNOWN && end >= sound && next - end < mostUnforced && scan.isTorn(end)) {
                log.info("the log ends at {}: what follows was written, but not all of it forced", end);
                return wholeEnd(end, sound);
            }
            // it was whole once
            closeGroup(end);
            long resume = next < 0 ? sound : next;
            passDamage(end, resume);
            end = scan.walk(resume, this::found);
        }
    }

    /** A record that another one belongs to waits until that one is found. */
    private void found(RecordReader record, long position) throws MissingUnits, IOException {
        if (SysFlag.has(record.sysFlag(), SysFlag.FOLLOWED)) {
            groupAt = groupAt == NO_GROUP ? position : groupAt;
        } else {
            closeGroup(position);
            add(record, position);
        }
    }

    /** What has waited is there: all of it lies between where it began and there. */
    private void closeGroup(long to) throws MissingUnits, IOException {
        long at = groupAt;
        groupAt = NO_GROUP;
        while (at != NO_GROUP && at < to) {
            Segment segment = segmentAt(at);
            if (groupScan.look(segment, (int) (at - segment.start()), at) == RecordReader.Found.RECORD) {
                add(groupScan.record(), at);
                at += groupScan.record().length();
            } else {
                // the blank record at a file's end: no append of ours goes over that
                at = segment.end();
            }
        }
    }

    /** Where the log ends, without the beginning of a group of which the rest is missing. */
    private long wholeEnd(long end, long sound) throws MissingUnits, IOException {
        if (groupAt == NO_GROUP || groupAt < sound) {
            closeGroup(end);
            return end;
        }
        log.info("the records from {} on are taken back: what was appended together with them is missing", groupAt);
        return groupAt;
    }

    private Segment segmentAt(long position) {
        Segment segment = segments.find(position);
        if (segment == null) {
            throw new IllegalStateException("there is no log file for the position " + position);
        }
        return segment;
    }

    private void passDamage(long from, long to) throws MissingUnits, IOException {
        Segment segment = segmentAt(from);
        boolean readable = scan.isReadable(from) && from + scan.record().length() == to;
        String topic = readable ? scan.record().topic() : null;
        damaged.found(segment, from, to - from, topic, "its messages are lost, those behind it are kept");
        if (from >= addAllFrom) {
            queues.passedDamage(from, to - from);
        }
        if (readable) {
            // keeps the number of the lost message taken
            add(scan.record(), from);
        }
    }

    private void add(RecordReader record, long position) throws MissingUnits, IOException {
        if (++count % RECORDS_PER_SPILL == 0) {
            // a unit must not be there before its record is
            forceFrom(segments.first().start());
            queues.spill();
        }
        lastStoreMillis = record.storeMillis();
        if (position < addAllFrom && !queues.isRemade(record)) {
            return;
        }
        if (SysFlag.isQueued(record.sysFlag()) && QueueName.canBe(record.topic(), record.queueId())) {
            String topic = record.topic();
            boolean believed = queues.add(
                    topic,
                    record.queueId(),
                    record.queueOffset(),
                    position,
                    record.length(),
                    codes.of(record, topic, properties));
            Segment segment = segments.find(position);
            if (!believed && segment != null) {
                String what = "it says that it is message " + record.queueOffset() + " of queue " + record.queueId();
                damaged.found(segment, position, record.length(), topic, what);
            }
        }
    }

    private void forceFrom(long position) throws IOException {
        for (int i = segments.count() - 1; i >= 0 && segments.get(i).end() > position; i--) {
            segments.get(i).force();
        }
    }

    private void cut(long end, LastExit exit) throws IOException {
        boolean any = false;
        while (segments.last().start() > end && segments.count() > 1) {
            files.delete(segments.removeLast());
            any = true;
        }
        Segment last = segments.last();
        if (end < last.end()) {
            int at = (int) (end - last.start());
            if (!exit.isClean() || !isZero(last, at)) {
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
