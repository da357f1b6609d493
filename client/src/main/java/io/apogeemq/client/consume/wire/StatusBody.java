package io.apogeemq.client.consume.wire;

import static io.apogeemq.protocol.body.Shape.INT64;
import static io.apogeemq.protocol.body.Shape.mapByObject;

import io.apogeemq.protocol.body.BodyCodec;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.Map;

/** The answer of GET_CONSUMER_STATUS_FROM_CLIENT 221: the offsets in memory of one topic's queues. */
record StatusBody(Map<BrokerQueue, Long> offsets) {
    static final BodyCodec<StatusBody> BODY = BodyCodec.<StatusBody>table()
            .field("messageQueueTable", mapByObject(BrokerQueue.BODY, INT64), StatusBody::offsets, Map.of())
            .make(in -> new StatusBody(in.next()));
}
