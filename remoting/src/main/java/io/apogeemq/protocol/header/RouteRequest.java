package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/** GET_ROUTEINFO_BY_TOPIC 105. The zone fields are put beside the header by clients that run with a zone. */
public record RouteRequest(
        String topic,
        @Nullable Boolean standardJson,
        @Nullable String zone,
        @Nullable Boolean zoneOnly) {
    public static final HeaderCodec<RouteRequest> CODEC = HeaderCodec.<RouteRequest>table()
            .text("topic", RouteRequest::topic)
            .optionalBool("acceptStandardJsonOnly", RouteRequest::standardJson)
            .optionalText("__ZONE_NAME", RouteRequest::zone)
            .optionalBool("__ZONE_MODE", RouteRequest::zoneOnly)
            .make(in -> new RouteRequest(in.text(), in.optionalBool(), in.optionalText(), in.optionalBool()));
}
