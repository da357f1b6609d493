package io.apogeemq.store.segment;

import io.apogeemq.protocol.frame.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Parts of the log as they lie there, under leases: the body of an answer, never copied. Neighbours in the log become one
 * slice. Filled by one thread, then handed over.
 */
public final class LeasedSlices implements Payload {
    private Segment[] segments = new Segment[4];
    private ByteBuffer[] slices = new ByteBuffer[4];
    private int[] starts = new int[4];
    private int[] ends = new int[4];
    private int count;
    private int length;
    private final AtomicBoolean released = new AtomicBoolean();

    /** Adds a range of a segment; false when the segment is gone. */
    public boolean add(Segment segment, int at, int rangeLength) {
        if (count > 0 && segments[count - 1] == segment && ends[count - 1] == at) {
            ends[count - 1] = at + rangeLength;
            length += rangeLength;
            return true;
        }
        if (!segment.lease()) {
            return false;
        }
        if (count == segments.length) {
            segments = Arrays.copyOf(segments, count * 2);
            slices = Arrays.copyOf(slices, count * 2);
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        segments[count] = segment;
        starts[count] = at;
        ends[count] = at + rangeLength;
        count++;
        length += rangeLength;
        return true;
    }

    /** Makes the slices, once nothing more is added. */
    public LeasedSlices close() {
        for (int i = 0; i < count; i++) {
            slices[i] = segments[i].view().slice(starts[i], ends[i] - starts[i]);
        }
        return this;
    }

    /** Reads all of it sequentially into the page cache. */
    public void preload(ByteBuffer scratch) throws IOException {
        for (int i = 0; i < count; i++) {
            segments[i].preload(starts[i], ends[i] - starts[i], scratch);
        }
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int length(int index) {
        return ends[index] - starts[index];
    }

    @Override
    public void copyTo(int index, ByteBuffer target) {
        int at = target.position();
        int count = ends[index] - starts[index];
        target.put(at, segments[index].view(), starts[index], count);
        target.position(at + count);
    }

    @Override
    public ByteBuffer buffer(int index) {
        return slices[index];
    }

    @Override
    public void release() {
        if (!released.compareAndSet(false, true)) {
            throw new IllegalStateException("slices were released twice");
        }
        for (int i = 0; i < count; i++) {
            segments[i].release();
        }
    }
}
