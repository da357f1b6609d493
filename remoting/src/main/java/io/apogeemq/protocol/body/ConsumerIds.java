package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.listOf;

import java.util.List;

/** The members of a consumer group: the answer of GET_CONSUMER_LIST_BY_GROUP 38. */
public record ConsumerIds(List<String> clientIds) {
    public static final BodyCodec<ConsumerIds> BODY = BodyCodec.<ConsumerIds>table()
            .field("consumerIdList", listOf(TEXT), ConsumerIds::clientIds, List.of())
            .make(in -> new ConsumerIds(in.next()));
}
