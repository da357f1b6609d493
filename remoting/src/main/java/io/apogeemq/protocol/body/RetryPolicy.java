package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.ANY;
import static io.apogeemq.protocol.body.Shape.TEXT;

import org.jspecify.annotations.Nullable;

/** How the delays of a group's retries grow. Both ladders may be absent: then it is the broker's own. */
public record RetryPolicy(
        @Nullable Object customized, @Nullable Object exponential, String type) {
    public static final BodyCodec<RetryPolicy> BODY = BodyCodec.<RetryPolicy>table()
            .optional("customizedRetryPolicy", ANY, RetryPolicy::customized)
            .optional("exponentialRetryPolicy", ANY, RetryPolicy::exponential)
            .field("type", TEXT, RetryPolicy::type, "CUSTOMIZED")
            .make(in -> new RetryPolicy(in.next(), in.next(), in.next()));

    /** The ladder of the broker's delay levels. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(null, null, "CUSTOMIZED");
}
