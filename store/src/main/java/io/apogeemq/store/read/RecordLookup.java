package io.apogeemq.store.read;

import io.apogeemq.concurrent.Position;
import io.apogeemq.protocol.message.RecordLayout;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.store.segment.DamagedPlaces;
import io.apogeemq.store.segment.LeasedSlices;
import io.apogeemq.store.segment.Segment;
import io.apogeemq.store.segment.SegmentList;
import io.apogeemq.store.sums.SealCheck;
import io.apogeemq.store.sums.SumTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Finds one message by its position, which may have come from anywhere: nothing that it says is believed. Any thread. */
public final class RecordLookup {
    /** More than the longest record: a place that holds none may claim any length. */
    private static final int MOST_LOADED = 8 << 20;

    /** Instead of a time: the record lay below the first that is left. */
    static final long GONE = -1;

    /** Instead of a time: what lies there is not that record. */
    static final long DAMAGED = -2;

    private final SegmentList segments;
    private final Position written;
    private final DamagedPlaces damaged;
    private final SumTable sealed;

    public RecordLookup(SegmentList segments, Position written, DamagedPlaces damaged, SumTable sealed) {
        this.segments = segments;
        this.written = written;
        this.damaged = damaged;
        this.sealed = sealed;
    }

    /**
     * The record that begins there, under a lease, or null when none does or it is damaged. May wait for the disk.
     *
     * @throws IOException when nobody can say what lies there
     */
    public @Nullable LeasedSlices find(long position) throws IOException {
        Segment segment = segments.lease(position);
        if (segment == null) {
            return null;
        }
        try {
            int at = (int) (position - segment.start());
            long room = Math.min(segment.end(), written.get()) - position;
            RecordReader record = new RecordReader();
            if (room <= 0) {
                return null;
            }
            segment.load(at, lengthAt(segment, at, (int) room));
            if (record.read(segment.view(), at, (int) room) != RecordReader.Found.RECORD
                    || record.position() != position) {
                return null;
            }
            if (damaged.isAt(position)
                    || !record.isBodyWhole()
                    || !new SealCheck(sealed).isAsSealed(segment, segment, at, record)) {
                damaged.found(
                        segment, position, record.length(), record.topic(), "found when it was asked for by position");
                return null;
            }
            LeasedSlices slices = new LeasedSlices();
            slices.add(segment, at, record.length());
            return slices;
        } finally {
            segment.release();
        }
    }

    /**
     * How many bytes are worth reading there: a mapping tells of a disk that cannot read by ending the thread that looks,
     * so {@link Segment#load} asks first.
     */
    private static int lengthAt(Segment segment, int at, int room) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(Math.min(room, RecordLayout.SHORTEST));
        segment.read(head, at);
        int says = head.position() < Integer.BYTES ? 0 : head.getInt(RecordLayout.LENGTH_AT);
        return Math.min(room, Math.max(RecordLayout.SHORTEST, Math.min(says, MOST_LOADED)));
    }

    /**
     * When the record was stored that begins there and has that length; else {@link #GONE} or {@link #DAMAGED}.
     *
     * @throws IOException when nobody can say what lies there
     */
    long storeMillis(long position, int length) throws IOException {
        Segment segment = segments.lease(position);
        if (segment == null) {
            return segments.isGone(position) ? GONE : DAMAGED;
        }
        try {
            int at = (int) (position - segment.start());
            if (length > segment.length() - at) {
                return DAMAGED;
            }
            segment.load(at, Math.min(length, MOST_LOADED));
            RecordReader record = new RecordReader();
            return record.read(segment.view(), at, length) == RecordReader.Found.RECORD
                    ? record.storeMillis()
                    : DAMAGED;
        } finally {
            segment.release();
        }
    }
}
