package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/** Answer of every send (10, 310, 320, 324, 325), with the two fields that tracing clients read beside the header. */
public record SendAnswer(
        String messageId,
        int queueId,
        long queueOffset,
        @Nullable String transactionId,
        @Nullable String batchUniqueId,
        @Nullable String recallHandle,
        @Nullable String region,
        @Nullable Boolean traceOn) {

    public static final HeaderCodec<SendAnswer> CODEC = HeaderCodec.<SendAnswer>table()
            .text("msgId", SendAnswer::messageId)
            .int32("queueId", SendAnswer::queueId)
            .int64("queueOffset", SendAnswer::queueOffset)
            .optionalText("transactionId", SendAnswer::transactionId)
            .optionalText("batchUniqId", SendAnswer::batchUniqueId)
            .optionalText("recallHandle", SendAnswer::recallHandle)
            .optionalText("MSG_REGION", SendAnswer::region)
            .optionalBool("TRACE_ON", SendAnswer::traceOn)
            .make(in -> new SendAnswer(
                    in.text(),
                    in.int32(),
                    in.int64(),
                    in.optionalText(),
                    in.optionalText(),
                    in.optionalText(),
                    in.optionalText(),
                    in.optionalBool()));
}
