package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/** PULL_MESSAGE 11 and LITE_PULL_MESSAGE 361 (spec/requests.md). */
public record PullRequest(
        String group,
        String topic,
        int queueId,
        long fromOffset,
        int maxCount,
        int sysFlag,
        long commitOffset,
        long waitMillis,
        @Nullable String subscription,
        long subscriptionVersion,
        @Nullable String expressionType,
        @Nullable Integer maxBytes) {

    /** sysFlag bits. */
    public static final int COMMIT_OFFSET = 1;

    public static final int MAY_WAIT = 2;
    public static final int CARRIES_SUBSCRIPTION = 4;
    public static final int CLASS_FILTER = 8;
    public static final int LITE_PULL = 16;

    public static final HeaderCodec<PullRequest> CODEC = HeaderCodec.<PullRequest>table()
            .text("consumerGroup", PullRequest::group)
            .text("topic", PullRequest::topic)
            .int32("queueId", PullRequest::queueId)
            .int64("queueOffset", PullRequest::fromOffset)
            .int32("maxMsgNums", PullRequest::maxCount)
            .int32("sysFlag", PullRequest::sysFlag)
            .int64("commitOffset", PullRequest::commitOffset)
            .int64("suspendTimeoutMillis", PullRequest::waitMillis)
            .optionalText("subscription", PullRequest::subscription)
            .int64("subVersion", PullRequest::subscriptionVersion, 0)
            .optionalText("expressionType", PullRequest::expressionType)
            .optionalInt32("maxMsgBytes", PullRequest::maxBytes)
            .make(in -> new PullRequest(
                    in.text(),
                    in.text(),
                    in.int32(),
                    in.int64(),
                    in.int32(),
                    in.int32(),
                    in.int64(),
                    in.int64(),
                    in.optionalText(),
                    in.int64(),
                    in.optionalText(),
                    in.optionalInt32()));

    /** Whether all the given sysFlag bits are set. */
    public boolean has(int bit) {
        return (sysFlag & bit) == bit;
    }
}
