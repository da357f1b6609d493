package io.apogeemq.store.log;

import io.apogeemq.concurrent.Position;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.queue.QueueKeeper;
import io.apogeemq.store.queue.QueueWatcher;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows messages to readers: what lies below {@code visible}. Without another position to wait for that is {@code written},
 * and what was written is shown at once. Otherwise what was written stands in a line until that position has passed it too.
 *
 * <p>Whoever writes adds to the line and then looks at the other position; whoever moves that looks at the line afterwards. So
 * one of the two sees the other.
 */
final class Visibility {
    private static final Logger log = LoggerFactory.getLogger(Visibility.class);
    private static final long NOTHING = Long.MAX_VALUE;

    private final Position written;
    private final @Nullable Position other;
    private final Position visible;
    private final int mostHidden;

    /** Told of each queue that has grown; set once, before the first write. */
    private @Nullable QueueKeeper keeper;

    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final ArrayDeque<Hidden> line = new ArrayDeque<>();
    private int hiddenCount;

    /** Where the first in the line ends. */
    private volatile long firstEnd = NOTHING;

    /** What one write has brought, or several of them. */
    private static final class Hidden {
        private final Map<ConsumeQueue, Long> maxOffsets = new LinkedHashMap<>();
        private long end;

        /** How much of the line's bound it takes; a write may bring nothing that a queue shows. */
        int weight() {
            return 1 + maxOffsets.size();
        }
    }

    /** A queue that has grown, and who wants to know. */
    record Growth(QueueWatcher watcher, ConsumeQueue queue, long maxOffset) {}

    /**
     * @param other what must have passed a message too before readers see it; null for nothing
     * @param mostHidden so many growths of queues stand in line one by one; past them what one write brings is shown together
     *     with what the one before has brought
     */
    Visibility(Position written, @Nullable Position other, int mostHidden) {
        this.written = written;
        this.other = other;
        this.visible = other == null ? written : new Position("visible", written.get());
        this.mostHidden = mostHidden;
    }

    void start(QueueKeeper newKeeper) {
        keeper = newKeeper;
    }

    Position visible() {
        return visible;
    }

    /**
     * What is staged was written: moves {@code written}, and shows it or puts it in line. The write lock is held.
     *
     * @return whom to {@link #tell} after the lock is released
     */
    List<Growth> onWritten(StagedBytes staged) {
        if (other != null) {
            hide(staged);
            written.advanceTo(staged.endPosition());
            return List.of();
        }
        // before the position moves, so that whoever reads that finds every unit below it
        List<Growth> growths = List.of();
        for (int i = 0; i < staged.queueCount(); i++) {
            growths = show(staged.queue(i), staged.maxOffset(i), growths);
        }
        written.advanceTo(staged.endPosition());
        return growths;
    }

    private List<Growth> show(ConsumeQueue queue, long maxOffset, List<Growth> before) {
        List<Growth> growths = before;
        queue.publish(maxOffset);
        if (keeper != null) {
            keeper.grew(queue);
        }
        QueueWatcher watcher = queue.watcher();
        if (watcher != null) {
            growths = growths.isEmpty() ? new ArrayList<>() : growths;
            growths.add(new Growth(watcher, queue, maxOffset));
        }
        return growths;
    }

    private void hide(StagedBytes staged) {
        lock.lock();
        try {
            Hidden last = hiddenCount < mostHidden ? null : line.peekLast();
            if (last == null) {
                last = new Hidden();
                line.add(last);
            } else {
                hiddenCount -= last.weight();
            }
            for (int i = 0; i < staged.queueCount(); i++) {
                last.maxOffsets.put(staged.queue(i), staged.maxOffset(i));
            }
            hiddenCount += last.weight();
            last.end = staged.endPosition();
            firstEnd = line.element().end;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Shows what may be seen by now; after {@code written} or the other position has moved. Any thread, holding no lock.
     *
     * @return whom to {@link #tell}
     */
    List<Growth> catchUp() {
        VarHandle.fullFence();
        Position limit = other;
        if (limit == null || limit.get() < firstEnd) {
            return List.of();
        }
        lock.lock();
        try {
            List<Growth> growths = List.of();
            long passed = Math.min(limit.get(), written.get());
            while (!line.isEmpty() && line.element().end <= passed) {
                Hidden next = line.remove();
                hiddenCount -= next.weight();
                for (Map.Entry<ConsumeQueue, Long> each : next.maxOffsets.entrySet()) {
                    growths = show(each.getKey(), each.getValue(), growths);
                }
                visible.advanceTo(next.end);
            }
            firstEnd = line.isEmpty() ? NOTHING : line.element().end;
            return growths;
        } finally {
            lock.unlock();
        }
    }

    /** Tells the watchers; holding no lock. One's mistake must not keep the news from the others. */
    static void tell(List<Growth> growths) {
        for (Growth growth : growths) {
            try {
                growth.watcher.grown(growth.queue, growth.maxOffset);
            } catch (RuntimeException e) {
                log.error("a watcher of the queue {} failed", growth.queue.name(), e);
            }
        }
    }
}
