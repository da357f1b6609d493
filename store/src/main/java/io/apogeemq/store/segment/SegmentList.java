package io.apogeemq.store.segment;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The segments of the log in order, without a gap. Changed by one thread at a time, read by any. */
public final class SegmentList {
    private static final Segment[] NONE = new Segment[0];

    private volatile Segment[] segments = NONE;

    /** Adds the next one. */
    public synchronized void add(Segment segment) {
        Segment[] now = segments;
        if (now.length > 0 && now[now.length - 1].end() != segment.start()) {
            throw new IllegalArgumentException(segment + " does not follow " + now[now.length - 1]);
        }
        Segment[] more = Arrays.copyOf(now, now.length + 1);
        more[now.length] = segment;
        segments = more;
    }

    /** Takes the last one out; its lease passes to the caller. */
    public synchronized Segment removeLast() {
        Segment[] now = segments;
        segments = Arrays.copyOf(now, now.length - 1);
        return now[now.length - 1];
    }

    /** Takes the first one out, whose file is deleted. Never the last one: the log goes on there. */
    public synchronized Segment removeFirst() {
        Segment[] now = segments;
        if (now.length < 2) {
            throw new IllegalStateException("the log's only file cannot go");
        }
        segments = Arrays.copyOfRange(now, 1, now.length);
        return now[0];
    }

    /** All of them as they are now. */
    public List<Segment> all() {
        return List.of(segments);
    }

    /** The segment that the position lies in, or null. */
    public @Nullable Segment find(long position) {
        Segment[] now = segments;
        if (now.length == 0 || position < now[0].start()) {
            return null;
        }
        long index = (position - now[0].start()) / now[0].length();
        return index < now.length ? now[(int) index] : null;
    }

    /**
     * The segment that the position lies in, leased, the caller's to release; null when the log has no such place: it is
     * gone, or still to come.
     *
     * @throws IOException when it is there and cannot be read any more: who takes that for "gone" steps over messages
     */
    public @Nullable Segment lease(long position) throws IOException {
        Segment found = find(position);
        if (found == null || found.lease()) {
            return found;
        }
        // whoever deletes a file takes it out of here first, and lets go of it then
        if (isGone(position)) {
            return null;
        }
        throw new IOException("the log is closed");
    }

    /** Whether the log once had that place: it lies below the first one that is left. */
    public boolean isGone(long position) {
        return position < first().start();
    }

    public boolean isEmpty() {
        return segments.length == 0;
    }

    public int count() {
        return segments.length;
    }

    public Segment get(int index) {
        return segments[index];
    }

    public Segment first() {
        return segments[0];
    }

    public Segment last() {
        Segment[] now = segments;
        return now[now.length - 1];
    }
}
