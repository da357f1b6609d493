package io.apogeemq.store.log;

import io.apogeemq.concurrent.Cancellable;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forces the log. Whoever needs it durable {@link #request requests} a flush; all who ask while one runs share the next.
 * Otherwise a timer comes some time after the log has grown ({@link Pace}); while nothing is dirty there is no timer.
 *
 * <p>Who was answered by one force mostly sends again at once. So the next force gathers: it begins when about as many wait
 * as the last one has answered, and after the time that the last one took in any case. Else senders fall into two groups
 * that take turns, each with half the messages to a force. A lonely sender never waits for others.
 */
@OwnedBy("flusher")
public final class Flusher {
    private static final Logger log = LoggerFactory.getLogger(Flusher.class);
    private static final int PAGE = 4096;
    private static final long CHECKPOINT_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long MOST_GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Loop loop;
    private final Clock clock;
    private final Pace pace;
    private final LogWriter writer;
    private final SegmentList segments;
    private final Checkpoint checkpoint;
    private final Runnable onFlushed;
    private final AtomicBoolean requested = new AtomicBoolean();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean gathering = new AtomicBoolean();
    private volatile int enough;
    private @Nullable Cancellable gatherEnd;
    private final AtomicBoolean timerAhead = new AtomicBoolean();

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
        this.lastFlushNanos = clock.nanos();
        this.lastCheckpointNanos = clock.nanos();
    }

    /** So many more wait for what is appended now to be durable. Any thread. */
    public void request(int count) {
        int all = waiting.addAndGet(count);
        if (!requested.get() && requested.compareAndSet(false, true)) {
            execute(this::onRequest);
        } else if (all >= enough && gathering.compareAndSet(true, false)) {
            execute(this::flushRequested);
        }
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

    private void execute(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("the process ends before a flush: {}", e.getMessage());
        }
    }

    private void onRequest() {
        if (waiting.get() >= enough) {
            flushRequested();
            return;
        }
        gathering.set(true);
        try {
            gatherEnd = loop.scheduleNanos(Math.min(lastForceNanos, MOST_GATHER_NANOS), this::onGatherEnd);
        } catch (RejectedExecutionException e) {
            log.debug("the process ends, nobody else comes: {}", e.getMessage());
            onGatherEnd();
        }
        if (waiting.get() >= enough) {
            // the last of them came before they could see that they are waited for
            onGatherEnd();
        }
    }

    private void onGatherEnd() {
        if (gathering.compareAndSet(true, false)) {
            flushRequested();
        }
    }

    private void flushRequested() {
        if (gatherEnd != null) {
            gatherEnd.cancel();
            gatherEnd = null;
        }
        // first: who asks from here on may have appended too late for this one
        int group = waiting.getAndSet(0);
        requested.set(false);
        flush();
        enough = group - group / 16;
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

    /** Writes what is staged and forces it. The flusher's loop. */
    public void flush() {
        loop.assertInside();
        writer.drainFully();
        long from = writer.flushed().get();
        // millis first: a later position with an earlier time is on the safe side
        long millis = writer.writtenMillis();
        long to = writer.written().get();
        if (from < to) {
            try {
                force(from, to);
            } catch (IOException e) {
                // what a failed force has dropped nobody can say, and asking again gets the answer that all is well
                log.error("forcing the log failed; the store takes nothing more, start the broker again", e);
                writer.stop("forcing the log failed: " + e.getMessage() + "; mend the disk and start the broker again");
                return;
            }
            checkpoint.logForced(millis);
            writer.flushedTo(to);
            onFlushed.run();
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
