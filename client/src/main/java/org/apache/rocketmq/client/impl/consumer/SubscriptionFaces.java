package org.apache.rocketmq.client.impl.consumer;

import io.apogeemq.client.consume.calls.Subscription;
import java.util.HashSet;
import org.apache.rocketmq.client.consumer.MessageSelector;
import org.apache.rocketmq.common.filter.ExpressionType;
import org.apache.rocketmq.remoting.protocol.heartbeat.SubscriptionData;

/** Says what is wanted of a topic in the words of programs and in those of the engine (spec/client.md 27). */
final class SubscriptionFaces {
    private SubscriptionFaces() {}

    /**
     * What tags say.
     *
     * @param topic as on the wire
     * @param version wall clock ms
     * @throws IllegalArgumentException when the expression names none
     */
    static Subscription engine(String topic, String expression, long version) {
        return Subscription.ofTags(topic, expression, version);
    }

    /** What a selector says; null wants all messages. As {@link #engine(String, String, long)}. */
    static Subscription engine(String topic, MessageSelector selector, long version) {
        if (selector == null) {
            return Subscription.ofTags(topic, Subscription.ALL, version);
        }
        if (ExpressionType.isTagType(selector.getExpressionType())) {
            return Subscription.ofTags(topic, selector.getExpression(), version);
        }
        if (selector.getExpression() == null || selector.getExpression().isEmpty()) {
            throw new IllegalArgumentException("a subscription by SQL92 needs an expression");
        }
        return Subscription.ofSql(topic, selector.getExpression(), version);
    }

    static SubscriptionData face(Subscription subscription) {
        SubscriptionData data = new SubscriptionData(subscription.topic(), subscription.text());
        data.setExpressionType(subscription.filter().name());
        data.setTagsSet(new HashSet<>(subscription.tags()));
        data.setCodeSet(new HashSet<>(subscription.tagCodes()));
        data.setSubVersion(subscription.version());
        return data;
    }
}
