package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.INT64;
import static io.apogeemq.protocol.body.Shape.mapByObject;

import java.util.Map;

/** An offset for each of some queues: the body of 220 and the answer of 222. */
public record QueueOffsets(Map<BrokerQueue, Long> offsets) {
    public static final BodyCodec<QueueOffsets> BODY = BodyCodec.<QueueOffsets>table()
            .field("offsetTable", mapByObject(BrokerQueue.BODY, INT64), QueueOffsets::offsets, Map.of())
            .make(in -> new QueueOffsets(in.next()));
}
