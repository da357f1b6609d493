package io.apogeemq.store.segment;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the next segment before the writer needs it: making a file, and above all taking its space, takes longer than any
 * send should wait. When it fails it tries again each second until it works or the store closes.
 */
@OwnedBy("allocator")
public final class SegmentAllocator {
    private static final Logger log = LoggerFactory.getLogger(SegmentAllocator.class);
    private static final long RETRY_MILLIS = 1000;

    private final Loop loop;
    private final SegmentFiles files;
    private final boolean reserveSpace;
    private boolean unreserved;
    private boolean complained;
    private volatile boolean stopped;

    public SegmentAllocator(Loop loop, SegmentFiles files, boolean reserveSpace) {
        this.loop = loop;
        this.files = files;
        this.reserveSpace = reserveSpace;
    }

    /**
     * Makes the segment that begins there and hands it over on the allocator's loop. Any thread.
     *
     * @param failure told each time it could not be made; it is tried again each second
     */
    public void prepare(long start, Consumer<Segment> taker, Consumer<IOException> failure) {
        try {
            loop.execute(() -> make(start, taker, failure));
        } catch (RejectedExecutionException e) {
            log.debug("the segment {} is not made: {}", start, e.getMessage());
        }
    }

    /** Takes the space of a segment that is in use already. Any thread. */
    public void reserve(Segment segment) {
        loop.execute(() -> reserveNow(segment));
    }

    /** Makes no more. Any thread. */
    public void stop() {
        stopped = true;
    }

    private void make(long start, Consumer<Segment> taker, Consumer<IOException> failure) {
        loop.assertInside();
        if (stopped) {
            return;
        }
        SegmentFiles.Made made;
        try {
            made = files.create(start, reserveSpace);
        } catch (IOException e) {
            if (!complained) {
                log.error(
                        "the next log file cannot be made, sends will be refused when the present one is full; trying"
                                + " again each second: {}",
                        e.toString());
                complained = true;
            }
            failure.accept(e);
            loop.schedule(RETRY_MILLIS, () -> make(start, taker, failure));
            return;
        }
        complained = false;
        reserved(made.segment(), made.isReserved());
        taker.accept(made.segment());
    }

    private void reserveNow(Segment segment) {
        if (reserveSpace && !stopped) {
            reserved(segment, files.reserve(segment));
        }
    }

    private void reserved(Segment segment, boolean isReserved) {
        if (reserveSpace && !isReserved && !unreserved) {
            log.info(
                    "{}: its space is not reserved (fallocate is missing, refuses, or the disk has not that much); sends"
                            + " are refused when the disk is full",
                    segment);
        }
        unreserved = !isReserved;
    }
}
