package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/**
 * CONSUMER_SEND_MSG_BACK 36: the message at the position is to be delivered to the group again. {@code delayLevel}
 * 0 leaves the delay to the broker, below 0 means the dead letters.
 */
public record SendBackRequest(
        long position,
        String group,
        int delayLevel,
        @Nullable String originalMessageId,
        @Nullable String originalTopic,
        boolean unitMode,
        @Nullable Integer maxReconsumeTimes,
        @Nullable String brokerName,
        @Nullable String cause) {

    public static final HeaderCodec<SendBackRequest> CODEC = HeaderCodec.<SendBackRequest>table()
            .int64("offset", SendBackRequest::position)
            .text("group", SendBackRequest::group)
            .int32("delayLevel", SendBackRequest::delayLevel)
            .optionalText("originMsgId", SendBackRequest::originalMessageId)
            .optionalText("originTopic", SendBackRequest::originalTopic)
            .bool("unitMode", SendBackRequest::unitMode)
            .optionalInt32("maxReconsumeTimes", SendBackRequest::maxReconsumeTimes)
            .optionalText("bname", SendBackRequest::brokerName)
            .optionalText("cause", SendBackRequest::cause)
            .make(in -> new SendBackRequest(
                    in.int64(),
                    in.text(),
                    in.int32(),
                    in.optionalText(),
                    in.optionalText(),
                    in.bool(),
                    in.optionalInt32(),
                    in.optionalText(),
                    in.optionalText()));
}
