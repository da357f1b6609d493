package io.apogeemq.broker.longpoll;

import io.apogeemq.broker.group.TagFilter;
import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.queue.QueueUnit;
import io.apogeemq.store.queue.QueueWatcher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Pulls that wait for a message. Each waits under its queue; the append hands it back to its connection's loop, where it
 * looks again and takes all that is there by then. Nobody scans: a queue without waiting pulls costs an append one look.
 *
 * <p>A parked pull ends exactly once: by a message, by its deadline, or by the shutdown.
 */
public final class PullParking {
    /** Past this many unseen messages a pull looks for itself rather than keep the appender. */
    private static final int MOST_LOOKED_AT = 64;

    private final int capacity;
    private final AtomicInteger count = new AtomicInteger();
    private final QueueWatcher watcher = this::onAppend;
    private final ConcurrentHashMap<ConsumeQueue, Waiting> queues = new ConcurrentHashMap<>();

    /**
     * @param capacity how many pulls may wait at once
     */
    public PullParking(int capacity) {
        this.capacity = capacity;
    }

    /** The pulls waiting for one queue. Its own lock guards the list; nothing foreign is called under it. */
    private static final class Waiting {
        private final List<Parked> pulls = new ArrayList<>();
        private final ByteBuffer units = ByteBuffer.allocate(MOST_LOOKED_AT * QueueUnit.UNIT_LENGTH);
    }

    private static final class Parked {
        /** Everything below was looked at and is not wanted. */
        private long fromOffset;

        private final TagFilter filter;
        private final Loop loop;
        private final Runnable wake;
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile @Nullable Cancellable deadline;

        Parked(long fromOffset, TagFilter filter, Loop loop, Runnable wake) {
            this.fromOffset = fromOffset;
            this.filter = filter;
            this.loop = loop;
            this.wake = wake;
        }

        /** Whether one of the messages up to there may be wanted. Under the lock of its list. */
        private boolean wants(ConsumeQueue queue, long maxOffset, ByteBuffer units) {
            if (filter.isAll() || maxOffset - fromOffset > MOST_LOOKED_AT || !queue.isInMemory(fromOffset)) {
                return maxOffset > fromOffset;
            }
            try {
                int count = queue.read(fromOffset, (int) (maxOffset - fromOffset), units);
                for (int i = 0; i < count; i++) {
                    if (filter.matches(units.getLong(i * QueueUnit.UNIT_LENGTH + QueueUnit.TAG_CODE_AT))) {
                        return true;
                    }
                }
                fromOffset += count;
                return false;
            } catch (IOException e) {
                // let the pull meet the trouble, where it has an answer
                return true;
            }
        }
    }

    /** How many pulls wait. */
    public int count() {
        return count.get();
    }

    /**
     * Parks a pull. On its connection's loop.
     *
     * @param fromOffset what it waits for: a message at this offset or behind
     * @param wake runs once on the loop, when there is something or the time is over; it has to look for itself
     * @return false when too many wait already: answer it now
     */
    public boolean park(
            ConsumeQueue queue, long fromOffset, TagFilter filter, long waitMillis, Loop loop, Runnable wake) {
        if (count.incrementAndGet() > capacity) {
            count.decrementAndGet();
            return false;
        }
        Parked parked = new Parked(fromOffset, filter, loop, wake);
        Waiting waiting = queues.computeIfAbsent(queue, unused -> new Waiting());
        synchronized (waiting) {
            waiting.pulls.add(parked);
        }
        queue.watch(watcher);
        parked.deadline = loop.schedule(waitMillis, () -> end(queue, parked));
        if (queue.maxOffset() > fromOffset || queues.get(queue) != waiting) {
            // it came between the look and the parking; the append may have seen nobody waiting, nor who released the
            // queue
            end(queue, parked);
        }
        return true;
    }

    /** Messages were appended; by the thread that appended them. */
    private void onAppend(ConsumeQueue queue, long maxOffset) {
        Waiting waiting = queues.get(queue);
        if (waiting == null) {
            return;
        }
        List<Parked> woken = new ArrayList<>();
        synchronized (waiting) {
            waiting.pulls.removeIf(parked -> {
                boolean wanted = parked.wants(queue, maxOffset, waiting.units);
                if (wanted) {
                    woken.add(parked);
                }
                return wanted;
            });
            if (waiting.pulls.isEmpty()) {
                queue.unwatch(watcher);
            }
        }
        woken.forEach(this::wake);
    }

    private void end(ConsumeQueue queue, Parked parked) {
        Waiting waiting = queues.get(queue);
        if (waiting != null) {
            synchronized (waiting) {
                waiting.pulls.remove(parked);
                if (waiting.pulls.isEmpty()) {
                    queue.unwatch(watcher);
                }
            }
        }
        wake(parked);
    }

    private void wake(Parked parked) {
        if (parked.over.compareAndSet(false, true)) {
            count.decrementAndGet();
            Cancellable deadline = parked.deadline;
            if (deadline != null) {
                deadline.cancel();
            }
            parked.loop.execute(parked.wake);
        }
    }

    /** The topic is gone: its pulls look again, and are told. */
    public void releaseTopic(String topic) {
        for (ConsumeQueue queue : List.copyOf(queues.keySet())) {
            if (queue.name().topic().equals(topic)) {
                release(queue);
            }
        }
    }

    private void release(ConsumeQueue queue) {
        Waiting waiting = queues.remove(queue);
        if (waiting != null) {
            List<Parked> pulls;
            synchronized (waiting) {
                pulls = List.copyOf(waiting.pulls);
                waiting.pulls.clear();
            }
            pulls.forEach(this::wake);
        }
    }

    /** Ends every wait. */
    public void releaseAll() {
        List.copyOf(queues.keySet()).forEach(this::release);
    }
}
