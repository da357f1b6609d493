package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.BOOL;
import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.setOf;

import java.util.Set;

/** The queues that a consumer wants to hold or give up: LOCK_BATCH_MQ 41, UNLOCK_BATCH_MQ 42. */
public record LockBody(String clientId, String group, Set<BrokerQueue> queues, boolean onlyThisBroker) {
    public static final BodyCodec<LockBody> BODY = BodyCodec.<LockBody>table()
            .required("clientId", TEXT, LockBody::clientId)
            .required("consumerGroup", TEXT, LockBody::group)
            .field("mqSet", setOf(BrokerQueue.BODY), LockBody::queues, Set.of())
            .field("onlyThisBroker", BOOL, LockBody::onlyThisBroker, false)
            .make(in -> new LockBody(in.next(), in.next(), in.next(), in.next()));
}
