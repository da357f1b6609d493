package io.apogeemq.store.log;

import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who waits for a force, and when it begins. All who ask while one runs share the next.
 *
 * <p>Who was answered by one force mostly sends again at once. Either the next one begins as soon as anybody waits: then
 * senders fall into two groups that take turns, one sends while the other is forced. Or it gathers: it begins when about
 * as many wait as there are in both groups, and when the last one's time has gone by once more in any case. A disk forces
 * much almost as fast as little, so the second way serves better where senders are quicker than the disk, the first where
 * they are slower, and which it is changes with disk, processors and senders: {@link GatherTrial} finds out. A lonely sender
 * never waits for others.
 */
@OwnedBy("flusher")
final class FlushRequests {
    private static final Logger log = LoggerFactory.getLogger(FlushRequests.class);
    private static final long MOST_GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Loop loop;
    private final Clock clock;
    private final Runnable flush;
    private final GatherTrial trial;
    private final AtomicBoolean requested = new AtomicBoolean();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean gathering = new AtomicBoolean();
    private volatile int enough;
    private @Nullable Cancellable gatherEnd;
    private long lastNanos;
    private long lastEndNanos;

    /**
     * @param loop the flusher's
     * @param flush forces all that is appended; on that loop
     */
    FlushRequests(Loop loop, Clock clock, Runnable flush) {
        this.loop = loop;
        this.clock = clock;
        this.flush = flush;
        this.lastEndNanos = clock.nanos();
        this.trial = new GatherTrial(lastEndNanos);
    }

    /** So many more wait for what is appended now; 0 when nobody does, but it is time. Any thread. */
    void add(int count) {
        int all = waiting.addAndGet(count);
        if (!requested.get() && requested.compareAndSet(false, true)) {
            execute(this::onRequest);
        } else if (all >= enough && gathering.compareAndSet(true, false)) {
            execute(this::flushNow);
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
        long left = lastEndNanos + Math.min(lastNanos, MOST_GATHER_NANOS) - clock.nanos();
        if (waiting.get() >= enough || left <= 0) {
            flushNow();
            return;
        }
        gathering.set(true);
        try {
            gatherEnd = loop.scheduleNanos(left, this::onGatherEnd);
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
            flushNow();
        }
    }

    private void flushNow() {
        if (gatherEnd != null) {
            gatherEnd.cancel();
            gatherEnd = null;
        }
        // first: who asks from here on may have appended too late for this one
        int group = waiting.getAndSet(0);
        requested.set(false);
        long began = clock.nanos();
        flush.run();
        lastEndNanos = clock.nanos();
        lastNanos = lastEndNanos - began;
        trial.onForced(group, began, lastEndNanos);
        int both = group + waiting.get();
        enough = trial.gathers() ? both - both / 16 : 0;
    }
}
