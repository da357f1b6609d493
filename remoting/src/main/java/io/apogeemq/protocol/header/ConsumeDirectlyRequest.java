package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/** CONSUME_MESSAGE_DIRECTLY 309. */
public record ConsumeDirectlyRequest(
        String group,
        @Nullable String clientId,
        @Nullable String messageId,
        @Nullable String topic,
        @Nullable String brokerName,
        @Nullable Integer topicSysFlag,
        @Nullable Integer groupSysFlag) {

    public static final HeaderCodec<ConsumeDirectlyRequest> CODEC = HeaderCodec.<ConsumeDirectlyRequest>table()
            .text("consumerGroup", ConsumeDirectlyRequest::group)
            .optionalText("clientId", ConsumeDirectlyRequest::clientId)
            .optionalText("msgId", ConsumeDirectlyRequest::messageId)
            .optionalText("topic", ConsumeDirectlyRequest::topic)
            .optionalText("brokerName", ConsumeDirectlyRequest::brokerName)
            .optionalInt32("topicSysFlag", ConsumeDirectlyRequest::topicSysFlag)
            .optionalInt32("groupSysFlag", ConsumeDirectlyRequest::groupSysFlag)
            .make(in -> new ConsumeDirectlyRequest(
                    in.text(),
                    in.optionalText(),
                    in.optionalText(),
                    in.optionalText(),
                    in.optionalText(),
                    in.optionalInt32(),
                    in.optionalInt32()));
}
