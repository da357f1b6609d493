package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/** Answer of REGISTER_BROKER 103: where a follower finds its leader, while that one is alive. */
public record RegisterBrokerAnswer(
        @Nullable String haAddress, @Nullable String leaderAddress) {
    public static final HeaderCodec<RegisterBrokerAnswer> CODEC = HeaderCodec.<RegisterBrokerAnswer>table()
            .optionalText("haServerAddr", RegisterBrokerAnswer::haAddress)
            .optionalText("masterAddr", RegisterBrokerAnswer::leaderAddress)
            .make(in -> new RegisterBrokerAnswer(in.optionalText(), in.optionalText()));
}
