package io.apogeemq.protocol.admin;

import io.apogeemq.protocol.header.HeaderCodec;
import org.jspecify.annotations.Nullable;

/** Headers of requests about lite topics (spec/requests.md 12). */
public final class LiteRequests {
    private LiteRequests() {}

    /** GET_LITE_TOPIC_INFO 200076. */
    public record LiteTopic(String parent, String topic) {
        public static final HeaderCodec<LiteTopic> CODEC = HeaderCodec.<LiteTopic>table()
                .text("parentTopic", LiteTopic::parent)
                .text("liteTopic", LiteTopic::topic)
                .make(in -> new LiteTopic(in.text(), in.text()));
    }

    /** GET_LITE_CLIENT_INFO 200077. */
    public record LiteClient(@Nullable String parent, String group, String clientId, int maxCount) {
        public static final HeaderCodec<LiteClient> CODEC = HeaderCodec.<LiteClient>table()
                .optionalText("parentTopic", LiteClient::parent)
                .text("group", LiteClient::group)
                .text("clientId", LiteClient::clientId)
                .int32("maxCount", LiteClient::maxCount)
                .make(in -> new LiteClient(in.optionalText(), in.text(), in.text(), in.int32()));
    }

    /** GET_LITE_GROUP_INFO 200078. */
    public record LiteGroup(String group, @Nullable String topic, int topCount) {
        public static final HeaderCodec<LiteGroup> CODEC = HeaderCodec.<LiteGroup>table()
                .text("group", LiteGroup::group)
                .optionalText("liteTopic", LiteGroup::topic)
                .int32("topK", LiteGroup::topCount)
                .make(in -> new LiteGroup(in.text(), in.optionalText(), in.int32()));
    }

    /** TRIGGER_LITE_DISPATCH 200079. */
    public record Dispatch(String group, @Nullable String clientId) {
        public static final HeaderCodec<Dispatch> CODEC = HeaderCodec.<Dispatch>table()
                .text("group", Dispatch::group)
                .optionalText("clientId", Dispatch::clientId)
                .make(in -> new Dispatch(in.text(), in.optionalText()));
    }
}
