package io.apogeemq.protocol.header;

/** The requests that name one topic and no more: 202, 215, 217, 300, 351. */
public record TopicRequest(String topic) {
    public static final HeaderCodec<TopicRequest> CODEC = HeaderCodec.<TopicRequest>table()
            .text("topic", TopicRequest::topic)
            .make(in -> new TopicRequest(in.text()));
}
