package io.apogeemq.client.consume;

import io.apogeemq.client.consume.calls.Subscription;
import io.apogeemq.concurrent.OwnedBy;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the consumer wants, by topic. One owner changes it; any thread reads the latest whole. */
@OwnedBy("the consumer's loop")
final class Subscriptions {
    private volatile Map<String, Subscription> byTopic = Map.of();

    void put(Subscription subscription) {
        change(map -> {
            map.put(subscription.topic(), subscription);
            return map;
        });
    }

    void remove(String topic) {
        change(map -> {
            map.remove(topic);
            return map;
        });
    }

    /** Makes brokers take this member's view of the topic for the newest. */
    void renew(String topic, long version) {
        Subscription subscription = byTopic.get(topic);
        if (subscription != null) {
            put(subscription.withVersion(version));
        }
    }

    @Nullable
    Subscription find(String topic) {
        return byTopic.get(topic);
    }

    Set<String> topics() {
        return byTopic.keySet();
    }

    Collection<Subscription> all() {
        return byTopic.values();
    }

    private void change(UnaryOperator<Map<String, Subscription>> change) {
        byTopic = Map.copyOf(change.apply(new HashMap<>(byTopic)));
    }
}
