package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.BOOL;
import static io.apogeemq.protocol.body.Shape.INT32;
import static io.apogeemq.protocol.body.Shape.INT64;
import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.listOf;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages that were popped together, in the log of pops (spec/messages.md 19). */
public record PopCheckPoint(
        int bitMap,
        @Nullable String brokerName,
        String group,
        List<Integer> differences,
        long invisibleMillis,
        int count,
        long popMillis,
        int queueId,
        long reviveOffset,
        long startOffset,
        boolean suspended,
        String topic) {

    public static final BodyCodec<PopCheckPoint> BODY = BodyCodec.<PopCheckPoint>table()
            .field("bm", INT32, PopCheckPoint::bitMap, 0)
            .optional("bn", TEXT, PopCheckPoint::brokerName)
            .required("c", TEXT, PopCheckPoint::group)
            .field("d", listOf(INT32), PopCheckPoint::differences, List.of())
            .required("it", INT64, PopCheckPoint::invisibleMillis)
            .required("n", INT32, PopCheckPoint::count)
            .required("pt", INT64, PopCheckPoint::popMillis)
            .required("q", INT32, PopCheckPoint::queueId)
            .field("ro", INT64, PopCheckPoint::reviveOffset, 0L)
            .required("so", INT64, PopCheckPoint::startOffset)
            .field("sp", BOOL, PopCheckPoint::suspended, false)
            .required("t", TEXT, PopCheckPoint::topic)
            .make(in -> new PopCheckPoint(
                    in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next(),
                    in.next(), in.next(), in.next()));
}
