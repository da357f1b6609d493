package io.apogeemq.protocol.header;

/** GET_PRODUCER_CONNECTION_LIST 204. */
public record ProducerGroupRequest(String group) {
    public static final HeaderCodec<ProducerGroupRequest> CODEC = HeaderCodec.<ProducerGroupRequest>table()
            .text("producerGroup", ProducerGroupRequest::group)
            .make(in -> new ProducerGroupRequest(in.text()));
}
