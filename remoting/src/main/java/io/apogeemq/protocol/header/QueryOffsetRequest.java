package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/** QUERY_CONSUMER_OFFSET 14. */
public record QueryOffsetRequest(
        String group, String topic, int queueId, @Nullable Boolean zeroIfNotFound) {
    public static final HeaderCodec<QueryOffsetRequest> CODEC = HeaderCodec.<QueryOffsetRequest>table()
            .text("consumerGroup", QueryOffsetRequest::group)
            .text("topic", QueryOffsetRequest::topic)
            .int32("queueId", QueryOffsetRequest::queueId)
            .optionalBool("setZeroIfNotFound", QueryOffsetRequest::zeroIfNotFound)
            .make(in -> new QueryOffsetRequest(in.text(), in.text(), in.int32(), in.optionalBool()));
}
