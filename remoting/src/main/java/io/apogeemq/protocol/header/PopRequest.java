package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/** POP_MESSAGE 200050 (spec/requests.md). */
public record PopRequest(
        String group,
        String topic,
        int queueId,
        int maxCount,
        long invisibleMillis,
        long waitMillis,
        long bornMillis,
        int initMode,
        @Nullable String expressionType,
        @Nullable String expression,
        boolean order,
        @Nullable String attemptId) {

    public static final HeaderCodec<PopRequest> CODEC = HeaderCodec.<PopRequest>table()
            .text("consumerGroup", PopRequest::group)
            .text("topic", PopRequest::topic)
            .int32("queueId", PopRequest::queueId)
            .int32("maxMsgNums", PopRequest::maxCount)
            .int64("invisibleTime", PopRequest::invisibleMillis)
            .int64("pollTime", PopRequest::waitMillis)
            .int64("bornTime", PopRequest::bornMillis, 0)
            .int32("initMode", PopRequest::initMode)
            .optionalText("expType", PopRequest::expressionType)
            .optionalText("exp", PopRequest::expression)
            .bool("order", PopRequest::order, false)
            .optionalText("attemptId", PopRequest::attemptId)
            .make(in -> new PopRequest(
                    in.text(),
                    in.text(),
                    in.int32(),
                    in.int32(),
                    in.int64(),
                    in.int64(),
                    in.int64(),
                    in.int32(),
                    in.optionalText(),
                    in.optionalText(),
                    in.bool(),
                    in.optionalText()));
}
