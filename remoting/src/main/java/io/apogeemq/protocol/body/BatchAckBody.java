package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.listOf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** BATCH_ACK_MESSAGE 200151 (spec/requests.md). */
public record BatchAckBody(
        List<BatchAckPart> parts, @Nullable String brokerName) {

    public static final BodyCodec<BatchAckBody> BODY = BodyCodec.<BatchAckBody>table()
            .field("acks", listOf(BatchAckPart.BODY), BatchAckBody::parts, List.of())
            .optional("brokerName", TEXT, BatchAckBody::brokerName)
            .make(in -> new BatchAckBody(in.next(), in.next()));
}
