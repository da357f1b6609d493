package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/** QUERY_MESSAGE 12. Times in ms, both ends included. {@code byUniqueId} is written by clients beside the header. */
public record QueryMessageRequest(
        String topic,
        String key,
        int maxCount,
        long fromMillis,
        long toMillis,
        @Nullable String indexType,
        @Nullable String lastKey,
        @Nullable Boolean byUniqueId) {

    public static final HeaderCodec<QueryMessageRequest> CODEC = HeaderCodec.<QueryMessageRequest>table()
            .text("topic", QueryMessageRequest::topic)
            .text("key", QueryMessageRequest::key)
            .int32("maxNum", QueryMessageRequest::maxCount)
            .int64("beginTimestamp", QueryMessageRequest::fromMillis)
            .int64("endTimestamp", QueryMessageRequest::toMillis)
            .optionalText("indexType", QueryMessageRequest::indexType)
            .optionalText("lastKey", QueryMessageRequest::lastKey)
            .optionalBool("_UNIQUE_KEY_QUERY", QueryMessageRequest::byUniqueId)
            .make(in -> new QueryMessageRequest(
                    in.text(),
                    in.text(),
                    in.int32(),
                    in.int64(),
                    in.int64(),
                    in.optionalText(),
                    in.optionalText(),
                    in.optionalBool()));
}
