package io.apogeemq.store.segment;

import io.apogeemq.protocol.frame.Payload;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Parts of the log as they lie there, under leases: the body of an answer, never copied. Neighbours in the log become one
 * slice. Filled by one thread, then handed over.
 */
public final class LeasedSlices implements Payload {
    private LogBytes[] sources = new LogBytes[4];
    private ByteBuffer[] slices = new ByteBuffer[4];
    private int[] starts = new int[4];
    private int[] ends = new int[4];
    private int count;
    private int length;
    private final AtomicBoolean released = new AtomicBoolean();

    /**
     * Adds a range; false when its bytes are gone.
     *
     * @param at where it begins in the segment
     */
    public boolean add(LogBytes source, int at, int rangeLength) {
        if (count > 0 && sources[count - 1] == source && ends[count - 1] == at) {
            ends[count - 1] = at + rangeLength;
            length += rangeLength;
            return true;
        }
        if (!source.lease()) {
            return false;
        }
        if (count == sources.length) {
            sources = Arrays.copyOf(sources, count * 2);
            slices = Arrays.copyOf(slices, count * 2);
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        sources[count] = source;
        starts[count] = at;
        ends[count] = at + rangeLength;
        count++;
        length += rangeLength;
        return true;
    }

    /** Makes the slices, once nothing more is added. */
    public LeasedSlices close() {
        for (int i = 0; i < count; i++) {
            slices[i] = sources[i].view().slice(starts[i] - sources[i].beginsAt(), ends[i] - starts[i]);
        }
        return this;
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
        target.put(at, sources[index].view(), starts[index] - sources[index].beginsAt(), count);
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
            sources[i].release();
        }
    }
}
