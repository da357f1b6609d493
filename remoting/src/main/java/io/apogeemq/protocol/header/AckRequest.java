package io.apogeemq.protocol.header;

/** ACK_MESSAGE 200051 (spec/requests.md). */
public record AckRequest(String group, String topic, int queueId, String handle, long offset) {

    public static final HeaderCodec<AckRequest> CODEC = HeaderCodec.<AckRequest>table()
            .text("consumerGroup", AckRequest::group)
            .text("topic", AckRequest::topic)
            .int32("queueId", AckRequest::queueId)
            .text("extraInfo", AckRequest::handle)
            .int64("offset", AckRequest::offset)
            .make(in -> new AckRequest(in.text(), in.text(), in.int32(), in.text(), in.int64()));
}
