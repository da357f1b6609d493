package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.enumOf;
import static io.apogeemq.protocol.body.Shape.mapOf;
import static io.apogeemq.protocol.body.Shape.setOf;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members of a consumer group and what they want: the answer of GET_CONSUMER_CONNECTION_LIST 203. */
public record ConsumerConnections(
        Set<ConnectionRecord> connections,
        @Nullable ConsumeFromWhere fromWhere,
        @Nullable ConsumeType type,
        @Nullable MessageModel model,
        Map<String, SubscriptionRecord> subscriptions) {

    public static final BodyCodec<ConsumerConnections> BODY = BodyCodec.<ConsumerConnections>table()
            .field("connectionSet", setOf(ConnectionRecord.BODY), ConsumerConnections::connections, Set.of())
            .optional("consumeFromWhere", enumOf(ConsumeFromWhere.class), ConsumerConnections::fromWhere)
            .optional("consumeType", enumOf(ConsumeType.class), ConsumerConnections::type)
            .optional("messageModel", enumOf(MessageModel.class), ConsumerConnections::model)
            .field("subscriptionTable", mapOf(SubscriptionRecord.BODY), ConsumerConnections::subscriptions, Map.of())
            .make(in -> new ConsumerConnections(in.next(), in.next(), in.next(), in.next(), in.next()));
}
