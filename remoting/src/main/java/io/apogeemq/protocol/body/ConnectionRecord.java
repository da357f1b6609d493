package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.INT32;
import static io.apogeemq.protocol.body.Shape.TEXT;

/** A connection of a client, as 203 and 204 list it. */
public record ConnectionRecord(String address, String clientId, String language, int version) {
    public static final BodyCodec<ConnectionRecord> BODY = BodyCodec.<ConnectionRecord>table()
            .required("clientAddr", TEXT, ConnectionRecord::address)
            .required("clientId", TEXT, ConnectionRecord::clientId)
            .field("language", TEXT, ConnectionRecord::language, "JAVA")
            .field("version", INT32, ConnectionRecord::version, 0)
            .make(in -> new ConnectionRecord(in.next(), in.next(), in.next(), in.next()));
}
