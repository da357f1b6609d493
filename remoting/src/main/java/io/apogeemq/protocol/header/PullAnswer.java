package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/**
 * Answer of PULL_MESSAGE 11 and LITE_PULL_MESSAGE 361. {@code forbiddenBy} tells what forbade the read: 1 broker,
 * 2 group, 3 topic, 4 broadcasting, 5 subscription.
 */
public record PullAnswer(
        long suggestedBrokerId,
        long nextOffset,
        long minOffset,
        long maxOffset,
        @Nullable Long offsetDelta,
        @Nullable Integer topicSysFlag,
        @Nullable Integer groupSysFlag,
        @Nullable Integer forbiddenBy) {

    public static final HeaderCodec<PullAnswer> CODEC = HeaderCodec.<PullAnswer>table()
            .int64("suggestWhichBrokerId", PullAnswer::suggestedBrokerId)
            .int64("nextBeginOffset", PullAnswer::nextOffset)
            .int64("minOffset", PullAnswer::minOffset)
            .int64("maxOffset", PullAnswer::maxOffset)
            .optionalInt64("offsetDelta", PullAnswer::offsetDelta)
            .optionalInt32("topicSysFlag", PullAnswer::topicSysFlag)
            .optionalInt32("groupSysFlag", PullAnswer::groupSysFlag)
            .optionalInt32("forbiddenType", PullAnswer::forbiddenBy)
            .make(in -> new PullAnswer(
                    in.int64(),
                    in.int64(),
                    in.int64(),
                    in.int64(),
                    in.optionalInt64(),
                    in.optionalInt32(),
                    in.optionalInt32(),
                    in.optionalInt32()));
}
