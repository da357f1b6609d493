package io.apogeemq.broker.longpoll;

import io.apogeemq.broker.filter.MessageFilter;
import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.remoting.Peer;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.queue.QueueUnit;
import io.apogeemq.store.queue.QueueWatcher;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Pulls that wait for a message. Each waits under its queue; the append hands it back to its connection's loop, where it
 * looks again and takes all that is there by then. Nobody scans: a queue without waiting pulls costs an append one look.
 *
 * <p>A parked pull ends exactly once: by a message, by its deadline, with its topic, with its connection, or by the
 * shutdown. What is kept of a queue goes with its last pull.
 */
public final class PullParking {
    /** Past this many unseen messages a pull looks for itself rather than keep the appender. */
    private static final int MOST_LOOKED_AT = 64;

    /** One connection cannot take all the places: others would have to ask again and again. */
    private static final int SHARE_OF_A_CONNECTION = 2;

    private final int capacity;
    private final AtomicInteger count = new AtomicInteger();
    private final ConcurrentHashMap<ConsumeQueue, Waiting> queues = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Peer, Set<Parked>> connections = new ConcurrentHashMap<>();
    private final QueueWatcher watcher = this::onAppend;
    private volatile boolean closed;

    /**
     * @param capacity how many pulls may wait at once
     */
    public PullParking(int capacity) {
        this.capacity = capacity;
    }

    /** The pulls waiting for one queue. Its own lock guards it; nothing foreign is called under it. */
    private static final class Waiting {
        private final ConsumeQueue queue;
        private final List<Parked> pulls = new ArrayList<>();
        private @Nullable ByteBuffer units;
        /** No pull joins it any more: the next one begins another. */
        private boolean over;

        Waiting(ConsumeQueue queue) {
            this.queue = queue;
        }

        /** Only filtered pulls need it. */
        private ByteBuffer units() {
            ByteBuffer now = units;
            if (now == null) {
                now = ByteBuffer.allocate(MOST_LOOKED_AT * QueueUnit.UNIT_LENGTH);
                units = now;
            }
            return now;
        }
    }

    private final class Parked {
        /** Everything below was looked at and is not wanted. */
        private long fromOffset;

        private final Waiting waiting;
        private final MessageFilter filter;
        private final Peer peer;
        /** All of its connection, with this one. */
        private final Set<Parked> siblings;

        private final Runnable wake;
        private final AtomicBoolean over = new AtomicBoolean();
        private volatile @Nullable Cancellable deadline;

        Parked(Waiting waiting, long fromOffset, MessageFilter filter, Peer peer, Set<Parked> siblings, Runnable wake) {
            this.waiting = waiting;
            this.fromOffset = fromOffset;
            this.filter = filter;
            this.peer = peer;
            this.siblings = siblings;
            this.wake = wake;
        }

        /** Ends it once, and gives its place back; false when it has ended before. Any thread. */
        private boolean end() {
            if (!over.compareAndSet(false, true)) {
                return false;
            }
            count.decrementAndGet();
            Cancellable timer = deadline;
            if (timer != null) {
                timer.cancel();
            }
            return true;
        }

        /** On the connection's loop. */
        private void lookAgain() {
            siblings.remove(this);
            if (peer.isOpen()) {
                wake.run();
            }
        }

        /** Whether one of the messages up to there may be wanted. Under the lock of its list. */
        private boolean wants(long maxOffset) {
            ConsumeQueue queue = waiting.queue;
            if (filter.isAll() || maxOffset - fromOffset > MOST_LOOKED_AT || !queue.isInMemory(fromOffset)) {
                return maxOffset > fromOffset;
            }
            try {
                ByteBuffer units = waiting.units();
                int count = queue.read(fromOffset, (int) (maxOffset - fromOffset), units);
                for (int i = 0; i < count; i++) {
                    if (filter.mayMatch(units.getLong(i * QueueUnit.UNIT_LENGTH + QueueUnit.TAG_CODE_AT))) {
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

    /** How many queues something is kept for. */
    public int queueCount() {
        return queues.size();
    }

    /**
     * Parks a pull. On its connection's loop.
     *
     * @param fromOffset what it waits for: a message at this offset or behind
     * @param wake runs once on the loop, when there is something or the time is over; it has to look for itself. Never when
     *     the connection is gone
     * @return false when too many wait already: answer it now
     */
    public boolean park(
            ConsumeQueue queue, long fromOffset, MessageFilter filter, long waitMillis, Peer peer, Runnable wake) {
        if (!peer.isOpen()) {
            return false;
        }
        Set<Parked> siblings = pullsOf(peer);
        if (siblings.size() >= Math.max(1, capacity / SHARE_OF_A_CONNECTION) || !takePlace()) {
            return false;
        }
        Parked parked = join(queue, fromOffset, filter, peer, siblings, wake);
        siblings.add(parked);
        parked.deadline = peer.loop().schedule(waitMillis, () -> leaveAndWake(parked));
        if (queue.maxOffset() > fromOffset || closed) {
            // it came between the look and the parking, and the append may have seen nobody waiting; or the shutdown
            // did
            leaveAndWake(parked);
        }
        return true;
    }

    private boolean takePlace() {
        if (count.incrementAndGet() > capacity) {
            count.decrementAndGet();
            return false;
        }
        return true;
    }

    /** The pulls of that connection; only its loop touches them. */
    private Set<Parked> pullsOf(Peer peer) {
        Set<Parked> known = connections.get(peer);
        if (known != null) {
            return known;
        }
        Set<Parked> made = new LinkedHashSet<>();
        connections.put(peer, made);
        peer.whenClosed(this::onClosed);
        return made;
    }

    private void onClosed(Peer peer) {
        Set<Parked> gone = connections.remove(peer);
        if (gone != null) {
            for (Parked parked : gone) {
                if (parked.end()) {
                    leave(parked);
                }
            }
        }
    }

    private Parked join(
            ConsumeQueue queue, long fromOffset, MessageFilter filter, Peer peer, Set<Parked> siblings, Runnable wake) {
        while (true) {
            Waiting waiting = queues.computeIfAbsent(queue, Waiting::new);
            synchronized (waiting) {
                if (!waiting.over) {
                    Parked parked = new Parked(waiting, fromOffset, filter, peer, siblings, wake);
                    waiting.pulls.add(parked);
                    if (waiting.pulls.size() == 1) {
                        queue.watch(watcher);
                    }
                    return parked;
                }
            }
        }
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
                boolean wanted = parked.wants(maxOffset);
                if (wanted) {
                    woken.add(parked);
                }
                return wanted;
            });
            forgetIfEmpty(waiting);
        }
        woken.forEach(this::wake);
    }

    /** Under the lock of it. The watcher goes first: whoever waits from now on sets another. */
    private void forgetIfEmpty(Waiting waiting) {
        if (waiting.pulls.isEmpty() && !waiting.over) {
            waiting.over = true;
            waiting.queue.unwatch(watcher);
            queues.remove(waiting.queue, waiting);
        }
    }

    private void leave(Parked parked) {
        Waiting waiting = parked.waiting;
        synchronized (waiting) {
            waiting.pulls.remove(parked);
            forgetIfEmpty(waiting);
        }
    }

    private void leaveAndWake(Parked parked) {
        leave(parked);
        wake(parked);
    }

    private void wake(Parked parked) {
        if (!parked.end()) {
            return;
        }
        try {
            parked.peer.loop().execute(parked::lookAgain);
        } catch (RejectedExecutionException e) {
            // the loop has stopped, and with it the connection whose pull this was; the append goes on
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
        Waiting waiting = queues.get(queue);
        if (waiting != null) {
            List<Parked> pulls;
            synchronized (waiting) {
                pulls = List.copyOf(waiting.pulls);
                waiting.pulls.clear();
                forgetIfEmpty(waiting);
            }
            pulls.forEach(this::wake);
        }
    }

    /** Ends every wait; who comes from now on does not wait. */
    public void close() {
        closed = true;
        List.copyOf(queues.keySet()).forEach(this::release);
    }
}
