package io.apogeemq.protocol.header;

/** UPDATE_CONSUMER_OFFSET 15. */
public record CommitOffsetRequest(String group, String topic, int queueId, long offset) {
    public static final HeaderCodec<CommitOffsetRequest> CODEC = HeaderCodec.<CommitOffsetRequest>table()
            .text("consumerGroup", CommitOffsetRequest::group)
            .text("topic", CommitOffsetRequest::topic)
            .int32("queueId", CommitOffsetRequest::queueId)
            .int64("commitOffset", CommitOffsetRequest::offset)
            .make(in -> new CommitOffsetRequest(in.text(), in.text(), in.int32(), in.int64()));
}
