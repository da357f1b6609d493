package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.DOUBLE;
import static io.apogeemq.protocol.body.Shape.mapByObject;

import java.util.Map;

/** How far a group has come: the answer of GET_CONSUME_STATS 208. */
public record ConsumeStats(double perSecond, Map<BrokerQueue, QueueProgress> queues) {
    public static final BodyCodec<ConsumeStats> BODY = BodyCodec.<ConsumeStats>table()
            .field("consumeTps", DOUBLE, ConsumeStats::perSecond, 0.0)
            .field("offsetTable", mapByObject(BrokerQueue.BODY, QueueProgress.BODY), ConsumeStats::queues, Map.of())
            .make(in -> new ConsumeStats(in.next(), in.next()));
}
