package io.apogeemq.protocol.header;

/** POLLING_INFO 200055 (spec/requests.md). */
public record PollingInfoRequest(String group, String topic, int queueId) {

    public static final HeaderCodec<PollingInfoRequest> CODEC = HeaderCodec.<PollingInfoRequest>table()
            .text("consumerGroup", PollingInfoRequest::group)
            .text("topic", PollingInfoRequest::topic)
            .int32("queueId", PollingInfoRequest::queueId)
            .make(in -> new PollingInfoRequest(in.text(), in.text(), in.int32()));
}
