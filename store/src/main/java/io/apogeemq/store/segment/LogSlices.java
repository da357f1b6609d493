package io.apogeemq.store.segment;

import io.apogeemq.concurrent.Position;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The log's bytes as they lie there, under leases, for whoever copies the log. Any thread. */
public final class LogSlices {
    /** So much of the log's end was written just now, and is in memory. */
    private static final long RECENT_LENGTH = 4 << 20;

    private final SegmentList segments;
    private final Position written;
    private final long startedAt;

    /** @param written bytes below are there */
    public LogSlices(SegmentList segments, Position written) {
        this.segments = segments;
        this.written = written;
        this.startedAt = written.get();
    }

    /**
     * What lies from that position on, the caller's to release; it ends at a file's end at the latest. Does not wait for the
     * disk if {@link #isInMemory}.
     *
     * @return null when the log does not reach there, or the place is gone
     */
    public @Nullable LeasedSlices slice(long position, int most) throws IOException {
        Segment segment = segments.lease(position);
        if (segment == null) {
            return null;
        }
        try {
            int count = count(segment, position, most);
            if (count == 0) {
                return null;
            }
            LeasedSlices slices = new LeasedSlices();
            slices.add(segment, (int) (position - segment.start()), count);
            return slices;
        } finally {
            segment.release();
        }
    }

    /** Whether looking at it does not wait for the disk. */
    public boolean isInMemory(long position, int most) throws IOException {
        if (position >= startedAt && position >= written.get() - RECENT_LENGTH) {
            return true;
        }
        Segment segment = segments.lease(position);
        if (segment == null) {
            return true;
        }
        try {
            return segment.isInMemory((int) (position - segment.start()), count(segment, position, most));
        } finally {
            segment.release();
        }
    }

    /** Brings it into memory. Waits for the disk. */
    public void load(long position, int most) throws IOException {
        Segment segment = segments.lease(position);
        if (segment == null) {
            return;
        }
        try {
            int count = count(segment, position, most);
            if (count > 0) {
                segment.load((int) (position - segment.start()), count);
            }
        } finally {
            segment.release();
        }
    }

    /** The record that ends last at or before that position; null when there is none. Waits for the disk. */
    public @Nullable RecordPlace lastRecordBefore(long position) throws IOException {
        for (long below = position; below > segments.first().start(); ) {
            // a position at a file's end belongs to what comes before it
            Segment segment = segments.find(below - 1);
            if (segment == null) {
                throw new IllegalArgumentException("the log does not reach to " + below);
            }
            RecordPlace[] last = new RecordPlace[1];
            LogFollower follower = new LogFollower(segments, "whoever looks for the record before " + position);
            follower.startAt(segment.start());
            long until = Math.min(below, written.get());
            follower.follow(written.get(), until - segment.start(), (record, at) -> {
                if (at + record.length() > until) {
                    return false;
                }
                last[0] = new RecordPlace(at, at + record.length());
                return true;
            });
            if (last[0] != null) {
                return last[0];
            }
            below = segment.start();
        }
        return null;
    }

    private int count(Segment segment, long position, int most) {
        return (int) Math.max(0, Math.min(most, Math.min(written.get(), segment.end()) - position));
    }
}
