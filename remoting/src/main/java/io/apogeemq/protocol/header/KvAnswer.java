package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/** Answer of GET_KV_CONFIG 101. */
public record KvAnswer(@Nullable String value) {
    public static final HeaderCodec<KvAnswer> CODEC = HeaderCodec.<KvAnswer>table()
            .optionalText("value", KvAnswer::value)
            .make(in -> new KvAnswer(in.optionalText()));
}
