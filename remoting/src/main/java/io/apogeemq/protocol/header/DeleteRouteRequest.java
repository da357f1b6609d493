package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/** DELETE_TOPIC_IN_NAMESRV 216: everywhere, or in one cluster only. */
public record DeleteRouteRequest(String topic, @Nullable String cluster) {
    public static final HeaderCodec<DeleteRouteRequest> CODEC = HeaderCodec.<DeleteRouteRequest>table()
            .text("topic", DeleteRouteRequest::topic)
            .optionalText("clusterName", DeleteRouteRequest::cluster)
            .make(in -> new DeleteRouteRequest(in.text(), in.optionalText()));
}
