package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.BOOL;
import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.enumOf;
import static io.apogeemq.protocol.body.Shape.setOf;

import java.util.Set;

/** A consumer group of a client, and what it wants. */
public record ConsumerRecord(
        ConsumeFromWhere fromWhere,
        ConsumeType type,
        String group,
        MessageModel model,
        Set<SubscriptionRecord> subscriptions,
        boolean unitMode) {

    public static final BodyCodec<ConsumerRecord> BODY = BodyCodec.<ConsumerRecord>table()
            .field(
                    "consumeFromWhere",
                    enumOf(ConsumeFromWhere.class),
                    ConsumerRecord::fromWhere,
                    ConsumeFromWhere.CONSUME_FROM_LAST_OFFSET)
            .field("consumeType", enumOf(ConsumeType.class), ConsumerRecord::type, ConsumeType.CONSUME_PASSIVELY)
            .required("groupName", TEXT, ConsumerRecord::group)
            .field("messageModel", enumOf(MessageModel.class), ConsumerRecord::model, MessageModel.CLUSTERING)
            .field("subscriptionDataSet", setOf(SubscriptionRecord.BODY), ConsumerRecord::subscriptions, Set.of())
            .field("unitMode", BOOL, ConsumerRecord::unitMode, false)
            .make(in -> new ConsumerRecord(in.next(), in.next(), in.next(), in.next(), in.next(), in.next()));
}
