package io.apogeemq.protocol.header;

/** WIPE_WRITE_PERM_OF_BROKER 205 and ADD_WRITE_PERM_OF_BROKER 327. */
public record BrokerNameRequest(String brokerName) {
    public static final HeaderCodec<BrokerNameRequest> CODEC = HeaderCodec.<BrokerNameRequest>table()
            .text("brokerName", BrokerNameRequest::brokerName)
            .make(in -> new BrokerNameRequest(in.text()));
}
