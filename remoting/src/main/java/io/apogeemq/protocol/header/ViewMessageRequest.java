package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/** VIEW_MESSAGE_BY_ID 33: the record at a position of the log. */
public record ViewMessageRequest(long position, @Nullable String topic) {
    public static final HeaderCodec<ViewMessageRequest> CODEC = HeaderCodec.<ViewMessageRequest>table()
            .int64("offset", ViewMessageRequest::position)
            .optionalText("topic", ViewMessageRequest::topic)
            .make(in -> new ViewMessageRequest(in.int64(), in.optionalText()));
}
