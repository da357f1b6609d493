package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/** PUSH_REPLY_MESSAGE_TO_CLIENT 326, from broker to the client that waits for a reply. */
public record PushReplyRequest(
        String producerGroup,
        String topic,
        String defaultTopic,
        int defaultQueueCount,
        int queueId,
        int sysFlag,
        long bornMillis,
        int flag,
        byte @Nullable [] properties,
        int reconsumeTimes,
        boolean unitMode,
        String bornHost,
        String storeHost,
        long storedMillis) {

    public static final HeaderCodec<PushReplyRequest> CODEC = HeaderCodec.<PushReplyRequest>table()
            .text("producerGroup", PushReplyRequest::producerGroup)
            .text("topic", PushReplyRequest::topic)
            .text("defaultTopic", PushReplyRequest::defaultTopic)
            .int32("defaultTopicQueueNums", PushReplyRequest::defaultQueueCount)
            .int32("queueId", PushReplyRequest::queueId)
            .int32("sysFlag", PushReplyRequest::sysFlag)
            .int64("bornTimestamp", PushReplyRequest::bornMillis)
            .int32("flag", PushReplyRequest::flag)
            .optionalBytes("properties", PushReplyRequest::properties)
            .int32("reconsumeTimes", PushReplyRequest::reconsumeTimes, 0)
            .bool("unitMode", PushReplyRequest::unitMode)
            .text("bornHost", PushReplyRequest::bornHost)
            .text("storeHost", PushReplyRequest::storeHost)
            .int64("storeTimestamp", PushReplyRequest::storedMillis)
            .make(in -> new PushReplyRequest(
                    in.text(),
                    in.text(),
                    in.text(),
                    in.int32(),
                    in.int32(),
                    in.int32(),
                    in.int64(),
                    in.int32(),
                    in.optionalBytes(),
                    in.int32(),
                    in.bool(),
                    in.text(),
                    in.text(),
                    in.int64()));
}
