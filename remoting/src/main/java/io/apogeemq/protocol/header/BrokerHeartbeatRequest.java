package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/** BROKER_HEARTBEAT 904. What only controllers read is absent from what a broker says to a NameServer. */
public record BrokerHeartbeatRequest(
        String cluster,
        String brokerAddress,
        String brokerName,
        @Nullable Long brokerId,
        @Nullable Integer epoch,
        @Nullable Long maxPosition,
        @Nullable Long confirmedPosition,
        @Nullable Long timeoutMillis,
        @Nullable Integer electionPriority) {

    public static final HeaderCodec<BrokerHeartbeatRequest> CODEC = HeaderCodec.<BrokerHeartbeatRequest>table()
            .text("clusterName", BrokerHeartbeatRequest::cluster)
            .text("brokerAddr", BrokerHeartbeatRequest::brokerAddress)
            .text("brokerName", BrokerHeartbeatRequest::brokerName)
            .optionalInt64("brokerId", BrokerHeartbeatRequest::brokerId)
            .optionalInt32("epoch", BrokerHeartbeatRequest::epoch)
            .optionalInt64("maxOffset", BrokerHeartbeatRequest::maxPosition)
            .optionalInt64("confirmOffset", BrokerHeartbeatRequest::confirmedPosition)
            .optionalInt64("heartbeatTimeoutMills", BrokerHeartbeatRequest::timeoutMillis)
            .optionalInt32("electionPriority", BrokerHeartbeatRequest::electionPriority)
            .make(in -> new BrokerHeartbeatRequest(
                    in.text(),
                    in.text(),
                    in.text(),
                    in.optionalInt64(),
                    in.optionalInt32(),
                    in.optionalInt64(),
                    in.optionalInt64(),
                    in.optionalInt64(),
                    in.optionalInt32()));
}
