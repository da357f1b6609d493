package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.mapOf;
import static io.apogeemq.protocol.body.Shape.setOf;

import java.util.Map;
import java.util.Set;

/** The brokers by name, and their names by cluster: the answer of GET_BROKER_CLUSTER_INFO 106. */
public record ClusterInfo(Map<String, BrokerRecord> brokers, Map<String, Set<String>> clusters) {
    public static final BodyCodec<ClusterInfo> BODY = BodyCodec.<ClusterInfo>table()
            .field("brokerAddrTable", mapOf(BrokerRecord.BODY), ClusterInfo::brokers, Map.of())
            .field("clusterAddrTable", mapOf(setOf(TEXT)), ClusterInfo::clusters, Map.of())
            .make(in -> new ClusterInfo(in.next(), in.next()));
}
