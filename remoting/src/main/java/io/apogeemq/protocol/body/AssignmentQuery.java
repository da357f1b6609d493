package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.TEXT;

/** QUERY_ASSIGNMENT 400 (spec/requests.md). */
public record AssignmentQuery(String clientId, String group, String model, String strategy, String topic) {

    public static final BodyCodec<AssignmentQuery> BODY = BodyCodec.<AssignmentQuery>table()
            .required("clientId", TEXT, AssignmentQuery::clientId)
            .required("consumerGroup", TEXT, AssignmentQuery::group)
            .field("messageModel", TEXT, AssignmentQuery::model, "CLUSTERING")
            .field("strategyName", TEXT, AssignmentQuery::strategy, "AVG")
            .required("topic", TEXT, AssignmentQuery::topic)
            .make(in -> new AssignmentQuery(in.next(), in.next(), in.next(), in.next(), in.next()));
}
