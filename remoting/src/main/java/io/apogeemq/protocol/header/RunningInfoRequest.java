package io.apogeemq.protocol.header;

/** GET_CONSUMER_RUNNING_INFO 307. */
public record RunningInfoRequest(String group, String clientId, boolean withStacks) {
    public static final HeaderCodec<RunningInfoRequest> CODEC = HeaderCodec.<RunningInfoRequest>table()
            .text("consumerGroup", RunningInfoRequest::group)
            .text("clientId", RunningInfoRequest::clientId)
            .bool("jstackEnable", RunningInfoRequest::withStacks)
            .make(in -> new RunningInfoRequest(in.text(), in.text(), in.bool()));
}
