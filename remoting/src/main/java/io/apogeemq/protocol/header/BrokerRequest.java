package io.apogeemq.protocol.header;

/**
 * The requests that name one broker process: UNREGISTER_BROKER 104 and QUERY_DATA_VERSION 322 (whose body is the
 * broker's data version).
 */
public record BrokerRequest(String brokerName, String brokerAddress, String cluster, long brokerId) {
    public static final HeaderCodec<BrokerRequest> CODEC = HeaderCodec.<BrokerRequest>table()
            .text("brokerName", BrokerRequest::brokerName)
            .text("brokerAddr", BrokerRequest::brokerAddress)
            .text("clusterName", BrokerRequest::cluster)
            .int64("brokerId", BrokerRequest::brokerId)
            .make(in -> new BrokerRequest(in.text(), in.text(), in.text(), in.int64()));
}
