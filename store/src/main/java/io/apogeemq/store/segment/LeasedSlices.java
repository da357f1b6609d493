package io.apogeemq.store.segment;

import io.apogeemq.protocol.frame.Payload;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Parts of the log as they lie there, under leases: the body of an answer, never copied. Neighbours in the log become one
 * slice; slices of one source that follow each other share a lease, for threads that read one segment would else wait for
 * each other's counting. Filled by one thread, then handed over.
 */
public final class LeasedSlices implements Payload {
    private LogBytes[] sources = new LogBytes[4];
    private int[] starts = new int[4];
    private int[] ends = new int[4];
    private int count;
    private int length;
    private final AtomicBoolean released = new AtomicBoolean();

    /**
     * Adds a range.
     *
     * @param source leased by the caller, for as long as this takes
     * @param at where it begins in the segment
     */
    public void add(LogBytes source, int at, int rangeLength) {
        if (count > 0 && sources[count - 1] == source && ends[count - 1] == at) {
            ends[count - 1] = at + rangeLength;
            length += rangeLength;
            return;
        }
        if (isFirstOf(source, count) && !source.lease()) {
            throw new IllegalStateException("nobody holds " + source);
        }
        if (count == sources.length) {
            sources = Arrays.copyOf(sources, count * 2);
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        sources[count] = source;
        starts[count] = at;
        ends[count] = at + rangeLength;
        count++;
        length += rangeLength;
    }

    /** Whether a range of that source would need a lease of its own there. */
    private boolean isFirstOf(LogBytes source, int index) {
        return index == 0 || sources[index - 1] != source;
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
        int partLength = ends[index] - starts[index];
        target.put(at, sources[index].view(), starts[index] - sources[index].beginsAt(), partLength);
        target.position(at + partLength);
    }

    @Override
    public ByteBuffer buffer(int index) {
        return sources[index].view().slice(starts[index] - sources[index].beginsAt(), length(index));
    }

    @Override
    public void release() {
        if (!released.compareAndSet(false, true)) {
            throw new IllegalStateException("slices were released twice");
        }
        for (int i = 0; i < count; i++) {
            if (isFirstOf(sources[i], i)) {
                sources[i].release();
            }
        }
    }
}
