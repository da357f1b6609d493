package io.apogeemq.broker.group;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Which member of a group may consume a queue in order (spec/requests.md 41, 42). A lock is the client id's until it is
 * given back or not renewed in time; it lives in memory only.
 */
@OwnedBy("control")
public final class OrderLocks {
    /** {@code rocketmq.broker.rebalance.lockMaxLiveTime}. */
    private static final long LIFE_MILLIS = 60_000;

    private final Loop control;
    private final Clock clock;
    private final Map<String, Map<BrokerQueue, Holder>> byGroup = new HashMap<>();

    private record Holder(String clientId, long untilNanos) {}

    public OrderLocks(Loop control, Clock clock) {
        this.control = control;
        this.clock = clock;
    }

    /** Takes or renews what is free, expired or the client's already; returns what the client now holds of these. */
    public Set<BrokerQueue> lock(String group, String clientId, Set<BrokerQueue> queues) {
        control.assertInside();
        long now = clock.nanos();
        Map<BrokerQueue, Holder> held = byGroup.computeIfAbsent(group, unused -> new HashMap<>());
        held.values().removeIf(holder -> holder.untilNanos - now <= 0);
        Set<BrokerQueue> taken = new LinkedHashSet<>();
        for (BrokerQueue queue : queues) {
            Holder holder = held.get(queue);
            if (holder == null || holder.clientId.equals(clientId)) {
                held.put(queue, new Holder(clientId, now + TimeUnit.MILLISECONDS.toNanos(LIFE_MILLIS)));
                taken.add(queue);
            }
        }
        if (held.isEmpty()) {
            byGroup.remove(group);
        }
        return taken;
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
            }
        }
        if (held.isEmpty()) {
            byGroup.remove(group);
        }
    }
}
