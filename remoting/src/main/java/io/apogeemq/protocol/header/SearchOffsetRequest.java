package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/**
 * SEARCH_OFFSET_BY_TIMESTAMP 29. {@code boundary} is {@code upper} in any case, or anything else for the lower
 * one.
 */
public record SearchOffsetRequest(
        String topic, int queueId, long millis, @Nullable String boundary) {
    public static final HeaderCodec<SearchOffsetRequest> CODEC = HeaderCodec.<SearchOffsetRequest>table()
            .text("topic", SearchOffsetRequest::topic)
            .int32("queueId", SearchOffsetRequest::queueId)
            .int64("timestamp", SearchOffsetRequest::millis)
            .optionalText("boundaryType", SearchOffsetRequest::boundary)
            .make(in -> new SearchOffsetRequest(in.text(), in.int32(), in.int64(), in.optionalText()));

    /** Whether the last offset of that time is asked for, not the first. */
    public boolean upper() {
        return "upper".equalsIgnoreCase(boundary);
    }
}
