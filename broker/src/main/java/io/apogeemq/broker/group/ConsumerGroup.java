package io.apogeemq.broker.group;

import io.apogeemq.protocol.body.ConsumeFromWhere;
import io.apogeemq.protocol.body.ConsumeType;
import io.apogeemq.protocol.body.MessageModel;
import io.apogeemq.protocol.body.SubscriptionRecord;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A consumer group as its members present it: a view that never changes.
 *
 * @param type as the last heartbeat said, like model and fromWhere
 * @param subscriptions by topic; all members share them, the newest wins
 */
public record ConsumerGroup(
        String name,
        ConsumeType type,
        MessageModel model,
        ConsumeFromWhere fromWhere,
        Map<String, Subscription> subscriptions,
        Collection<ConnectedClient> members) {

    /** A subscription and what it comes to. */
    public record Subscription(SubscriptionRecord record, TagFilter filter) {}

    public @Nullable Subscription subscription(String topic) {
        return subscriptions.get(topic);
    }
}
