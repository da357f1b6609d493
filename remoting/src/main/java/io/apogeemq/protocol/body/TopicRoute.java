package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.ANY;
import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.listOf;
import static io.apogeemq.protocol.body.Shape.mapOf;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a topic lies: the answer of GET_ROUTEINFO_BY_TOPIC 105.
 *
 * @param orderConf like {@code broker-a:4;broker-b:4}
 * @param mappings of static topics by broker name, carried as they are
 */
public record TopicRoute(
        List<BrokerRecord> brokers,
        Map<String, List<String>> filterServers,
        @Nullable String orderConf,
        List<QueueRoute> queues,
        @Nullable Map<String, Object> mappings) {

    public static final BodyCodec<TopicRoute> BODY = BodyCodec.<TopicRoute>table()
            .field("brokerDatas", listOf(BrokerRecord.BODY), TopicRoute::brokers, List.of())
            .field("filterServerTable", mapOf(listOf(TEXT)), TopicRoute::filterServers, Map.of())
            .optional("orderTopicConf", TEXT, TopicRoute::orderConf)
            .field("queueDatas", listOf(QueueRoute.BODY), TopicRoute::queues, List.of())
            .optional("topicQueueMappingByBroker", mapOf(ANY), TopicRoute::mappings)
            .make(in -> new TopicRoute(in.next(), in.next(), in.next(), in.next(), in.next()));
}
