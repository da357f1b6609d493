package io.apogeemq.client.core;

import io.apogeemq.protocol.header.HeaderCodec;
import org.jspecify.annotations.Nullable;

/** GET_CONSUMER_STATUS_FROM_CLIENT 221. */
record StatusRequest(String group, String topic, @Nullable String clientAddress) {
    static final HeaderCodec<StatusRequest> CODEC = HeaderCodec.<StatusRequest>table()
            .text("group", StatusRequest::group)
            .text("topic", StatusRequest::topic)
            .optionalText("clientAddr", StatusRequest::clientAddress)
            .make(in -> new StatusRequest(in.text(), in.text(), in.optionalText()));
}
