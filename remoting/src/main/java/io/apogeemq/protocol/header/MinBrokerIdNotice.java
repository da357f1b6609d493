package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/** NOTIFY_MIN_BROKER_ID_CHANGE 905, from NameServer to the brokers of one name. */
public record MinBrokerIdNotice(
        @Nullable Long minBrokerId,
        @Nullable String brokerName,
        @Nullable String minBrokerAddress,
        @Nullable String offlineBrokerAddress,
        @Nullable String haAddress) {

    public static final HeaderCodec<MinBrokerIdNotice> CODEC = HeaderCodec.<MinBrokerIdNotice>table()
            .optionalInt64("minBrokerId", MinBrokerIdNotice::minBrokerId)
            .optionalText("brokerName", MinBrokerIdNotice::brokerName)
            .optionalText("minBrokerAddr", MinBrokerIdNotice::minBrokerAddress)
            .optionalText("offlineBrokerAddr", MinBrokerIdNotice::offlineBrokerAddress)
            .optionalText("haBrokerAddr", MinBrokerIdNotice::haAddress)
            .make(in -> new MinBrokerIdNotice(
                    in.optionalInt64(), in.optionalText(), in.optionalText(), in.optionalText(), in.optionalText()));
}
