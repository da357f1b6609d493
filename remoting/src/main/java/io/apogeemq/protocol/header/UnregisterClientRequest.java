package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/** UNREGISTER_CLIENT 35. */
public record UnregisterClientRequest(
        String clientId,
        @Nullable String producerGroup,
        @Nullable String consumerGroup) {
    public static final HeaderCodec<UnregisterClientRequest> CODEC = HeaderCodec.<UnregisterClientRequest>table()
            .text("clientID", UnregisterClientRequest::clientId)
            .optionalText("producerGroup", UnregisterClientRequest::producerGroup)
            .optionalText("consumerGroup", UnregisterClientRequest::consumerGroup)
            .make(in -> new UnregisterClientRequest(in.text(), in.optionalText(), in.optionalText()));
}
