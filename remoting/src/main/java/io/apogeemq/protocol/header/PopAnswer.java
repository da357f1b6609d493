package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/** The answer of POP_MESSAGE 200050 (spec/requests.md). */
public record PopAnswer(
        long popMillis,
        long invisibleMillis,
        int reviveQueueId,
        long restCount,
        @Nullable String startOffsets,
        @Nullable String messageOffsets,
        @Nullable String orderCounts) {

    public static final HeaderCodec<PopAnswer> CODEC = HeaderCodec.<PopAnswer>table()
            .int64("popTime", PopAnswer::popMillis)
            .int64("invisibleTime", PopAnswer::invisibleMillis)
            .int32("reviveQid", PopAnswer::reviveQueueId)
            .int64("restNum", PopAnswer::restCount)
            .optionalText("startOffsetInfo", PopAnswer::startOffsets)
            .optionalText("msgOffsetInfo", PopAnswer::messageOffsets)
            .optionalText("orderCountInfo", PopAnswer::orderCounts)
            .make(in -> new PopAnswer(
                    in.int64(),
                    in.int64(),
                    in.int32(),
                    in.int64(),
                    in.optionalText(),
                    in.optionalText(),
                    in.optionalText()));
}
