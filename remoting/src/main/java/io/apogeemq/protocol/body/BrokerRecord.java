package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.BOOL;
import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.mapByInt64;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The processes of one broker name: addresses by broker id, of which 0 is the leader. */
public record BrokerRecord(
        Map<Long, String> addresses,
        String name,
        @Nullable String cluster,
        boolean actingMaster,
        @Nullable String zone) {

    public static final BodyCodec<BrokerRecord> BODY = BodyCodec.<BrokerRecord>table()
            .field("brokerAddrs", mapByInt64(TEXT), BrokerRecord::addresses, Map.of())
            .required("brokerName", TEXT, BrokerRecord::name)
            .optional("cluster", TEXT, BrokerRecord::cluster)
            .field("enableActingMaster", BOOL, BrokerRecord::actingMaster, false)
            .optional("zoneName", TEXT, BrokerRecord::zone)
            .make(in -> new BrokerRecord(in.next(), in.next(), in.next(), in.next(), in.next()));

    /** Id of the leader. */
    public static final long LEADER_ID = 0;

    /** The leader's address, or else any; null if there is none. */
    public @Nullable String anyAddress() {
        String leader = addresses.get(LEADER_ID);
        return leader != null || addresses.isEmpty()
                ? leader
                : addresses.values().iterator().next();
    }
}
