package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.mapByInt64;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The processes of one broker name as GET_BROKER_MEMBER_GROUP 901 tells them. */
public record MemberGroup(
        Map<Long, String> addresses,
        String brokerName,
        @Nullable String cluster) {
    public static final BodyCodec<MemberGroup> BODY = BodyCodec.<MemberGroup>table()
            .field("brokerAddrs", mapByInt64(TEXT), MemberGroup::addresses, Map.of())
            .required("brokerName", TEXT, MemberGroup::brokerName)
            .optional("cluster", TEXT, MemberGroup::cluster)
            .make(in -> new MemberGroup(in.next(), in.next(), in.next()));
}
