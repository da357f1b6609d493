package io.apogeemq.protocol.header;

/** Answer of GET_BROKER_CONFIG 26: the data version as JSON text; the body is the properties. */
public record BrokerConfigAnswer(String dataVersion) {
    public static final HeaderCodec<BrokerConfigAnswer> CODEC = HeaderCodec.<BrokerConfigAnswer>table()
            .text("version", BrokerConfigAnswer::dataVersion)
            .make(in -> new BrokerConfigAnswer(in.text()));
}
