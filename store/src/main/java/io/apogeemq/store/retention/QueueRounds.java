package io.apogeemq.store.retention;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.queue.QueueTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the queues follow the beginning of the log: first the minimums, then the files below them. A few milliseconds at a
 * time, for there may be fifty thousand queues and the loop has other work.
 */
@OwnedBy("disk")
final class QueueRounds {
    private static final Logger log = LoggerFactory.getLogger(QueueRounds.class);
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Loop loop;
    private final Clock clock;
    private final QueueTable queues;
    private final QueueTrimmer trimmer;
    private final LongSupplier logStart;
    private final LongSupplier pauseMillis;
    private final ArrayDeque<ConsumeQueue> toRaise = new ArrayDeque<>();
    private final ArrayDeque<ConsumeQueue> toShrink = new ArrayDeque<>();
    private boolean underWay;
    private volatile boolean stopped;

    /** @param pauseMillis between the files of one queue and those of the next */
    QueueRounds(
            Loop loop,
            Clock clock,
            QueueTable queues,
            QueueTrimmer trimmer,
            LongSupplier logStart,
            LongSupplier pauseMillis) {
        this.loop = loop;
        this.clock = clock;
        this.queues = queues;
        this.trimmer = trimmer;
        this.logStart = logStart;
        this.pauseMillis = pauseMillis;
    }

    /** The log begins later than before. */
    void follow() {
        toRaise.clear();
        queues.forEach(toRaise::add);
        begin();
    }

    /** Deletes the files that these queues have below their minimum. */
    void shrink(Collection<ConsumeQueue> some) {
        toShrink.addAll(some);
        begin();
    }

    /** The same for all queues, after their minimums were raised. */
    void shrinkAll() {
        queues.forEach(toShrink::add);
        follow();
    }

    /** Any thread. */
    void stop() {
        stopped = true;
    }

    private void begin() {
        if (!underWay) {
            underWay = true;
            step();
        }
    }

    private void step() {
        long began = clock.nanos();
        long pause = 0;
        while (pause == 0 && clock.nanos() - began < STEP_NANOS) {
            if (stopped || (toRaise.isEmpty() && toShrink.isEmpty())) {
                underWay = false;
                return;
            }
            pause = takeOne() ? pauseMillis.getAsLong() : 0;
        }
        try {
            loop.schedule(pause, this::step);
        } catch (RejectedExecutionException e) {
            log.debug("queues stay as they are: {}", e.getMessage());
        }
    }

    /** True when files were deleted. */
    private boolean takeOne() {
        ConsumeQueue queue = toRaise.poll();
        boolean raise = queue != null;
        if (queue == null) {
            queue = toShrink.remove();
        }
        try {
            if (!raise) {
                return trimmer.deleteFiles(queue) > 0;
            }
            if (trimmer.raise(queue, logStart.getAsLong())) {
                toShrink.add(queue);
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("the queue {} keeps what it should let go of: {}", queue, e.toString());
        }
        return false;
    }
}
