package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/**
 * INVOKE_BROKER_TO_RESET_OFFSET 222 and, from broker to client, RESET_CONSUMER_CLIENT_OFFSET 220. {@code millis}
 * -1 means the end of the queue, {@code queueId} -1 all queues.
 */
public record ResetOffsetRequest(
        String group, String topic, int queueId, @Nullable Long offset, long millis, boolean force) {
    public static final HeaderCodec<ResetOffsetRequest> CODEC = HeaderCodec.<ResetOffsetRequest>table()
            .text("group", ResetOffsetRequest::group)
            .text("topic", ResetOffsetRequest::topic)
            .int32("queueId", ResetOffsetRequest::queueId, -1)
            .optionalInt64("offset", ResetOffsetRequest::offset)
            .int64("timestamp", ResetOffsetRequest::millis)
            .bool("isForce", ResetOffsetRequest::force)
            .make(in -> new ResetOffsetRequest(
                    in.text(), in.text(), in.int32(), in.optionalInt64(), in.int64(), in.bool()));
}
