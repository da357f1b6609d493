package io.apogeemq.protocol.admin;

import io.apogeemq.protocol.header.HeaderCodec;
import org.jspecify.annotations.Nullable;

/** Headers of requests about consumer groups (spec/requests.md 9). */
public final class GroupRequests {
    private GroupRequests() {}

    /** GET_CONSUME_STATS 208: of one topic or of several, joined by semicolons, or of all. */
    public record ConsumeStatsOf(
            String group, @Nullable String topic, @Nullable String topics) {
        public static final HeaderCodec<ConsumeStatsOf> CODEC = HeaderCodec.<ConsumeStatsOf>table()
                .text("consumerGroup", ConsumeStatsOf::group)
                .optionalText("topic", ConsumeStatsOf::topic)
                .optionalText("topicList", ConsumeStatsOf::topics)
                .make(in -> new ConsumeStatsOf(in.text(), in.optionalText(), in.optionalText()));
    }

    /** GET_BROKER_CONSUME_STATS 317. */
    public record StatsInBroker(boolean ordered) {
        public static final HeaderCodec<StatsInBroker> CODEC = HeaderCodec.<StatsInBroker>table()
                .bool("isOrder", StatsInBroker::ordered)
                .make(in -> new StatsInBroker(in.bool()));
    }

    /** QUERY_SUBSCRIPTION_BY_CONSUMER 345 and QUERY_CONSUME_TIME_SPAN 303. */
    public record GroupAndTopic(String group, String topic) {
        public static final HeaderCodec<GroupAndTopic> CODEC = HeaderCodec.<GroupAndTopic>table()
                .text("group", GroupAndTopic::group)
                .text("topic", GroupAndTopic::topic)
                .make(in -> new GroupAndTopic(in.text(), in.text()));
    }

    /** UPDATE_AND_GET_GROUP_FORBIDDEN 353; without {@code readable} it only asks. */
    public record Forbid(
            String group, String topic, @Nullable Boolean readable) {
        public static final HeaderCodec<Forbid> CODEC = HeaderCodec.<Forbid>table()
                .text("group", Forbid::group)
                .text("topic", Forbid::topic)
                .optionalBool("readable", Forbid::readable)
                .make(in -> new Forbid(in.text(), in.text(), in.optionalBool()));
    }

    /** INVOKE_BROKER_TO_GET_CONSUMER_STATUS 223. */
    public record ConsumeStatus(
            String group, String topic, @Nullable String clientAddress) {
        public static final HeaderCodec<ConsumeStatus> CODEC = HeaderCodec.<ConsumeStatus>table()
                .text("group", ConsumeStatus::group)
                .text("topic", ConsumeStatus::topic)
                .optionalText("clientAddr", ConsumeStatus::clientAddress)
                .make(in -> new ConsumeStatus(in.text(), in.text(), in.optionalText()));
    }

    /** CLONE_GROUP_OFFSET 314. */
    public record CloneOffsets(
            String source, String target, @Nullable String topic, boolean offline) {
        public static final HeaderCodec<CloneOffsets> CODEC = HeaderCodec.<CloneOffsets>table()
                .text("srcGroup", CloneOffsets::source)
                .text("destGroup", CloneOffsets::target)
                .optionalText("topic", CloneOffsets::topic)
                .bool("offline", CloneOffsets::offline)
                .make(in -> new CloneOffsets(in.text(), in.text(), in.optionalText(), in.bool()));
    }
}
