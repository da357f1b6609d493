package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.TEXT;

import org.jspecify.annotations.Nullable;

/** CHECK_CLIENT_CONFIG 46: may this subscription be used? */
public record CheckClientBody(
        @Nullable String clientId,
        @Nullable String group,
        @Nullable String namespace,
        SubscriptionRecord subscription) {

    public static final BodyCodec<CheckClientBody> BODY = BodyCodec.<CheckClientBody>table()
            .optional("clientId", TEXT, CheckClientBody::clientId)
            .optional("group", TEXT, CheckClientBody::group)
            .optional("namespace", TEXT, CheckClientBody::namespace)
            .required("subscriptionData", SubscriptionRecord.BODY, CheckClientBody::subscription)
            .make(in -> new CheckClientBody(in.next(), in.next(), in.next(), in.next()));
}
