package io.apogeemq.protocol.header;

import java.nio.charset.StandardCharsets;
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

    private static final Name MESSAGE_ID = Name.of("msgId");
    private static final Name QUEUE_ID = Name.of("queueId");
    private static final Name QUEUE_OFFSET = Name.of("queueOffset");
    private static final Name TRANSACTION_ID = Name.of("transactionId");
    private static final Name REGION = Name.of("MSG_REGION");
    private static final Name TRACE_ON = Name.of("TRACE_ON");

    private record Name(String text, byte[] wire) {
        static Name of(String text) {
            return new Name(text, text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    public static final HeaderCodec<SendAnswer> CODEC = HeaderCodec.<SendAnswer>table()
            .text(MESSAGE_ID.text, SendAnswer::messageId)
            .int32(QUEUE_ID.text, SendAnswer::queueId)
            .int64(QUEUE_OFFSET.text, SendAnswer::queueOffset)
            .optionalText(TRANSACTION_ID.text, SendAnswer::transactionId)
            .optionalText("batchUniqId", SendAnswer::batchUniqueId)
            .optionalText("recallHandle", SendAnswer::recallHandle)
            .optionalText(REGION.text, SendAnswer::region)
            .optionalBool(TRACE_ON.text, SendAnswer::traceOn)
            .make(in -> new SendAnswer(
                    in.text(),
                    in.int32(),
                    in.int64(),
                    in.optionalText(),
                    in.optionalText(),
                    in.optionalText(),
                    in.optionalText(),
                    in.optionalBool()));

    /**
     * Writes what the table writes of the answer to one message, out of bytes that are at hand: making the record and its
     * texts would be a third of all that a send allocates.
     */
    public static void write(
            FieldSink sink,
            byte[] messageId,
            int queueId,
            long queueOffset,
            byte[] uniqueId,
            byte[] region,
            boolean traceOn) {
        sink.field(MESSAGE_ID.wire, messageId);
        sink.field(QUEUE_ID.wire, queueId);
        sink.field(QUEUE_OFFSET.wire, queueOffset);
        sink.field(TRANSACTION_ID.wire, uniqueId);
        sink.field(REGION.wire, region);
        sink.field(TRACE_ON.wire, traceOn);
    }
}
