package io.apogeemq.protocol.header;

/** The answer of CHANGE_MESSAGE_INVISIBLETIME 200053 (spec/requests.md). */
public record ChangeInvisibleAnswer(long popMillis, long invisibleMillis, int reviveQueueId) {

    public static final HeaderCodec<ChangeInvisibleAnswer> CODEC = HeaderCodec.<ChangeInvisibleAnswer>table()
            .int64("popTime", ChangeInvisibleAnswer::popMillis)
            .int64("invisibleTime", ChangeInvisibleAnswer::invisibleMillis)
            .int32("reviveQid", ChangeInvisibleAnswer::reviveQueueId)
            .make(in -> new ChangeInvisibleAnswer(in.int64(), in.int64(), in.int32()));
}
