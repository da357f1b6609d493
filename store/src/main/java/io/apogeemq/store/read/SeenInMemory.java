package io.apogeemq.store.read;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.store.segment.Segment;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What the system has said to be in memory, for a tenth of a second: queues whose messages lie side by side would else ask for
 * the same pages one after the other, and each time costs as much as to copy some messages. Any thread.
 */
final class SeenInMemory {
    private static final int PART_LENGTH = 256 << 10;
    private static final int SLOTS = 1024;

    /** A slot is a part's number and, below it, when it was seen, in ticks. */
    private static final int TICK_BITS = 24;

    private static final int TICK_MILLIS_BITS = 6;
    private static final long TICKS = (1L << TICK_BITS) - 1;

    private final Clock clock;
    private final AtomicLongArray seen = new AtomicLongArray(SLOTS);

    SeenInMemory(Clock clock) {
        this.clock = clock;
    }

    /**
     * Up to where the segment can be looked at without waiting for the disk, from an index on; 0 when not so far as is wanted.
     * Under a lease.
     */
    int endOfPart(Segment segment, int at, int length) {
        int end = at + length;
        int to = at - at % PART_LENGTH;
        while (to < end) {
            int from = to;
            to = Math.min(from + PART_LENGTH, segment.length());
            if (!isPartInMemory(segment, from, to)) {
                // around it something is missing, or not written yet
                return segment.isInMemory(at, length) ? end : 0;
            }
        }
        return to;
    }

    private boolean isPartInMemory(Segment segment, int from, int to) {
        long tick = (clock.nanos() / 1_000_000 >> TICK_MILLIS_BITS) & TICKS;
        // 0 is what a slot begins with
        long number = (segment.start() + from) / PART_LENGTH + 1;
        int slot = (int) (number % SLOTS);
        long last = seen.getPlain(slot);
        if (last >>> TICK_BITS == number && ((tick - last) & TICKS) <= 1) {
            return true;
        }
        if (segment.isInMemory(from, to - from)) {
            seen.setPlain(slot, number << TICK_BITS | tick);
            return true;
        }
        return false;
    }
}
