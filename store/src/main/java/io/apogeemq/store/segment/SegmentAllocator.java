package io.apogeemq.store.segment;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
    private final LogSpace space;
    private boolean unreserved;
    private boolean complained;
    private volatile boolean stopped;
    private volatile boolean hurried;
    private volatile @Nullable ZeroFill fill;

    public SegmentAllocator(Loop loop, SegmentFiles files, LogSpace space) {
        this.loop = loop;
        this.files = files;
        this.space = space;
    }

    /**
     * Makes the segment that begins there and hands it over on the allocator's loop: at once, or when zeros have been
     * written to it. Any thread.
     *
     * @param failure told each time it could not be made; it is tried again each second
     */
    public void prepare(long start, Consumer<Segment> taker, Consumer<IOException> failure) {
        hurried = false;
        try {
            loop.execute(() -> make(start, taker, failure));
        } catch (RejectedExecutionException e) {
            log.debug("the segment {} is not made: {}", start, e.getMessage());
        }
    }

    /** Takes the space of a segment that is in use already, where that is wanted. Any thread. */
    public void reserve(Segment segment) {
        loop.execute(() -> reserveNow(segment));
    }

    /** The log is forced up to there, and those who waited for it know: time to write zeros to the next file. The flusher. */
    public void onForced(long position) {
        ZeroFill present = fill;
        if (present != null) {
            present.onForced(position);
        }
    }

    /** The segment that was asked for last is needed now, without the zeros that it lacks. Any thread. */
    public void hurry() {
        hurried = true;
        ZeroFill present = fill;
        if (present != null) {
            present.hurry();
        }
    }

    /** Makes no more; when it returns none is being written to. Any thread. */
    public void stop() {
        stopped = true;
        ZeroFill present = fill;
        if (present != null) {
            present.stop();
        }
    }

    private void make(long start, Consumer<Segment> taker, Consumer<IOException> failure) {
        loop.assertInside();
        if (stopped) {
            return;
        }
        SegmentFiles.Made made;
        try {
            made = files.create(start, space != LogSpace.SPARSE);
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
        if (space == LogSpace.WRITTEN && made.isReserved()) {
            fill(made.segment(), taker);
        } else {
            taker.accept(made.segment());
        }
    }

    private void fill(Segment segment, Consumer<Segment> taker) {
        ZeroFill begun = new ZeroFill(loop, segment, filled -> {
            fill = null;
            taker.accept(filled);
        });
        fill = begun;
        // by somebody who did not see it yet
        if (stopped) {
            begun.stop();
        } else if (hurried) {
            begun.hurry();
        }
    }

    private void reserveNow(Segment segment) {
        if (space != LogSpace.SPARSE && !stopped) {
            reserved(segment, files.reserve(segment));
        }
    }

    private void reserved(Segment segment, boolean isReserved) {
        if (!isReserved && !unreserved) {
            String lack = files.lackOfRoom(segment);
            if (lack != null) {
                log.warn("{}", lack);
            } else if (space != LogSpace.SPARSE) {
                log.info(
                        "{}: its space is not reserved (fallocate is missing or refuses); sends are refused when the disk is"
                                + " full",
                        segment);
            }
        }
        unreserved = !isReserved;
    }
}
