package io.apogeemq.broker.group;

import io.apogeemq.broker.filter.MessageFilter;
import io.apogeemq.broker.filter.SqlFault;
import io.apogeemq.broker.filter.SqlFilter;
import io.apogeemq.broker.filter.TagFilter;
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

    /**
     * A subscription and what it comes to.
     *
     * @param filter null when the expression cannot be used
     * @param fault why it cannot be used
     */
    public record Subscription(
            SubscriptionRecord record,
            @Nullable MessageFilter filter,
            @Nullable String fault) {
        static Subscription of(SubscriptionRecord record) {
            if (!record.expressionType().equals(SubscriptionRecord.SQL92)) {
                return new Subscription(record, TagFilter.of(record), null);
            }
            try {
                return new Subscription(record, SqlFilter.compile(record.expression()), null);
            } catch (SqlFault e) {
                return new Subscription(record, null, e.getMessage());
            }
        }
    }

    public @Nullable Subscription subscription(String topic) {
        return subscriptions.get(topic);
    }
}
