package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.INT32;
import static io.apogeemq.protocol.body.Shape.INT64;
import static io.apogeemq.protocol.body.Shape.TEXT;

/** One of {@link BatchAckBody}: which messages of one pop. */
public record BatchAckPart(
        String bits,
        String group,
        long invisibleMillis,
        long popMillis,
        int queueId,
        String retry,
        int reviveQueueId,
        long startOffset,
        String topic) {

    public static final BodyCodec<BatchAckPart> BODY = BodyCodec.<BatchAckPart>table()
            .required("b", TEXT, BatchAckPart::bits)
            .required("c", TEXT, BatchAckPart::group)
            .field("it", INT64, BatchAckPart::invisibleMillis, 0L)
            .required("pt", INT64, BatchAckPart::popMillis)
            .required("q", INT32, BatchAckPart::queueId)
            .field("r", TEXT, BatchAckPart::retry, "0")
            .field("rq", INT32, BatchAckPart::reviveQueueId, 0)
            .required("so", INT64, BatchAckPart::startOffset)
            .required("t", TEXT, BatchAckPart::topic)
            .make(in -> new BatchAckPart(
                    in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next()));
}
