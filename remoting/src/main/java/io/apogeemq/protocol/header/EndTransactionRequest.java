package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/** END_TRANSACTION 37. {@code outcome} is a transaction value of the sysFlag: 8 commit, 12 rollback, 0 not known. */
public record EndTransactionRequest(
        @Nullable String topic,
        String producerGroup,
        long halfOffset,
        long position,
        int outcome,
        boolean afterCheck,
        @Nullable String messageId,
        @Nullable String transactionId,
        @Nullable String brokerName) {

    public static final HeaderCodec<EndTransactionRequest> CODEC = HeaderCodec.<EndTransactionRequest>table()
            .optionalText("topic", EndTransactionRequest::topic)
            .text("producerGroup", EndTransactionRequest::producerGroup)
            .int64("tranStateTableOffset", EndTransactionRequest::halfOffset)
            .int64("commitLogOffset", EndTransactionRequest::position)
            .int32("commitOrRollback", EndTransactionRequest::outcome)
            .bool("fromTransactionCheck", EndTransactionRequest::afterCheck)
            .optionalText("msgId", EndTransactionRequest::messageId)
            .optionalText("transactionId", EndTransactionRequest::transactionId)
            .optionalText("bname", EndTransactionRequest::brokerName)
            .make(in -> new EndTransactionRequest(
                    in.optionalText(),
                    in.text(),
                    in.int64(),
                    in.int64(),
                    in.int32(),
                    in.bool(),
                    in.optionalText(),
                    in.optionalText(),
                    in.optionalText()));
}
