package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/** NOTIFICATION 200054 (spec/requests.md). */
public record NotificationRequest(
        String group,
        String topic,
        int queueId,
        long waitMillis,
        long bornMillis,
        boolean order,
        @Nullable String attemptId,
        @Nullable String expressionType,
        @Nullable String expression) {

    public static final HeaderCodec<NotificationRequest> CODEC = HeaderCodec.<NotificationRequest>table()
            .text("consumerGroup", NotificationRequest::group)
            .text("topic", NotificationRequest::topic)
            .int32("queueId", NotificationRequest::queueId)
            .int64("pollTime", NotificationRequest::waitMillis)
            .int64("bornTime", NotificationRequest::bornMillis, 0)
            .bool("order", NotificationRequest::order, false)
            .optionalText("attemptId", NotificationRequest::attemptId)
            .optionalText("expType", NotificationRequest::expressionType)
            .optionalText("exp", NotificationRequest::expression)
            .make(in -> new NotificationRequest(
                    in.text(),
                    in.text(),
                    in.int32(),
                    in.int64(),
                    in.int64(),
                    in.bool(),
                    in.optionalText(),
                    in.optionalText(),
                    in.optionalText()));
}
