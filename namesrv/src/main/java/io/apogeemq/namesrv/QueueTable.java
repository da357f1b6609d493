package io.apogeemq.namesrv;

import io.apogeemq.protocol.body.QueueRoute;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The queues of each topic by broker name. A plain table: {@link RouteTable} owns it and decides what goes in. */
final class QueueTable {
    private final TableRoom room;
    private final Map<String, Map<String, QueueRoute>> topics = new HashMap<>();

    /** How static topics lie on brokers, by topic and broker name; carried as it came. */
    private final Map<String, Map<String, Object>> mappings = new HashMap<>();

    QueueTable(TableRoom room) {
        this.room = room;
    }

    /** What an entry takes of the room. */
    static long weight(String topic, String brokerName) {
        return TableRoom.entry(topic, brokerName);
    }

    /** By broker name; null for an unknown topic. */
    @Nullable
    Map<String, QueueRoute> find(String topic) {
        Map<String, QueueRoute> queues = topics.get(topic);
        return queues == null ? null : Collections.unmodifiableMap(queues);
    }

    boolean contains(String topic, String brokerName) {
        Map<String, QueueRoute> queues = topics.get(topic);
        return queues != null && queues.containsKey(brokerName);
    }

    /** Returns whether anything changed by it. */
    boolean put(String topic, QueueRoute queue) {
        QueueRoute before =
                topics.computeIfAbsent(topic, key -> new LinkedHashMap<>()).put(queue.brokerName(), queue);
        if (before == null) {
            room.take(weight(topic, queue.brokerName()));
        }
        return !queue.equals(before);
    }

    /** Returns whether it was there. */
    boolean remove(String topic, String brokerName) {
        Map<String, QueueRoute> queues = topics.getOrDefault(topic, Map.of());
        boolean removed = queues.containsKey(brokerName);
        if (removed) {
            queues.remove(brokerName);
            room.give(weight(topic, brokerName));
        }
        if (removed && queues.isEmpty()) {
            topics.remove(topic);
        }
        removeMapping(topic, brokerName);
        return removed;
    }

    /** Returns whether it was there. */
    boolean remove(String topic) {
        for (Object mapping : mappings.getOrDefault(topic, Map.of()).values()) {
            room.give(TableRoom.tree(mapping));
        }
        mappings.remove(topic);
        Map<String, QueueRoute> queues = topics.remove(topic);
        if (queues == null) {
            return false;
        }
        queues.keySet().forEach(brokerName -> room.give(weight(topic, brokerName)));
        return true;
    }

    /** The topics that lie on that broker name. */
    List<String> topicsOn(String brokerName) {
        List<String> names = new ArrayList<>();
        topics.forEach((topic, queues) -> {
            if (queues.containsKey(brokerName)) {
                names.add(topic);
            }
        });
        return names;
    }

    /** Changes what may be done with all queues of the broker name; returns their topics. */
    List<String> changePerm(String brokerName, IntUnaryOperator change) {
        List<String> on = new ArrayList<>();
        topics.forEach((topic, queues) -> {
            if (queues.computeIfPresent(brokerName, (name, queue) -> withPerm(queue, change)) != null) {
                on.add(topic);
            }
        });
        return on;
    }

    private static QueueRoute withPerm(QueueRoute queue, IntUnaryOperator change) {
        return new QueueRoute(
                queue.brokerName(),
                change.applyAsInt(queue.perm()),
                queue.readQueueCount(),
                queue.topicSysFlag(),
                queue.writeQueueCount());
    }

    void putMapping(String topic, String brokerName, Object mapping) {
        Object before =
                mappings.computeIfAbsent(topic, key -> new LinkedHashMap<>()).put(brokerName, mapping);
        room.take(TableRoom.tree(mapping));
        if (before != null) {
            room.give(TableRoom.tree(before));
        }
    }

    private void removeMapping(String topic, String brokerName) {
        Map<String, Object> byBroker = mappings.get(topic);
        Object before = byBroker == null ? null : byBroker.remove(brokerName);
        if (byBroker == null || before == null) {
            return;
        }
        room.give(TableRoom.tree(before));
        if (byBroker.isEmpty()) {
            mappings.remove(topic);
        }
    }

    /** By broker name; null when the topic has none. */
    @Nullable
    Map<String, Object> mappings(String topic) {
        Map<String, Object> byBroker = mappings.get(topic);
        return byBroker == null ? null : Map.copyOf(byBroker);
    }

    /** The names of all topics, in alphabetical order. */
    Set<String> topics() {
        return new TreeSet<>(topics.keySet());
    }

    /** The names of the topics of which some queue is as asked, in alphabetical order. */
    Set<String> topicsWith(Predicate<QueueRoute> condition) {
        Set<String> names = new TreeSet<>();
        topics.forEach((topic, queues) -> {
            if (queues.values().stream().anyMatch(condition)) {
                names.add(topic);
            }
        });
        return names;
    }
}
