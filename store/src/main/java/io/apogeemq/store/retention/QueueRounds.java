package io.apogeemq.store.retention;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.queue.QueueKeeper;
import io.apogeemq.store.queue.QueueTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the queues follow the beginning of the log and the floors of their topics: first the minimums, then it is noted
 * where they are ({@link QueueKeeper#thorough}), then the files below them go. In this order, so that a start which finds
 * a file missing above the noted minimum knows that it is lost. A few milliseconds at a time, for there may be fifty
 * thousand queues and the loop has other work.
 */
@OwnedBy("disk")
final class QueueRounds {
    private static final Logger log = LoggerFactory.getLogger(QueueRounds.class);
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Loop loop;
    private final Clock clock;
    private final QueueTable queues;
    private final QueueTrimmer trimmer;
    private final QueueKeeper keeper;
    private final TopicFloors floors;
    private final LongSupplier logStart;
    private final LongSupplier pauseMillis;
    private final ArrayDeque<ConsumeQueue> toRaise = new ArrayDeque<>();
    private final Set<ConsumeQueue> toShrink = new LinkedHashSet<>();

    /** All minimums know that the log begins here, or will once {@link #toRaise} is empty. */
    private long followed;

    private long following;
    private boolean missedOne;

    private boolean minimumsNoted;
    private boolean leftoversLookedFor;
    private boolean underWay;
    private boolean shrinkingAll;
    private boolean shrinkAgain;
    private volatile boolean stopped;

    /** @param pauseMillis between the files of one queue and those of the next */
    QueueRounds(
            Loop loop,
            Clock clock,
            QueueTable queues,
            QueueTrimmer trimmer,
            QueueKeeper keeper,
            TopicFloors floors,
            LongSupplier logStart,
            LongSupplier pauseMillis) {
        this.loop = loop;
        this.clock = clock;
        this.queues = queues;
        this.trimmer = trimmer;
        this.keeper = keeper;
        this.floors = floors;
        this.logStart = logStart;
        this.pauseMillis = pauseMillis;
        this.followed = logStart.getAsLong();
        this.following = followed;
    }

    /** No queue's minimum is a message below that position. */
    long followed() {
        return followed;
    }

    /** The log begins later than before. */
    void follow() {
        if (logStart.getAsLong() == followed && toRaise.isEmpty()) {
            return;
        }
        if (!leftoversLookedFor) {
            // files of noted minimums that the last process did not come to delete
            leftoversLookedFor = true;
            queues.forEach(toShrink::add);
        }
        toRaise.clear();
        queues.forEach(toRaise::add);
        following = logStart.getAsLong();
        missedOne = false;
        begin();
    }

    /** The floor of these queues' topics is higher than before. */
    void raise(Collection<ConsumeQueue> some) {
        toRaise.addAll(some);
        begin();
    }

    /** Deletes the files that queues have below their minimum. However many ask during a round share the next. */
    void shrinkAll() {
        if (shrinkingAll) {
            shrinkAgain = true;
            return;
        }
        shrinkingAll = true;
        queues.forEach(toShrink::add);
        begin();
    }

    /** Nothing is left to do. */
    private void end() {
        underWay = false;
        boolean again = shrinkAgain && !stopped;
        shrinkingAll = false;
        shrinkAgain = false;
        if (again) {
            shrinkAll();
        }
    }

    /** Any thread. */
    void stop() {
        stopped = true;
    }

    private void begin() {
        minimumsNoted = false;
        if (!underWay) {
            underWay = true;
            step();
        }
    }

    private void step() {
        long began = clock.nanos();
        long pause = 0;
        try {
            while (pause == 0 && clock.nanos() - began < STEP_NANOS) {
                if (stopped || (toRaise.isEmpty() && toShrink.isEmpty())) {
                    end();
                    return;
                }
                pause = takeOne() ? pauseMillis.getAsLong() : 0;
            }
            loop.schedule(pause, this::step);
        } catch (IOException e) {
            log.warn("no queue files go before it can be noted where the queues begin: {}", e.toString());
            underWay = false;
            shrinkingAll = false;
            shrinkAgain = false;
        } catch (RejectedExecutionException e) {
            log.debug("queues stay as they are: {}", e.getMessage());
        }
    }

    /** True when files were deleted. */
    private boolean takeOne() throws IOException {
        ConsumeQueue queue = toRaise.poll();
        if (queue != null) {
            raise(queue);
            return false;
        }
        if (!minimumsNoted) {
            keeper.thorough();
            minimumsNoted = true;
        }
        queue = toShrink.iterator().next();
        toShrink.remove(queue);
        try {
            return trimmer.deleteFiles(queue) > 0;
        } catch (IOException | UncheckedIOException e) {
            log.warn("the queue {} keeps files that it should let go of: {}", queue, e.toString());
            return false;
        }
    }

    private void raise(ConsumeQueue queue) {
        try {
            if (trimmer.raise(queue, floors.of(queue.name().topic()))) {
                toShrink.add(queue);
            }
        } catch (IOException | UncheckedIOException e) {
            missedOne = true;
            log.warn("the queue {} keeps what it should let go of: {}", queue, e.toString());
        }
        if (toRaise.isEmpty() && !missedOne) {
            followed = following;
        }
    }
}
