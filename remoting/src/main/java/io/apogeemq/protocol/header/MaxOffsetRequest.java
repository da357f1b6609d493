package io.apogeemq.protocol.header;

/** GET_MAX_OFFSET 30. */
public record MaxOffsetRequest(String topic, int queueId, boolean committed) {
    public static final HeaderCodec<MaxOffsetRequest> CODEC = HeaderCodec.<MaxOffsetRequest>table()
            .text("topic", MaxOffsetRequest::topic)
            .int32("queueId", MaxOffsetRequest::queueId)
            .bool("committed", MaxOffsetRequest::committed, true)
            .make(in -> new MaxOffsetRequest(in.text(), in.int32(), in.bool()));
}
