package io.apogeemq.protocol.body;

import org.jspecify.annotations.Nullable;

/** The answer of GET_BROKER_MEMBER_GROUP 901. */
public record MemberGroupBody(@Nullable MemberGroup group) {
    public static final BodyCodec<MemberGroupBody> BODY = BodyCodec.<MemberGroupBody>table()
            .optional("brokerMemberGroup", MemberGroup.BODY, MemberGroupBody::group)
            .make(in -> new MemberGroupBody(in.next()));
}
