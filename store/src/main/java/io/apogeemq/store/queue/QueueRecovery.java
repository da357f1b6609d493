package io.apogeemq.store.queue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashSet;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
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
 *   offset n                      above n                       the topic was deleted and made again: it begins anew at n
 *   offset n, read from its start below n, and holds nothing    it begins at n: older messages are gone
 *   offset n                      below n                       files are missing: all queues are made from the whole log
 *   the same while doing that     below n                       the log is damaged before: the queue begins anew at n
 * </pre>
 */
public final class QueueRecovery {
    private static final Logger log = LoggerFactory.getLogger(QueueRecovery.class);

    private static final int BUFFER_LENGTH = 64 << 10;

    private final QueueFiles files;
    private final QueueTable queues;
    private final Set<ConsumeQueue> grown = new LinkedHashSet<>();
    private boolean fromLogStart;
    private boolean rebuilding;

    public QueueRecovery(QueueFiles files, QueueTable queues) {
        this.files = files;
        this.queues = queues;
    }

    /** Says that the files do not hold what they should. */
    public static final class MissingUnits extends Exception {
        private static final long serialVersionUID = 1;

        MissingUnits(ConsumeQueue queue, long offset) {
            super("the queue " + queue + " lacks what comes before " + offset);
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
    public void load(long from, long logStart, boolean cut, UnitTest tested) throws IOException {
        fromLogStart = from <= logStart;
        for (QueueName name : files.list()) {
            load(queues.findOrMake(name.topic(), name.queueId()), from, logStart, cut, tested);
        }
    }

    /** Whether a unit of a queue names the right record. */
    @FunctionalInterface
    public interface UnitTest {
        boolean holds(QueueName queue, long offset, long position, int length);
    }

    private void load(ConsumeQueue queue, long from, long logStart, boolean cut, UnitTest tested) throws IOException {
        QueueName name = queue.name();
        NavigableSet<Long> starts = withoutGap(name, files.fileStarts(name));
        if (starts.isEmpty()) {
            return;
        }
        long min;
        long max;
        try (UnitProbe units = files.probe(name)) {
            max = firstWithout(starts, offset -> units.find(offset) && units.position() < from);
            while (max > starts.first()
                    && !(units.find(max - 1)
                            && !units.isFiller()
                            && tested.holds(name, max - 1, units.position(), units.length()))) {
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

    private NavigableSet<Long> withoutGap(QueueName name, NavigableSet<Long> starts) throws IOException {
        NavigableSet<Long> kept = new TreeSet<>();
        for (long start : starts) {
            if (kept.isEmpty() || kept.last() + files.unitsPerFile() == start) {
                kept.add(start);
            } else {
                log.warn(
                        "a file of the queue {} is missing before unit {}; it is made from the log again", name, start);
                files.deleteFile(name, start);
            }
        }
        return kept;
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

    /** Forgets every queue and its files. */
    public void dropAll() throws IOException {
        for (QueueName name : files.list()) {
            files.delete(name);
        }
        queues.clear();
        grown.clear();
        rebuilding = true;
    }

    /** Writes what was added to the files. */
    public void spill() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_LENGTH);
        for (ConsumeQueue queue : grown) {
            files.persist(queue, buffer);
        }
        grown.clear();
    }

    /** Adds a record that the log holds; see the class comment. */
    public void add(String topic, int queueId, long offset, long position, int length, long tagCode)
            throws MissingUnits, IOException {
        ConsumeQueue queue = queues.findOrMake(topic, queueId);
        long next = queue.nextOffset();
        if (offset != next) {
            boolean mayBeginLater = fromLogStart && next == queue.minOffset();
            if (offset > next && !mayBeginLater && !rebuilding) {
                throw new MissingUnits(queue, offset);
            }
            if (next != 0) {
                files.delete(queue.name());
            }
            log.debug("the queue {} begins anew at {}", queue, offset);
            queue.restartAt(offset);
        }
        queue.append(position, length, tagCode);
        queue.publish(queue.nextOffset());
        grown.add(queue);
    }
}
