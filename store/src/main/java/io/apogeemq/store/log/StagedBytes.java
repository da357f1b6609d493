package io.apogeemq.store.log;

import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.segment.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Records that have their places but are not yet written, and the queues that will grow by them. There are two: one is
 * filled under the log's lock while the other is written. What is staged together is written together, in one call for
 * each segment that it lies in, and zeros behind it up to the end of the last block: of a block that is written in part the
 * system would have to read the rest.
 */
final class StagedBytes {
    private static final int BLOCK = DiskFile.DIRECT_UNIT;
    private static final byte[] ZEROS = new byte[BLOCK];

    /** Its limit leaves room for zeros. */
    private ByteBuffer bytes;

    // one entry for each run of bytes that lies together in one segment
    private @Nullable Segment[] segments = new Segment[4];
    private int[] segmentAts = new int[4];
    private int[] froms = new int[4];
    private int runs;

    private @Nullable ConsumeQueue[] queues = new ConsumeQueue[64];
    private long[] maxOffsets = new long[64];
    private int queueCount;

    private long number;
    private long endPosition;
    private long storeMillis;

    StagedBytes(int capacity) {
        bytes = room(capacity);
    }

    private static ByteBuffer room(int length) {
        return ByteBuffer.allocateDirect(length + BLOCK).limit(length);
    }

    void begin(long newNumber) {
        bytes.position(0);
        Arrays.fill(segments, 0, runs, null);
        Arrays.fill(queues, 0, queueCount, null);
        runs = 0;
        queueCount = 0;
        number = newNumber;
    }

    boolean isEmpty() {
        return bytes.position() == 0;
    }

    boolean hasRoom(int length) {
        return bytes.remaining() >= length;
    }

    /** Makes room for an unusually long record; only while empty. */
    void grow(int length) {
        bytes = room(length);
    }

    /** Where to put bytes that go to that index of the segment. */
    ByteBuffer at(Segment segment, int segmentAt) {
        int last = runs - 1;
        if (last < 0 || segments[last] != segment || segmentAts[last] + bytes.position() - froms[last] != segmentAt) {
            if (runs == segments.length) {
                segments = Arrays.copyOf(segments, runs * 2);
                segmentAts = Arrays.copyOf(segmentAts, runs * 2);
                froms = Arrays.copyOf(froms, runs * 2);
            }
            segments[runs] = segment;
            segmentAts[runs] = segmentAt;
            froms[runs] = bytes.position();
            runs++;
        }
        return bytes;
    }

    void endsAt(long position, long millis) {
        endPosition = position;
        storeMillis = millis;
    }

    long endPosition() {
        return endPosition;
    }

    /** Store time of the last record. */
    long storeMillis() {
        return storeMillis;
    }

    /** Notes how far the queue may be seen once this is written. */
    void grows(ConsumeQueue queue, long maxOffset) {
        int slot = queue.slotIn(number);
        if (slot < 0) {
            if (queueCount == queues.length) {
                queues = Arrays.copyOf(queues, queueCount * 2);
                maxOffsets = Arrays.copyOf(maxOffsets, queueCount * 2);
            }
            slot = queueCount++;
            queues[slot] = queue;
            queue.putInSlot(number, slot);
        }
        maxOffsets[slot] = maxOffset;
    }

    int queueCount() {
        return queueCount;
    }

    ConsumeQueue queue(int index) {
        return Objects.requireNonNull(queues[index]);
    }

    long maxOffset(int index) {
        return maxOffsets[index];
    }

    /** Writes all of it. After a failure it may be called again. */
    void write() throws IOException {
        ByteBuffer all = bytes.duplicate().clear();
        for (int run = 0; run < runs; run++) {
            Segment segment = Objects.requireNonNull(segments[run]);
            int end = run + 1 < runs ? froms[run + 1] : bytes.position() + putZeros(all, segment, run);
            segment.write(all.slice(froms[run], end - froms[run]), segmentAts[run]);
        }
    }

    /** Behind the last run; returns how many. */
    private int putZeros(ByteBuffer all, Segment segment, int run) {
        int end = segmentAts[run] + bytes.position() - froms[run];
        int count = Math.min(segment.length() - end, (BLOCK - end % BLOCK) % BLOCK);
        all.put(bytes.position(), ZEROS, 0, count);
        return count;
    }
}
