package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/** CHECK_TRANSACTION_STATE 39, from broker to producer; the body is the half message's record. */
public record CheckTransactionRequest(
        @Nullable String topic,
        long halfOffset,
        long position,
        @Nullable String messageId,
        @Nullable String transactionId,
        @Nullable String offsetMessageId) {

    public static final HeaderCodec<CheckTransactionRequest> CODEC = HeaderCodec.<CheckTransactionRequest>table()
            .optionalText("topic", CheckTransactionRequest::topic)
            .int64("tranStateTableOffset", CheckTransactionRequest::halfOffset)
            .int64("commitLogOffset", CheckTransactionRequest::position)
            .optionalText("msgId", CheckTransactionRequest::messageId)
            .optionalText("transactionId", CheckTransactionRequest::transactionId)
            .optionalText("offsetMsgId", CheckTransactionRequest::offsetMessageId)
            .make(in -> new CheckTransactionRequest(
                    in.optionalText(),
                    in.int64(),
                    in.int64(),
                    in.optionalText(),
                    in.optionalText(),
                    in.optionalText()));
}
