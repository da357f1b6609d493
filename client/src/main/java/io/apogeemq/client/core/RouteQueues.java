package io.apogeemq.client.core;

import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.BrokerRecord;
import io.apogeemq.protocol.body.Perm;
import io.apogeemq.protocol.body.QueueRoute;
import io.apogeemq.protocol.body.TopicRoute;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The queues that a route gives to producers and to consumers (spec/client.md 18). */
final class RouteQueues {
    private static final Comparator<QueueRoute> BY_BROKER = Comparator.comparing(QueueRoute::brokerName);

    private RouteQueues() {}

    /** The same route with its lists sorted: NameServers tell them in any order, which is no change. */
    static TopicRoute sorted(TopicRoute route) {
        return new TopicRoute(
                route.brokers().stream()
                        .sorted(Comparator.comparing(BrokerRecord::name))
                        .toList(),
                route.filterServers(),
                route.orderConf(),
                route.queues().stream().sorted(BY_BROKER).toList(),
                route.mappings());
    }

    static List<BrokerQueue> readable(String topic, TopicRoute route) {
        List<BrokerQueue> queues = new ArrayList<>();
        for (QueueRoute entry : route.queues()) {
            if (Perm.isReadable(entry.perm())) {
                add(queues, topic, entry.brokerName(), entry.readQueueCount());
            }
        }
        return List.copyOf(queues);
    }

    static List<BrokerQueue> writable(String topic, TopicRoute route) {
        String orderConf = route.orderConf();
        if (orderConf != null && !orderConf.isEmpty()) {
            return ordered(topic, orderConf);
        }
        Set<String> led = route.brokers().stream()
                .filter(broker -> broker.addresses().containsKey(BrokerRecord.LEADER_ID))
                .map(BrokerRecord::name)
                .collect(Collectors.toSet());
        List<BrokerQueue> queues = new ArrayList<>();
        for (QueueRoute entry : route.queues().stream().sorted(BY_BROKER).toList()) {
            if (Perm.isWritable(entry.perm()) && led.contains(entry.brokerName())) {
                add(queues, topic, entry.brokerName(), entry.writeQueueCount());
            }
        }
        return List.copyOf(queues);
    }

    /** {@code broker-a:4;broker-b:4}: an order that an operator has fixed. */
    private static List<BrokerQueue> ordered(String topic, String orderConf) {
        List<BrokerQueue> queues = new ArrayList<>();
        for (String item : orderConf.split(";")) {
            int colon = item.lastIndexOf(':');
            if (colon > 0) {
                add(queues, topic, item.substring(0, colon), count(item.substring(colon + 1)));
            }
        }
        return List.copyOf(queues);
    }

    private static int count(String text) {
        try {
            return Integer.parseInt(text.trim());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static void add(List<BrokerQueue> queues, String topic, String brokerName, int count) {
        for (int id = 0; id < count; id++) {
            queues.add(new BrokerQueue(brokerName, id, topic));
        }
    }
}
