package io.apogeemq.broker.group;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.remoting.Peer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which member of a group may consume a queue in order (spec/requests.md 41, 42). A lock is the client id's until it is
 * given back, is not renewed in time, or its connection ends; it lives in memory only.
 */
@OwnedBy("control")
public final class OrderLocks {
    private static final Logger log = LoggerFactory.getLogger(OrderLocks.class);

    /** {@code rocketmq.broker.rebalance.lockMaxLiveTime}. */
    private static final long LIFE_MILLIS = 60_000;

    /** Each takes some hundred bytes. */
    private static final int MOST =
            (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 1024);

    private static final long SWEEP_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long WARN_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Loop control;
    private final Clock clock;
    private final Predicate<BrokerQueue> isQueue;
    private final BiPredicate<String, String> isMember;
    private final Map<String, Map<BrokerQueue, Holder>> byGroup = new HashMap<>();
    /** Every connection that has locked something and is not closed, and for which groups. */
    private final Map<Peer, Set<String>> groupsOf = new HashMap<>();

    private int count;
    private long sweptNanos;
    private long warnedNanos;

    private record Holder(String clientId, Peer peer, long untilNanos) {}

    /**
     * @param isQueue whether this broker has the queue
     * @param isMember whether the group, first, has a member with that client id on a connection that is open
     */
    public OrderLocks(Loop control, Clock clock, Predicate<BrokerQueue> isQueue, BiPredicate<String, String> isMember) {
        this.control = control;
        this.clock = clock;
        this.isQueue = isQueue;
        this.isMember = isMember;
        this.sweptNanos = clock.nanos() - SWEEP_NANOS;
        this.warnedNanos = clock.nanos() - WARN_NANOS;
    }

    /**
     * Takes or renews what is free, expired or the client's already; returns what the client now holds of these. Queues
     * that this broker does not have are passed over.
     */
    public Set<BrokerQueue> lock(String group, String clientId, Peer peer, Set<BrokerQueue> queues) {
        control.assertInside();
        long now = clock.nanos();
        Map<BrokerQueue, Holder> held = byGroup.computeIfAbsent(group, unused -> new HashMap<>());
        dropExpired(held, now);
        Set<BrokerQueue> taken = new LinkedHashSet<>();
        for (BrokerQueue queue : queues) {
            Holder holder = held.get(queue);
            boolean free = holder == null && hasRoom(now) && isQueue.test(queue);
            if (free || (holder != null && holder.clientId.equals(clientId))) {
                held.put(queue, new Holder(clientId, peer, now + TimeUnit.MILLISECONDS.toNanos(LIFE_MILLIS)));
                count += free ? 1 : 0;
                taken.add(queue);
            }
        }
        if (held.isEmpty()) {
            byGroup.remove(group, held);
        }
        if (!taken.isEmpty()) {
            remember(peer, group);
        }
        return taken;
    }

    private void remember(Peer peer, String group) {
        if (!groupsOf.containsKey(peer)) {
            peer.whenClosed(gone -> control.execute(() -> release(gone)));
        }
        groupsOf.computeIfAbsent(peer, unused -> new HashSet<>()).add(group);
    }

    private boolean hasRoom(long now) {
        if (count >= MOST && now - sweptNanos >= SWEEP_NANOS) {
            sweptNanos = now;
            byGroup.values().forEach(held -> dropExpired(held, now));
            byGroup.values().removeIf(Map::isEmpty);
            if (count >= MOST && now - warnedNanos >= WARN_NANOS) {
                warnedNanos = now;
                log.warn("{} queues are locked, as many as the heap is good for (-Xmx); further ones stay free", count);
            }
        }
        return count < MOST;
    }

    private void dropExpired(Map<BrokerQueue, Holder> held, long now) {
        dropIf(held, holder -> holder.untilNanos - now <= 0);
    }

    private void dropIf(Map<BrokerQueue, Holder> held, Predicate<Holder> gone) {
        int before = held.size();
        held.values().removeIf(gone);
        count -= before - held.size();
    }

    /** Its queues need not wait until the locks would end, unless the client is back on another connection. */
    private void release(Peer peer) {
        Set<String> groups = groupsOf.remove(peer);
        if (groups == null) {
            return;
        }
        for (String group : groups) {
            Map<BrokerQueue, Holder> held = byGroup.getOrDefault(group, Map.of());
            dropIf(held, holder -> holder.peer == peer && !isMember.test(group, holder.clientId));
            if (held.isEmpty()) {
                byGroup.remove(group);
            }
        }
    }

    /** Gives back what the client holds of these. */
    public void unlock(String group, String clientId, Set<BrokerQueue> queues) {
        control.assertInside();
        Map<BrokerQueue, Holder> held = byGroup.get(group);
        if (held == null) {
            return;
        }
        for (BrokerQueue queue : queues) {
            Holder holder = held.get(queue);
            if (holder != null && holder.clientId.equals(clientId)) {
                held.remove(queue);
                count--;
            }
        }
        if (held.isEmpty()) {
            byGroup.remove(group);
        }
    }
}
