package io.apogeemq.store.log;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.store.checkpoint.Checkpoint;
import io.apogeemq.store.segment.Segment;
import io.apogeemq.store.segment.SegmentList;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forces the log. Whoever needs it durable {@link #request requests} a flush ({@link FlushRequests}). Otherwise a timer
 * comes some time after the log has grown ({@link Pace}); while nothing is dirty there is no timer.
 */
@OwnedBy("flusher")
public final class Flusher {
    private static final Logger log = LoggerFactory.getLogger(Flusher.class);
    private static final int PAGE = 4096;
    private static final long CHECKPOINT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Loop loop;
    private final Clock clock;
    private final Pace pace;
    private final LogWriter writer;
    private final SegmentList segments;
    private final Checkpoint checkpoint;
    private final Runnable onFlushed;
    private final FlushRequests requests;
    private final AtomicBoolean timerAhead = new AtomicBoolean();

    /** For good: what a failed force has dropped nobody can say, and a later one gets the answer that all is well. */
    private boolean failed;

    private long lastFlushNanos;
    private long lastCheckpointNanos;
    private volatile long lastForceNanos;
    private final AtomicLong forceCount = new AtomicLong();

    /**
     * When to force what nobody waits for.
     *
     * @param intervalMillis flushIntervalCommitLog
     * @param leastPages flushCommitLogLeastPages: fewer dirty pages of 4 KiB wait for the thorough interval
     * @param thoroughMillis flushCommitLogThoroughInterval
     * @param timed flushCommitLogTimed; false: enough dirty pages are forced at once, without waiting for the interval
     * @param mostDirty bytes past which the interval isn't waited for either
     */
    public record Pace(long intervalMillis, int leastPages, long thoroughMillis, boolean timed, long mostDirty) {}

    /** @param onFlushed after {@code flushed} moved; on this loop */
    public Flusher(
            Loop loop,
            Clock clock,
            Pace pace,
            LogWriter writer,
            SegmentList segments,
            Checkpoint checkpoint,
            Runnable onFlushed) {
        this.loop = loop;
        this.clock = clock;
        this.pace = pace;
        this.writer = writer;
        this.segments = segments;
        this.checkpoint = checkpoint;
        this.onFlushed = onFlushed;
        this.requests = new FlushRequests(loop, clock, this::flush);
        this.lastFlushNanos = clock.nanos();
        this.lastCheckpointNanos = clock.nanos();
    }

    /** So many more wait for what is appended now to be durable. Any thread. */
    public void request(int count) {
        requests.add(count);
    }

    /** The log was written. Whoever wrote it. */
    public void onWritten() {
        long dirty = dirty();
        if (dirty >= pace.mostDirty || (!pace.timed && dirty >= (long) pace.leastPages * PAGE)) {
            request(0);
        } else {
            arm();
        }
    }

    private long dirty() {
        return writer.written().get() - writer.flushed().get();
    }

    private void arm() {
        if (!timerAhead.get() && timerAhead.compareAndSet(false, true)) {
            try {
                loop.schedule(pace.intervalMillis, this::onTimer);
            } catch (RejectedExecutionException e) {
                log.debug("the process ends with {} bytes not forced", dirty());
            }
        }
    }

    private void onTimer() {
        timerAhead.set(false);
        if (dirty() >= (long) pace.leastPages * PAGE
                || clock.nanos() - lastFlushNanos >= TimeUnit.MILLISECONDS.toNanos(pace.thoroughMillis)) {
            flush();
        }
        if (dirty() > 0) {
            arm();
        }
    }

    /** Writes what is staged and forces it; once that has failed, nothing any more. The flusher's loop. */
    public void flush() {
        loop.assertInside();
        if (failed) {
            return;
        }
        writer.drainFully();
        long from = writer.flushed().get();
        // millis first: a later position with an earlier time is on the safe side
        long millis = writer.writtenMillis();
        long to = writer.written().get();
        if (from < to) {
            try {
                force(from, to);
            } catch (IOException e) {
                failed = true;
                log.error("forcing the log failed; the store takes nothing more, start the broker again", e);
                writer.stop("forcing the log failed: " + e.getMessage() + "; mend the disk and start the broker again");
                return;
            }
            checkpoint.logForced(millis);
            writer.flushedTo(to);
            onFlushed.run();
            writer.prepareAhead();
            writeCheckpoint(false);
        }
    }

    /** The last flush: all that was appended. */
    public void onClose() {
        flush();
    }

    private void force(long from, long to) throws IOException {
        long began = clock.nanos();
        for (long at = from; at < to; ) {
            Segment segment = segmentAt(at);
            segment.force();
            at = segment.end();
        }
        lastFlushNanos = clock.nanos();
        lastForceNanos = lastFlushNanos - began;
        forceCount.incrementAndGet();
    }

    private Segment segmentAt(long position) {
        @Nullable Segment segment = segments.find(position);
        if (segment == null) {
            throw new IllegalStateException("there is no log file for the position " + position);
        }
        return segment;
    }

    /** The queues are durable up to there. On this loop, or while nobody else runs. */
    public void queuesForced(long position, long storeMillis) {
        loop.assertInside();
        if (writer.flushed().get() < position) {
            flush();
        }
        if (writer.flushed().get() >= position) {
            checkpoint.queuesForced(position, storeMillis);
            writeCheckpoint(true);
        }
    }

    /** The key index is durable up to that store time. On this loop. */
    public void indexForced(long storeMillis) {
        loop.assertInside();
        checkpoint.indexForced(storeMillis);
        writeCheckpoint(true);
    }

    private void writeCheckpoint(boolean now) {
        if (!now && clock.nanos() - lastCheckpointNanos < CHECKPOINT_NANOS) {
            return;
        }
        lastCheckpointNanos = clock.nanos();
        try {
            checkpoint.write();
        } catch (IOException e) {
            log.warn("the checkpoint cannot be written, a start after a crash would take longer: {}", e.toString());
        }
    }

    /** What the last force cost, in nanoseconds. Any thread. */
    public long lastForceNanos() {
        return lastForceNanos;
    }

    /** How many forces there were. Any thread. */
    public long forceCount() {
        return forceCount.get();
    }
}
