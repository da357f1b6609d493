package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/**
 * REGISTER_BROKER 103. {@code bodyCrc32} 0 means that nothing is to be checked; {@code actingMaster} is absent
 * from brokers before 5.0.
 */
public record RegisterBrokerRequest(
        String brokerName,
        String brokerAddress,
        String cluster,
        @Nullable String haAddress,
        long brokerId,
        @Nullable Long timeoutMillis,
        @Nullable Boolean actingMaster,
        boolean compressed,
        int bodyCrc32,
        @Nullable String zone) {

    public static final HeaderCodec<RegisterBrokerRequest> CODEC = HeaderCodec.<RegisterBrokerRequest>table()
            .text("brokerName", RegisterBrokerRequest::brokerName)
            .text("brokerAddr", RegisterBrokerRequest::brokerAddress)
            .text("clusterName", RegisterBrokerRequest::cluster)
            .optionalText("haServerAddr", RegisterBrokerRequest::haAddress)
            .int64("brokerId", RegisterBrokerRequest::brokerId)
            .optionalInt64("heartbeatTimeoutMillis", RegisterBrokerRequest::timeoutMillis)
            .optionalBool("enableActingMaster", RegisterBrokerRequest::actingMaster)
            .bool("compressed", RegisterBrokerRequest::compressed)
            .int32("bodyCrc32", RegisterBrokerRequest::bodyCrc32, 0)
            .optionalText("__ZONE_NAME", RegisterBrokerRequest::zone)
            .make(in -> new RegisterBrokerRequest(
                    in.text(),
                    in.text(),
                    in.text(),
                    in.optionalText(),
                    in.int64(),
                    in.optionalInt64(),
                    in.optionalBool(),
                    in.bool(),
                    in.int32(),
                    in.optionalText()));
}
