package io.apogeemq.store.queue;

import io.apogeemq.protocol.message.RecordLayout;
import io.apogeemq.protocol.message.RecordReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the queues back after a start: first what the files hold, then what the log says they should.
 *
 * <p>Units of records below the position where the log is read again were forced before that position was noted, so they
 * are all there; whatever else the files hold is cut off and comes again from the log:
 * <pre>
 *   the log has for a queue       the queue's next offset is    then
 *   offset n                      n                             the unit is added
 *   offset 0                      above 0                       the topic was deleted and made again: it begins anew
 *   another offset n              above n                       the record is not believed
 *   offset n, read from its start below n, and holds nothing    it begins at n: older messages are gone
 *   offset n, behind damage       below n                       units in between say that their messages are lost
 *   offset n                      below n                       files are missing: the queue is made from the whole log
 *   the same while doing that     below n                       as behind damage, which nobody has noticed then
 * </pre>
 * With {@link QueueMarks} there is one look at each file. What they hold behind the marks is written again with the
 * same bytes: units get there only after their records were forced, so the log has every one of them.
 */
public final class QueueRecovery {
    private static final Logger log = LoggerFactory.getLogger(QueueRecovery.class);

    private static final int BUFFER_LENGTH = 64 << 10;

    /** A larger gap than this is a number that cannot be right. */
    private static final int MOST_FILLED = 1_000_000;

    private final QueueFiles files;
    private final QueueTable queues;
    private final Set<ConsumeQueue> grown = new LinkedHashSet<>();
    private boolean fromLogStart;
    private boolean remakingAll;
    private Set<QueueName> remade = Set.of();
    private long damagedAt = -1;
    private long mostLost;

    public QueueRecovery(QueueFiles files, QueueTable queues) {
        this.files = files;
        this.queues = queues;
    }

    /** Says that the files of some queues do not hold what they should. */
    public static final class MissingUnits extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Set<QueueName> queues;

        MissingUnits(ConsumeQueue queue, long offset) {
            this(Set.of(queue.name()), "the queue " + queue + " lacks what comes before " + offset);
        }

        MissingUnits(Set<QueueName> queues) {
            this(
                    queues,
                    "files of the queue " + queues.iterator().next()
                            + (queues.size() == 1 ? "" : " and of " + (queues.size() - 1) + " others")
                            + " are missing or do not hold what they should");
        }

        private MissingUnits(Set<QueueName> queues, String message) {
            super(message);
            this.queues = queues;
        }

        /** Which: at least one. */
        public Set<QueueName> queues() {
            return queues;
        }
    }

    /** Forgets what was loaded and added before, and the files of these queues, which {@link #add} makes again. */
    public void remake(Set<QueueName> lost) throws IOException {
        for (QueueName name : lost) {
            files.delete(name);
        }
        queues.clear();
        grown.clear();
        remade = Set.copyOf(lost);
        damagedAt = -1;
        mostLost = 0;
    }

    /** Whether that is a message of a queue that is made again. */
    public boolean isRemade(RecordReader record) {
        if (remakingAll) {
            return true;
        }
        for (QueueName name : remade) {
            if (name.queueId() == record.queueId() && record.isOfTopic(name.topic())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Takes the queues as they were noted; the log is read from there.
     *
     * @param logStart messages below are gone
     */
    public void load(QueueMarks.State noted, long logStart) throws MissingUnits, IOException {
        fromLogStart = noted.position() <= logStart;
        QueueLengths lengths = new QueueLengths(files.fileLength(), noted.fileLength());
        Set<QueueName> lost = new LinkedHashSet<>();
        List<QueueMarks.Mark> empty = new ArrayList<>();
        for (QueueMarks.Mark mark : noted.queues()) {
            QueueName name = mark.name();
            if (remade.contains(name)) {
                continue;
            }
            if (mark.min() == mark.max()) {
                empty.add(mark);
            } else if (files.hold(name, mark.min(), mark.max(), lengths)) {
                long min = noted.logStart() == logStart ? mark.min() : firstSince(logStart, mark);
                queues.findOrMake(name.topic(), name.queueId()).restore(min, mark.max());
            } else {
                lost.add(name);
            }
        }
        lengths.requireOfThisStore();
        if (!lost.isEmpty()) {
            throw new MissingUnits(lost);
        }
        for (QueueMarks.Mark mark : empty) {
            loadEmpty(mark, lengths);
        }
        LastRecord last = noted.last();
        if (last != null) {
            files.hasNamed(last);
        }
    }

    /** All messages of the queue are gone: what its last file is for is to tell how far it had come. */
    private void loadEmpty(QueueMarks.Mark mark, QueueLengths lengths) throws IOException {
        ConsumeQueue queue = queues.findOrMake(mark.name().topic(), mark.name().queueId());
        boolean told =
                mark.max() % files.unitsPerFile() != 0 && files.hold(mark.name(), mark.max() - 1, mark.max(), lengths);
        if (told) {
            queue.restore(mark.max(), mark.max());
        } else {
            files.deleteFile(mark.name(), files.fileStart(mark.max()));
            queue.restartAt(mark.max());
        }
    }

    /** Log files went after the queue was noted. */
    private long firstSince(long logStart, QueueMarks.Mark mark) throws IOException {
        try (UnitProbe units = files.probe(mark.name())) {
            return boundary(
                    mark.min(),
                    mark.max(),
                    offset -> units.find(offset) && (units.isFiller() || units.position() < logStart));
        }
    }

    /**
     * Takes what the files hold.
     *
     * @param from units of records at or behind are cut off
     * @param logStart messages below are gone
     * @param tested whether a queue's last unit names a record of the log that is this message; asked when power may have
     *     been lost, since then pages of a file may be missing in between
     */
    public void load(long from, long logStart, boolean cut, UnitTest tested) throws MissingUnits, IOException {
        fromLogStart = from <= logStart;
        QueueLengths lengths = new QueueLengths(files.fileLength(), 0);
        Map<QueueName, NavigableSet<Long>> whole = new LinkedHashMap<>();
        Set<QueueName> lost = new LinkedHashSet<>();
        for (QueueName name : files.list()) {
            NavigableSet<Long> starts = new TreeSet<>();
            boolean right = true;
            for (Map.Entry<Long, Long> each : files.fileLengths(name).entrySet()) {
                right &= lengths.isRight(each.getValue(), files.pathOf(name, each.getKey()));
                starts.add(each.getKey());
            }
            if (!right || hasGap(starts)) {
                lost.add(name);
            } else if (!starts.isEmpty()) {
                whole.put(name, starts);
            }
        }
        lengths.requireOfThisStore();
        for (Map.Entry<QueueName, NavigableSet<Long>> each : whole.entrySet()) {
            QueueName name = each.getKey();
            load(queues.findOrMake(name.topic(), name.queueId()), each.getValue(), from, logStart, cut, tested);
        }
        if (!lost.isEmpty()) {
            throw new MissingUnits(lost);
        }
    }

    /** Whether a unit of a queue names the right record. */
    @FunctionalInterface
    public interface UnitTest {
        boolean holds(QueueName queue, long offset, long position, int length);
    }

    private void load(
            ConsumeQueue queue, NavigableSet<Long> starts, long from, long logStart, boolean cut, UnitTest tested)
            throws IOException {
        QueueName name = queue.name();
        long min;
        long max;
        try (UnitProbe units = files.probe(name)) {
            max = firstWithout(starts, offset -> units.find(offset) && units.position() < from);
            while (max > starts.first()
                    && !(units.find(max - 1)
                            && !units.isFiller()
                            && (units.isLost() || tested.holds(name, max - 1, units.position(), units.length())))) {
                max--;
            }
            min = boundary(
                    starts.first(),
                    max,
                    offset -> units.find(offset) && (units.isFiller() || units.position() < logStart));
        }
        if (cut) {
            cutBehind(name, starts, max);
        }
        queue.restore(min, max);
        log.debug("the files of the queue {} hold units of messages below {}", queue, from);
    }

    private boolean hasGap(NavigableSet<Long> starts) {
        return !starts.isEmpty() && starts.last() - starts.first() != (starts.size() - 1L) * files.unitsPerFile();
    }

    /** The same as {@link #boundary} over all files, file by file from the last one: opening them costs more than looking. */
    private long firstWithout(NavigableSet<Long> starts, LongPredicate holds) {
        for (long start : starts.descendingSet()) {
            if (holds.test(start)) {
                return boundary(start + 1, start + files.unitsPerFile(), holds);
            }
        }
        return starts.first();
    }

    /** The first offset in [low, high) for which it does not hold, given that it holds for all before that; else high. */
    private static long boundary(long low, long high, LongPredicate holds) {
        long from = low;
        long to = high;
        while (from < to) {
            long middle = (from + to) >>> 1;
            if (holds.test(middle)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private void cutBehind(QueueName name, NavigableSet<Long> starts, long max) throws IOException {
        for (long start : starts) {
            if (start >= max) {
                files.deleteFile(name, start);
            } else if (start + files.unitsPerFile() > max) {
                files.cut(name, start, max);
            }
        }
    }

    /** How long queue files are to be, in bytes. */
    public int fileLength() {
        return files.fileLength();
    }

    /** Queues that have files, or at least a directory. */
    public Set<QueueName> present() throws IOException {
        return new LinkedHashSet<>(files.list());
    }

    /** The last record that the files name, as far as each queue's own last unit tells; null when there is no unit. */
    public @Nullable LastRecord findLast() throws IOException {
        LastRecord last = null;
        for (QueueName name : files.list()) {
            NavigableMap<Long, Long> lengths = files.fileLengths(name);
            lengths.values().removeIf(length -> length != files.fileLength());
            NavigableSet<Long> starts = lengths.navigableKeySet();
            try (UnitProbe units = files.probe(name)) {
                long behind = starts.isEmpty() ? 0 : firstWithout(starts, units::find);
                if (behind > 0
                        && units.find(behind - 1)
                        && !QueueUnit.standsForNone(units.length())
                        && (last == null || units.position() > last.position())) {
                    last = new LastRecord(units.position(), units.length());
                }
            }
        }
        return last;
    }

    /** Whether there is no file of any queue. */
    public boolean findNone() throws IOException {
        return files.list().isEmpty();
    }

    /** Forgets every queue and its files. */
    public void dropAll() throws IOException {
        for (QueueName name : files.list()) {
            files.delete(name);
        }
        remake(Set.of());
        remakingAll = true;
    }

    /** After a rebuild: a queue of which the log has nothing any more goes on at the number that was noted. */
    public void keepNumbers(QueueMarks.State noted) {
        for (QueueMarks.Mark mark : noted.queues()) {
            ConsumeQueue queue =
                    queues.findOrMake(mark.name().topic(), mark.name().queueId());
            if (queue.minOffset() == queue.nextOffset() && queue.nextOffset() < mark.max()) {
                queue.restartAt(mark.max());
            }
        }
    }

    /** Writes what was added to the files. */
    public void spill() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_LENGTH);
        for (ConsumeQueue queue : grown) {
            files.persist(queue, buffer, Long.MAX_VALUE);
        }
        grown.clear();
    }

    /** The log is damaged there: messages that are missing behind it are lost, not their units. */
    public void passedDamage(long position, long length) {
        damagedAt = position;
        mostLost += length / RecordLayout.SHORTEST + 1;
    }

    /**
     * Adds a record that the log holds; see the class comment.
     *
     * @return false when the record cannot be what was written: no queue has it there
     */
    public boolean add(String topic, int queueId, long offset, long position, int length, long tagCode)
            throws MissingUnits, IOException {
        ConsumeQueue queue = queues.findOrMake(topic, queueId);
        long next = queue.nextOffset();
        if (offset != next) {
            if (offset < 0 || (offset != 0 && offset < next)) {
                return false;
            }
            boolean remaking = remakingAll || remade.contains(queue.name());
            boolean beginsLater = (fromLogStart || remaking) && next == queue.minOffset();
            if (offset == 0) {
                beginAnew(queue, offset);
            } else if (damagedAt >= 0 && offset - next <= mostLost) {
                fillUp(queue, offset);
            } else if (beginsLater) {
                beginAnew(queue, offset);
            } else if (damagedAt >= 0) {
                return false;
            } else if (remaking && offset - next <= MOST_FILLED) {
                damagedAt = position;
                fillUp(queue, offset);
            } else if (remaking) {
                return false;
            } else {
                throw new MissingUnits(queue, offset);
            }
        }
        queue.append(position, length, tagCode);
        queue.publish(queue.nextOffset());
        grown.add(queue);
        return true;
    }

    private void fillUp(ConsumeQueue queue, long offset) {
        log.warn("messages {} to {} of the queue {} are lost", queue.nextOffset(), offset - 1, queue.name());
        queue.fillUpTo(offset, damagedAt);
    }

    private void beginAnew(ConsumeQueue queue, long offset) throws IOException {
        if (queue.nextOffset() != 0) {
            files.delete(queue.name());
        }
        log.debug("the queue {} begins anew at {}", queue, offset);
        queue.restartAt(offset);
    }
}
