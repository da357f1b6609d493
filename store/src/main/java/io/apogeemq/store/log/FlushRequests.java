package io.apogeemq.store.log;

import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who waits for a force, and when it begins. All who ask while one runs share the next.
 *
 * <p>Who was answered by one force mostly sends again at once. So the next one gathers: it begins when about as many wait
 * as the last one has answered, and after the time that the last one took in any case. Else senders fall into two groups
 * that take turns, each with half the messages to a force. A lonely sender never waits for others.
 */
@OwnedBy("flusher")
final class FlushRequests {
    private static final Logger log = LoggerFactory.getLogger(FlushRequests.class);
    private static final long MOST_GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Loop loop;
    private final LongSupplier lastForceNanos;
    private final Runnable flush;
    private final AtomicBoolean requested = new AtomicBoolean();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean gathering = new AtomicBoolean();
    private volatile int enough;
    private @Nullable Cancellable gatherEnd;

    /**
     * @param loop the flusher's
     * @param lastForceNanos what the last force took
     * @param flush forces all that is appended; on that loop
     */
    FlushRequests(Loop loop, LongSupplier lastForceNanos, Runnable flush) {
        this.loop = loop;
        this.lastForceNanos = lastForceNanos;
        this.flush = flush;
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
        if (waiting.get() >= enough) {
            flushNow();
            return;
        }
        gathering.set(true);
        try {
            gatherEnd = loop.scheduleNanos(Math.min(lastForceNanos.getAsLong(), MOST_GATHER_NANOS), this::onGatherEnd);
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
        flush.run();
        enough = group - group / 16;
    }
}
