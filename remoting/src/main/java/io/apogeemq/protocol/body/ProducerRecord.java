package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.TEXT;

/** A producer group of a client. */
public record ProducerRecord(String group) {
    public static final BodyCodec<ProducerRecord> BODY = BodyCodec.<ProducerRecord>table()
            .required("groupName", TEXT, ProducerRecord::group)
            .make(in -> new ProducerRecord(in.next()));
}
