package io.apogeemq.store.read;

import io.apogeemq.concurrent.Position;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.RecordLayout;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.queue.QueueFiles;
import io.apogeemq.store.queue.QueueUnit;
import io.apogeemq.store.segment.DamagedPlaces;
import io.apogeemq.store.segment.LeasedSlices;
import io.apogeemq.store.segment.Segment;
import io.apogeemq.store.segment.SegmentList;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads messages of a queue. Any thread. */
public final class QueueReader {
    private static final int PRELOAD_LENGTH = 256 << 10;

    private final SegmentList segments;
    private final QueueFiles files;
    private final Position written;
    private final DamagedPlaces damaged;
    private final Limits limits;

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

    public QueueReader(SegmentList segments, QueueFiles files, Position written, DamagedPlaces damaged, Limits limits) {
        this.segments = segments;
        this.files = files;
        this.written = written;
        this.damaged = damaged;
        this.limits = limits;
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
        if (request.reach() == Reach.RECENT && !queue.isInMemory(from) && !queue.isRecent(from)) {
            return ReadResult.empty(ReadStatus.COLD, from, min, max);
        }
        return new Scan(queue, request, min, max).run();
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
        private int count;
        private long next;
        private long lastPosition = -1;
        private boolean cold;
        private boolean removed;

        Scan(ConsumeQueue queue, ReadRequest request, long min, long max) {
            this.queue = queue;
            this.request = request;
            this.min = min;
            this.max = max;
            this.mostCount = Math.max(1, request.maxCount());
            this.mostScanned = Math.max(limits.leastScan, request.maxCount());
            this.hotFrom = written.get() - limits.hotBytes;
            this.record = request.recordFilter() == null ? null : new RecordReader();
            this.next = request.fromOffset();
        }

        ReadResult run() throws IOException {
            int step = Math.min(mostScanned, Math.max(32, mostCount));
            ByteBuffer units = ByteBuffer.allocate(step * QueueUnit.UNIT_LENGTH);
            long end = Math.min(max, next + mostScanned);
            boolean more = true;
            while (more && next < end) {
                int got = queue.read(next, (int) Math.min(step, end - next), units);
                if (got == 0) {
                    break;
                }
                more = take(units, got);
            }
            return result();
        }

        /** Goes over some units; false when the read is complete. */
        private boolean take(ByteBuffer units, int unitCount) {
            for (int i = 0; i < unitCount; i++) {
                long position = QueueUnit.position(units, i);
                int length = QueueUnit.length(units, i);
                UnitFilter filter = request.unitFilter();
                long tagCode = QueueUnit.tagCode(units, i);
                boolean ask = filter != null && QueueUnit.isAddress(tagCode);
                if (filter == null || ask || filter.mayMatch(tagCode)) {
                    if (isFull(position, length)) {
                        return false;
                    }
                    add(position, length, ask ? filter : null);
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

        /** @param tags asked about the message's own, which the unit does not tell; null: nobody is */
        private void add(long position, int length, @Nullable UnitFilter tags) {
            Segment segment = segments.find(position);
            if (segment == null || position + length > segment.end()) {
                removed = true;
                return;
            }
            int at = (int) (position - segment.start());
            cold |= position < hotFrom || !queue.isRecent(next);
            if (!segment.lease()) {
                removed = true;
                return;
            }
            try {
                if (isWhole(segment, at, position, length)
                        && (tags == null || matchesTags(tags, segment, at, length))
                        && matches(segment, at, length)) {
                    slices.add(segment, at, length);
                    count++;
                }
            } finally {
                segment.release();
            }
        }

        /**
         * What a write asserts a read checks: the record lies where it says and is as long as the queue says. What an
         * earlier process wrote, or what has left memory since, has come back from the disk: that is summed up too.
         */
        private boolean isWhole(Segment segment, int at, long position, int length) {
            ByteBuffer view = segment.view();
            boolean fromDisk = position < hotFrom || !queue.isRecent(next);
            boolean whole = view.getLong(at + RecordLayout.POSITION_AT) == position
                    && view.getInt(at + RecordLayout.LENGTH_AT) == length
                    && !damaged.isAt(position)
                    && (!fromDisk || isAsStored(view, at, length));
            if (!whole) {
                damaged.found(
                        segment, position, length, queue.name().topic(), "message " + next + " of " + queue.name());
                removed = true;
            }
            return whole;
        }

        private boolean isAsStored(ByteBuffer view, int at, int length) {
            return sums.read(view, at, length) == RecordReader.Found.RECORD
                    && sums.length() == length
                    && sums.queueOffset() == next
                    && sums.queueId() == queue.name().queueId()
                    && sums.isOfTopic(queue.name().topic())
                    && sums.isBodyWhole();
        }

        private boolean matchesTags(UnitFilter tags, Segment segment, int at, int length) {
            MessageProperties properties = new MessageProperties();
            if (sums.read(segment.view(), at, length) != RecordReader.Found.RECORD) {
                return false;
            }
            sums.properties(properties);
            return tags.mayMatch(properties.tagCode());
        }

        private boolean matches(Segment segment, int at, int length) {
            RecordFilter filter = request.recordFilter();
            if (filter == null || record == null) {
                return true;
            }
            return record.read(segment.view(), at, length) == RecordReader.Found.RECORD && filter.matches(record);
        }

        private ReadResult result() throws IOException {
            if (count > 0) {
                slices.close();
                if (cold && request.reach() == Reach.ALL) {
                    slices.preload(ByteBuffer.allocateDirect(Math.min(PRELOAD_LENGTH, slices.length())));
                }
                return new ReadResult(ReadStatus.FOUND, next, min, max, count, lastPosition, slices);
            }
            if (next == request.fromOffset()) {
                long following = files.fileStart(next) + files.unitsPerFile();
                return ReadResult.empty(ReadStatus.OFFSET_FOUND_NULL, Math.min(following, max), min, max);
            }
            ReadStatus status = removed ? ReadStatus.MESSAGE_WAS_REMOVING : ReadStatus.NO_MATCHED_MESSAGE;
            return new ReadResult(status, next, min, max, 0, lastPosition, null);
        }
    }
}
