package io.apogeemq.protocol.header;

/** The requests that name one queue and no more: GET_MIN_OFFSET 31, GET_EARLIEST_MSG_STORETIME 32. */
public record QueueRequest(String topic, int queueId) {
    public static final HeaderCodec<QueueRequest> CODEC = HeaderCodec.<QueueRequest>table()
            .text("topic", QueueRequest::topic)
            .int32("queueId", QueueRequest::queueId)
            .make(in -> new QueueRequest(in.text(), in.int32()));
}
