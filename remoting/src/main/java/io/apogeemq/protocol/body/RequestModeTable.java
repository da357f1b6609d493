package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.mapOf;

import java.util.Map;

/** {@code messageRequestMode.json}: modes by topic and group (spec/store.md 18). */
public record RequestModeTable(Map<String, Map<String, RequestMode>> modes) {

    public static final BodyCodec<RequestModeTable> BODY = BodyCodec.<RequestModeTable>table()
            .field("messageRequestModeMap", mapOf(mapOf(RequestMode.BODY)), RequestModeTable::modes, Map.of())
            .make(in -> new RequestModeTable(in.next()));
}
