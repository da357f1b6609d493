package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/**
 * UPDATE_AND_CREATE_TOPIC 17 and UPDATE_AND_CREATE_STATIC_TOPIC 513. {@code attributes} is a comma list of
 * changes: {@code +key=value}, {@code -key}.
 */
public record CreateTopicRequest(
        String topic,
        @Nullable String defaultTopic,
        int readQueueCount,
        int writeQueueCount,
        int perm,
        @Nullable String filterType,
        int topicSysFlag,
        boolean ordered,
        @Nullable String attributes,
        boolean force) {

    public static final HeaderCodec<CreateTopicRequest> CODEC = HeaderCodec.<CreateTopicRequest>table()
            .text("topic", CreateTopicRequest::topic)
            .optionalText("defaultTopic", CreateTopicRequest::defaultTopic)
            .int32("readQueueNums", CreateTopicRequest::readQueueCount)
            .int32("writeQueueNums", CreateTopicRequest::writeQueueCount)
            .int32("perm", CreateTopicRequest::perm)
            .optionalText("topicFilterType", CreateTopicRequest::filterType)
            .int32("topicSysFlag", CreateTopicRequest::topicSysFlag, 0)
            .bool("order", CreateTopicRequest::ordered)
            .optionalText("attributes", CreateTopicRequest::attributes)
            .bool("force", CreateTopicRequest::force)
            .make(in -> new CreateTopicRequest(
                    in.text(),
                    in.optionalText(),
                    in.int32(),
                    in.int32(),
                    in.int32(),
                    in.optionalText(),
                    in.int32(),
                    in.bool(),
                    in.optionalText(),
                    in.bool()));
}
