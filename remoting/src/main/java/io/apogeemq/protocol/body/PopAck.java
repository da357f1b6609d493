package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.INT32;
import static io.apogeemq.protocol.body.Shape.INT64;
import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.listOf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A popped message is done with, or several, in the log of pops (spec/messages.md 19). */
public record PopAck(
        long offset,
        @Nullable List<Long> offsets,
        @Nullable String brokerName,
        String group,
        long popMillis,
        int queueId,
        long startOffset,
        String topic) {

    public static final BodyCodec<PopAck> BODY = BodyCodec.<PopAck>table()
            .field("ao", INT64, PopAck::offset, 0L)
            .optional("aol", listOf(INT64), PopAck::offsets)
            .optional("bn", TEXT, PopAck::brokerName)
            .required("c", TEXT, PopAck::group)
            .required("pt", INT64, PopAck::popMillis)
            .required("q", INT32, PopAck::queueId)
            .required("so", INT64, PopAck::startOffset)
            .required("t", TEXT, PopAck::topic)
            .make(in ->
                    new PopAck(in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next()));
}
