package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.DOUBLE;
import static io.apogeemq.protocol.body.Shape.mapByObject;

import java.util.Map;

/** What the queues of a topic hold: the answer of GET_TOPIC_STATS_INFO 202. */
public record TopicStats(Map<BrokerQueue, QueueStats> queues, double putPerSecond) {
    public static final BodyCodec<TopicStats> BODY = BodyCodec.<TopicStats>table()
            .field("offsetTable", mapByObject(BrokerQueue.BODY, QueueStats.BODY), TopicStats::queues, Map.of())
            .field("topicPutTps", DOUBLE, TopicStats::putPerSecond, 0.0)
            .make(in -> new TopicStats(in.next(), in.next()));
}
