package io.apogeemq.store.read;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Position;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.RecordLayout;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.queue.QueueFiles;
import io.apogeemq.store.queue.QueueUnit;
import io.apogeemq.store.segment.DamagedPlaces;
import io.apogeemq.store.segment.LeasedSlices;
import io.apogeemq.store.segment.LogBytes;
import io.apogeemq.store.segment.Segment;
import io.apogeemq.store.segment.SegmentList;
import io.apogeemq.store.sums.Seal;
import io.apogeemq.store.sums.SealCheck;
import io.apogeemq.store.sums.SumTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages of a queue. Any thread.
 *
 * <p>A consumer goes on behind what an answer leaves out, so a message is left out only when it is known to be no more:
 * below the log's first, or damaged, which the operator is told. What cannot be read now (the disk fails, the queue's file
 * lacks it, the log is closed) fails the read.
 */
public final class QueueReader {
    private static final int MOST_UNITS_AT_ONCE = 1024;

    /** Nobody's page cache is so small that what was written last has left it. */
    private static final long SURELY_IN_MEMORY = 64 << 20;

    private final SegmentList segments;
    private final QueueFiles files;
    private final Position written;
    private final DamagedPlaces damaged;
    private final SumTable sealed;
    private final ReadAhead ahead;
    private final SeenInMemory inMemory;
    private final UnitBlocks unitBlocks = new UnitBlocks();
    private final Limits limits;
    private final Consumer<ConsumeQueue> wrongQueues;

    /**
     * What one read may bring.
     *
     * @param hotBytes how far back from the end messages count as being in memory (accessMessageInMemoryMaxRatio)
     * @param hotCount maxTransferCountOnMessageInMemory
     * @param hotLength maxTransferBytesOnMessageInMemory
     * @param coldCount maxTransferCountOnMessageInDisk
     * @param coldLength maxTransferBytesOnMessageInDisk
     * @param leastScan so many units are looked at when a filter takes none (or as many as messages are wanted)
     */
    public record Limits(long hotBytes, int hotCount, int hotLength, int coldCount, int coldLength, int leastScan) {}

    /** @param wrongQueues told of queues whose files do not hold what they should, maybe often */
    public QueueReader(
            Clock clock,
            SegmentList segments,
            QueueFiles files,
            Position written,
            DamagedPlaces damaged,
            SumTable sealed,
            ReadAhead ahead,
            Limits limits,
            Consumer<ConsumeQueue> wrongQueues) {
        this.segments = segments;
        this.files = files;
        this.written = written;
        this.damaged = damaged;
        this.sealed = sealed;
        this.ahead = ahead;
        this.inMemory = new SeenInMemory(clock);
        this.limits = limits;
        this.wrongQueues = wrongQueues;
    }

    /** One read; see {@link ReadStatus}. */
    public ReadResult read(ConsumeQueue queue, ReadRequest request) throws IOException {
        long from = request.fromOffset();
        // max first: min never passes it
        long max = queue.maxOffset();
        long min = queue.minOffset();
        if (max == 0) {
            return ReadResult.empty(ReadStatus.NO_MESSAGE_IN_QUEUE, 0, min, max);
        }
        if (from < min) {
            return ReadResult.empty(ReadStatus.OFFSET_TOO_SMALL, min, min, max);
        }
        if (from == max) {
            return ReadResult.empty(ReadStatus.OFFSET_OVERFLOW_ONE, from, min, max);
        }
        if (from > max) {
            return ReadResult.empty(ReadStatus.OFFSET_OVERFLOW_BADLY, max, min, max);
        }
        Scan scan = new Scan(queue, request, min, max);
        try {
            return scan.run();
        } finally {
            scan.end();
        }
    }

    /** The state of one read. */
    private final class Scan {
        private final ConsumeQueue queue;
        private final ReadRequest request;
        private final long min;
        private final long max;
        private final int mostCount;
        private final int mostScanned;
        private final long hotFrom;
        private final LeasedSlices slices = new LeasedSlices();
        private final @Nullable RecordReader record;
        private final RecordReader sums = new RecordReader();
        private final SealCheck seals = new SealCheck(sealed);
        private int count;
        private long next;
        private long lastPosition = -1;
        private boolean cold;
        private boolean removed;
        private boolean handedOver;

        /** Where the message before lies, leased: the next one lies there too as a rule. */
        private @Nullable Segment leased;

        /** What was read ahead of it for the message before, leased. */
        private @Nullable Piece held;

        private final KnownInMemory known;

        /** Messages before that offset lie in the leased segment, and are what their units say. */
        private long soundTo;

        Scan(ConsumeQueue queue, ReadRequest request, long min, long max) {
            this.queue = queue;
            this.request = request;
            this.min = min;
            this.max = max;
            // no answer holds more than that, whatever somebody asks for
            this.mostCount = Math.min(Math.max(1, request.maxCount()), Math.max(limits.hotCount, limits.coldCount));
            this.mostScanned = Math.max(limits.leastScan, mostCount);
            long end = written.get();
            this.hotFrom = end - limits.hotBytes;
            this.known = new KnownInMemory(inMemory, end - SURELY_IN_MEMORY);
            this.record = request.recordFilter() == null ? null : new RecordReader();
            this.next = request.fromOffset();
        }

        ReadResult run() throws IOException {
            try {
                scan();
            } catch (IOException | UncheckedIOException e) {
                if (count == 0) {
                    throw e;
                }
                // who asks for the one that cannot be read is told
            }
            return result();
        }

        private void scan() throws IOException {
            int step = Math.min(MOST_UNITS_AT_ONCE, Math.min(mostScanned, Math.max(32, mostCount)));
            ByteBuffer units = ByteBuffer.allocate(step * QueueUnit.UNIT_LENGTH);
            long end = Math.min(max, next + mostScanned);
            boolean more = true;
            while (more && next < end) {
                int got = readUnits((int) Math.min(step, end - next), units);
                if (got > 0) {
                    lookAhead(units.array(), got);
                    more = take(units.array(), got);
                } else if (cold || next < queue.minOffset()) {
                    more = false;
                } else {
                    throw lacking();
                }
            }
        }

        /** The queue's file does not hold what the queue has. */
        private IOException lacking() {
            wrongQueues.accept(queue);
            return new IOException("its file " + files.pathOf(queue.name(), next) + " does not tell where message "
                    + next + " of " + min + " to " + (max - 1) + " lies; the next start makes it from the log again");
        }

        private int readUnits(int wanted, ByteBuffer units) throws IOException {
            if (queue.isInMemory(next)) {
                return queue.read(next, wanted, units);
            }
            // what this process has written to the file just now is in memory too
            if (request.reach() == Reach.ALL || queue.isRecent(next)) {
                return unitBlocks.read(queue, next, wanted, units);
            }
            int kept = unitBlocks.readKept(queue, next, wanted, units);
            cold = kept == 0;
            return kept;
        }

        /** What is in memory anyhow, and was written by this process, needs but one look at its head. */
        private void lookAhead(byte[] units, int unitCount) throws IOException {
            if (request.reach() != Reach.RECENT || request.unitFilter() != null || !queue.isRecent(next)) {
                return;
            }
            Segment segment = leasedAt(QueueUnit.position(units, 0));
            if (segment != null) {
                int atMost = Math.min(unitCount, Math.min(mostCount, limits.hotCount));
                soundTo = next + known.countSound(segment, units, atMost, hotFrom, limits.hotLength);
            }
        }

        /** Goes over some units; false when the read is complete. */
        private boolean take(byte[] units, int unitCount) throws IOException {
            for (int i = 0; i < unitCount; i++) {
                long position = QueueUnit.position(units, i);
                int length = QueueUnit.length(units, i);
                if (length <= 0) {
                    throw lacking();
                }
                UnitFilter filter = request.unitFilter();
                long tagCode = QueueUnit.tagCode(units, i);
                boolean ask = filter != null && QueueUnit.isAddress(tagCode);
                if (filter == null || ask || filter.mayMatch(tagCode)) {
                    if (isFull(position, length)) {
                        return false;
                    }
                    if (!add(position, length, ask ? filter : null)) {
                        return false;
                    }
                }
                lastPosition = position;
                next++;
            }
            return true;
        }

        private boolean isFull(long position, int length) {
            boolean hot = position >= hotFrom;
            if (count == 0) {
                return false;
            }
            int atMost = Math.min(mostCount, hot ? limits.hotCount : limits.coldCount);
            int bytesAtMost = Math.min(request.maxBytes(), hot ? limits.hotLength : limits.coldLength);
            return count >= atMost || slices.length() + length > bytesAtMost;
        }

        /**
         * Adds a message when it is whole and wanted; false when it has to be read on a loop that may wait.
         *
         * @param tags asked about the message's own, which the unit does not tell; null: nobody is
         */
        private boolean add(long position, int length, @Nullable UnitFilter tags) throws IOException {
            Segment segment = QueueUnit.standsForNone(length) ? null : leasedAt(position);
            if (segment == null) {
                removed = true;
                return true;
            }
            if (position + length > segment.end()) {
                throw lacking();
            }
            int at = (int) (position - segment.start());
            if (next < soundTo && request.recordFilter() == null && !damaged.isAt(position)) {
                slices.add(segment, at, length);
                count++;
                return true;
            }
            boolean old = position < hotFrom || !queue.isRecent(next);
            LogBytes bytes =
                    request.reach() == Reach.RECENT ? present(segment, at, length, old) : source(segment, at, length);
            if (bytes == null) {
                cold = true;
                return false;
            }
            if (isWhole(segment, bytes, at, position, length, old)) {
                if ((tags == null || matchesTags(tags, bytes, at, length)) && matches(bytes, at, length)) {
                    slices.add(bytes, at, length);
                    count++;
                }
            } else if (request.reach() == Reach.RECENT && bytes != segment) {
                // looked at closely by who may wait
                cold = true;
                return false;
            } else {
                damaged.found(
                        segment, position, length, queue.name().topic(), "message " + next + " of " + queue.name());
                removed = true;
            }
            return true;
        }

        /** The segment of that position, leased by the scan; null when it is gone. */
        private @Nullable Segment leasedAt(long position) throws IOException {
            Segment before = leased;
            if (before != null && before.start() <= position && position < before.end()) {
                return before;
            }
            Segment found = segments.lease(position);
            if (found == null) {
                if (segments.isGone(position)) {
                    return null;
                }
                throw lacking();
            }
            letGo();
            leased = found;
            return found;
        }

        /** Where to look at the bytes without waiting, null: nowhere. What is old was not looked at since the disk had it. */
        private @Nullable LogBytes present(Segment segment, int at, int length, boolean old) {
            Piece before = held;
            if (before != null && before.holds(at, length)) {
                return before;
            }
            if (!old && known.holds(segment, at, length, true)) {
                return segment;
            }
            Piece found = ahead.findPresent(queue, range(segment, at, length));
            hold(found);
            return found;
        }

        /** Where to look at the bytes: in memory where they are, else read ahead. Leased by this scan. */
        private LogBytes source(Segment segment, int at, int length) throws IOException {
            Piece before = held;
            if (before != null && before.holds(at, length)) {
                return before;
            }
            Piece found = ahead.findPresent(queue, range(segment, at, length));
            if (found == null && known.holds(segment, at, length, queue.isRecent(next))) {
                return segment;
            }
            if (found == null) {
                found = ahead.find(queue, range(segment, at, length));
            }
            if (found == null) {
                segment.load(at, length);
                return segment;
            }
            hold(found);
            return found;
        }

        private ReadAhead.Range range(Segment segment, int at, int length) {
            int unchanging = (int) Math.min(segment.length(), written.get() - segment.start());
            return new ReadAhead.Range(segment, at, length, unchanging);
        }

        private void hold(@Nullable Piece bytes) {
            Piece before = held;
            held = bytes;
            if (before != null) {
                before.release();
            }
        }

        /** Gives back what the scan holds, and what it would have handed over. */
        void end() {
            letGo();
            if (!handedOver) {
                slices.release();
            }
        }

        private void letGo() {
            hold(null);
            Segment before = leased;
            leased = null;
            known.forget();
            if (before != null) {
                before.release();
            }
        }

        /**
         * What a write asserts a read checks: the record lies where it says and is as long as the queue says. What an
         * earlier process wrote, or what has left memory since, has come back from the disk: its body is summed up, and the
         * rest compared with what was sealed.
         */
        private boolean isWhole(Segment segment, LogBytes bytes, int at, long position, int length, boolean old) {
            ByteBuffer view = bytes.view();
            int index = at - bytes.beginsAt();
            return view.getLong(index + RecordLayout.POSITION_AT) == position
                    && view.getInt(index + RecordLayout.LENGTH_AT) == length
                    && !damaged.isAt(position)
                    && ((!old && bytes == segment)
                            || (isAsStored(view, index, length) && isAsSealed(segment, bytes, at)));
        }

        /** What was read ahead was compared then, all at once, unless there were no sums yet. */
        private boolean isAsSealed(Segment segment, LogBytes bytes, int at) {
            Piece before = held;
            if (before != null && bytes == before) {
                Seal seal = before.seal();
                if (seal == Seal.WHOLE || (seal == Seal.UNKNOWN && !sealed.has(segment))) {
                    return true;
                }
            }
            return request.reach() == Reach.ALL && seals.isAsSealed(segment, bytes, at, sums);
        }

        private boolean isAsStored(ByteBuffer view, int at, int length) {
            return sums.read(view, at, length) == RecordReader.Found.RECORD
                    && sums.length() == length
                    && sums.queueOffset() == next
                    && sums.queueId() == queue.name().queueId()
                    && sums.isOfTopic(queue.name().topic())
                    && sums.isBodyWhole();
        }

        private boolean matchesTags(UnitFilter tags, LogBytes bytes, int at, int length) {
            MessageProperties properties = new MessageProperties();
            if (sums.read(bytes.view(), at - bytes.beginsAt(), length) != RecordReader.Found.RECORD) {
                return false;
            }
            sums.properties(properties);
            return tags.mayMatch(properties.tagCode());
        }

        private boolean matches(LogBytes bytes, int at, int length) {
            RecordFilter filter = request.recordFilter();
            if (filter == null || record == null) {
                return true;
            }
            return record.read(bytes.view(), at - bytes.beginsAt(), length) == RecordReader.Found.RECORD
                    && filter.matches(record);
        }

        private ReadResult result() {
            if (count > 0) {
                handedOver = true;
                return new ReadResult(ReadStatus.FOUND, next, min, max, count, lastPosition, slices);
            }
            if (cold) {
                return ReadResult.empty(ReadStatus.COLD, request.fromOffset(), min, max);
            }
            if (next == request.fromOffset()) {
                // deleted since this read began
                return ReadResult.empty(ReadStatus.OFFSET_TOO_SMALL, queue.minOffset(), queue.minOffset(), max);
            }
            ReadStatus status = removed ? ReadStatus.MESSAGE_WAS_REMOVING : ReadStatus.NO_MATCHED_MESSAGE;
            return new ReadResult(status, next, min, max, 0, lastPosition, null);
        }
    }
}
