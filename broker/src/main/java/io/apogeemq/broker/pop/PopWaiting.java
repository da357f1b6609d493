package io.apogeemq.broker.pop;

import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.remoting.Peer;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.queue.QueueWatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Pops that wait for a message, by topic. A message wakes one of each group: it takes what is there, and wakes the next when it
 * leaves something. Any thread.
 */
final class PopWaiting {
    /** Waits for messages of every queue. */
    static final int ANY_QUEUE = -1;

    private final int most;
    private final int mostOfOne;
    private final AtomicInteger count = new AtomicInteger();
    private final ConcurrentHashMap<String, OfTopic> topics = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param most in all
     * @param mostOfOne of one group for one queue, or for any
     */
    PopWaiting(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** Those who wait for one topic. Its own lock guards it. */
    private final class OfTopic {
        private final List<Waiter> waiters = new ArrayList<>();
        private final Set<ConsumeQueue> watched = new HashSet<>();
        private final QueueWatcher watcher =
                (queue, maxOffset) -> wakeOnePerGroup(this, queue.name().queueId());
        private boolean over;
    }

    private static final class Waiter {
        private final OfTopic of;
        private final String topic;
        private final String group;
        private final int queueId;
        private final Peer peer;
        private final Runnable wake;
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile @Nullable Cancellable deadline;

        Waiter(OfTopic of, String topic, String group, int queueId, Peer peer, Runnable wake) {
            this.of = of;
            this.topic = topic;
            this.group = group;
            this.queueId = queueId;
            this.peer = peer;
            this.wake = wake;
        }

        boolean waitsFor(int queue) {
            return queueId == ANY_QUEUE || queue == ANY_QUEUE || queueId == queue;
        }
    }

    /**
     * Lets a pop wait. Look once more after this: what came before wakes nobody.
     *
     * @param queues of the topic
     * @param wake runs once on the connection's loop, when something came or the time is over, unless the connection is gone
     * @return false when too many wait
     */
    boolean park(
            String topic,
            String group,
            int queueId,
            List<ConsumeQueue> queues,
            long waitMillis,
            Peer peer,
            Runnable wake) {
        if (closed || count.incrementAndGet() > most) {
            count.decrementAndGet();
            return false;
        }
        while (true) {
            OfTopic of = topics.computeIfAbsent(topic, unused -> new OfTopic());
            synchronized (of) {
                if (of.over) {
                    continue;
                }
                if (count(of, group, queueId) >= mostOfOne) {
                    count.decrementAndGet();
                    return false;
                }
                Waiter waiter = new Waiter(of, topic, group, queueId, peer, wake);
                of.waiters.add(waiter);
                queues.stream().filter(of.watched::add).forEach(queue -> queue.watch(of.watcher));
                waiter.deadline = peer.loop().schedule(waitMillis, () -> end(waiter));
                return true;
            }
        }
    }

    private static int count(OfTopic of, String group, int queueId) {
        return (int) of.waiters.stream()
                .filter(waiter -> waiter.queueId == queueId && waiter.group.equals(group))
                .count();
    }

    /** How many wait. */
    int count(String topic, String group, int queueId) {
        OfTopic of = topics.get(topic);
        if (of == null) {
            return 0;
        }
        synchronized (of) {
            return count(of, group, queueId);
        }
    }

    private void end(Waiter waiter) {
        synchronized (waiter.of) {
            waiter.of.waiters.remove(waiter);
            forgetIfEmpty(waiter.topic, waiter.of);
        }
        wake(waiter);
    }

    private void forgetIfEmpty(String topic, OfTopic of) {
        if (of.waiters.isEmpty() && !of.over) {
            of.over = true;
            of.watched.forEach(queue -> queue.unwatch(of.watcher));
            topics.remove(topic, of);
        }
    }

    private void wakeOnePerGroup(OfTopic of, int queueId) {
        List<Waiter> woken = new ArrayList<>();
        synchronized (of) {
            Set<String> groups = new HashSet<>();
            for (Iterator<Waiter> all = of.waiters.iterator(); all.hasNext(); ) {
                Waiter waiter = all.next();
                if (!waiter.peer.isOpen()) {
                    all.remove();
                    woken.add(waiter);
                } else if (waiter.waitsFor(queueId) && groups.add(waiter.group)) {
                    all.remove();
                    woken.add(waiter);
                }
            }
            if (!woken.isEmpty()) {
                forgetIfEmpty(woken.get(0).topic, of);
            }
        }
        woken.forEach(this::wake);
    }

    /** There is something for the group: one who waits for that queue looks. */
    void wakeOne(String topic, String group, int queueId) {
        OfTopic of = topics.get(topic);
        if (of == null) {
            return;
        }
        Waiter found = null;
        synchronized (of) {
            for (Iterator<Waiter> all = of.waiters.iterator(); found == null && all.hasNext(); ) {
                Waiter waiter = all.next();
                if (waiter.peer.isOpen() && waiter.group.equals(group) && waiter.waitsFor(queueId)) {
                    all.remove();
                    found = waiter;
                }
            }
            forgetIfEmpty(topic, of);
        }
        if (found != null) {
            wake(found);
        }
    }

    /** A message came to a retry topic of the group. */
    void wakeRetry(String group, String retryTopic) {
        for (String topic : topics.keySet()) {
            if (retryTopic.equals(topic)
                    || retryTopic.equals(PopTopics.retryV1(group, topic))
                    || retryTopic.equals(PopTopics.retryV2(group, topic))) {
                wakeOne(topic, group, ANY_QUEUE);
            }
        }
    }

    private void wake(Waiter waiter) {
        if (!waiter.ended.compareAndSet(false, true)) {
            return;
        }
        count.decrementAndGet();
        Cancellable timer = waiter.deadline;
        if (timer != null) {
            timer.cancel();
        }
        if (!waiter.peer.isOpen()) {
            return;
        }
        try {
            waiter.peer.loop().execute(waiter.wake);
        } catch (RejectedExecutionException e) {
            // the loop has stopped, and with it the connection whose pop this was
        }
    }

    /** Ends every wait; whoever comes from now on does not wait. */
    void close() {
        closed = true;
        for (OfTopic of : List.copyOf(topics.values())) {
            List<Waiter> all;
            synchronized (of) {
                all = List.copyOf(of.waiters);
            }
            all.forEach(this::end);
        }
    }
}
