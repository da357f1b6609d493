package io.apogeemq.protocol.header;

/** The requests that name one consumer group and no more: 38, 40, 203. */
public record ConsumerGroupRequest(String group) {
    public static final HeaderCodec<ConsumerGroupRequest> CODEC = HeaderCodec.<ConsumerGroupRequest>table()
            .text("consumerGroup", ConsumerGroupRequest::group)
            .make(in -> new ConsumerGroupRequest(in.text()));
}
