package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/** RESUME_CHECK_HALF_MESSAGE 323. {@code messageId} is an offset id. */
public record ResumeCheckRequest(
        @Nullable String messageId, @Nullable String topic) {
    public static final HeaderCodec<ResumeCheckRequest> CODEC = HeaderCodec.<ResumeCheckRequest>table()
            .optionalText("msgId", ResumeCheckRequest::messageId)
            .optionalText("topic", ResumeCheckRequest::topic)
            .make(in -> new ResumeCheckRequest(in.optionalText(), in.optionalText()));
}
