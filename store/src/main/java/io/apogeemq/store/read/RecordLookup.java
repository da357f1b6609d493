package io.apogeemq.store.read;

import io.apogeemq.concurrent.Position;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.store.segment.DamagedPlaces;
import io.apogeemq.store.segment.LeasedSlices;
import io.apogeemq.store.segment.Segment;
import io.apogeemq.store.segment.SegmentList;
import io.apogeemq.store.sums.SealCheck;
import io.apogeemq.store.sums.SumTable;
import org.jspecify.annotations.Nullable;

/** Finds one message by its position, which may have come from anywhere: nothing that it says is believed. Any thread. */
public final class RecordLookup {
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

    /** The record that begins there, under a lease, or null when none does or it is damaged. May wait for the disk. */
    public @Nullable LeasedSlices find(long position) {
        Segment segment = segments.find(position);
        if (segment == null || !segment.lease()) {
            return null;
        }
        try {
            int at = (int) (position - segment.start());
            long room = Math.min(segment.end(), written.get()) - position;
            RecordReader record = new RecordReader();
            if (room <= 0
                    || record.read(segment.view(), at, (int) room) != RecordReader.Found.RECORD
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
            return slices.add(segment, at, record.length()) ? slices : null;
        } finally {
            segment.release();
        }
    }

    /** When the record was stored that begins there and has that length, or -1 when it is gone. */
    long storeMillis(long position, int length) {
        Segment segment = segments.find(position);
        if (segment == null || position + length > segment.end() || !segment.lease()) {
            return -1;
        }
        try {
            int at = (int) (position - segment.start());
            RecordReader record = new RecordReader();
            return record.read(segment.view(), at, length) == RecordReader.Found.RECORD ? record.storeMillis() : -1;
        } finally {
            segment.release();
        }
    }
}
