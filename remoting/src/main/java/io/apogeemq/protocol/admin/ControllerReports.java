package io.apogeemq.protocol.admin;

import static io.apogeemq.protocol.body.Shape.BOOL;
import static io.apogeemq.protocol.body.Shape.INT32;
import static io.apogeemq.protocol.body.Shape.INT64;
import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.listOf;
import static io.apogeemq.protocol.body.Shape.mapByInt64;
import static io.apogeemq.protocol.body.Shape.mapOf;

import io.apogeemq.protocol.body.BodyCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bodies of controllers' answers (spec/requests.md 11). */
public final class ControllerReports {
    private ControllerReports() {}

    /** One replica. */
    public record Replica(
            @Nullable Boolean alive,
            @Nullable String address,
            @Nullable Long id,
            @Nullable String brokerName) {
        public static final BodyCodec<Replica> BODY = BodyCodec.<Replica>table()
                .optional("alive", BOOL, Replica::alive)
                .optional("brokerAddress", TEXT, Replica::address)
                .optional("brokerId", INT64, Replica::id)
                .optional("brokerName", TEXT, Replica::brokerName)
                .make(in -> new Replica(in.next(), in.next(), in.next(), in.next()));
    }

    /** The replicas of one broker name. */
    public record Replicas(
            List<Replica> inSync,
            @Nullable String leaderAddress,
            @Nullable Long leaderId,
            int leaderEpoch,
            List<Replica> notInSync,
            int syncStateSetEpoch) {
        public static final BodyCodec<Replicas> BODY = BodyCodec.<Replicas>table()
                .field("inSyncReplicas", listOf(Replica.BODY), Replicas::inSync, List.of())
                .optional("masterAddress", TEXT, Replicas::leaderAddress)
                .optional("masterBrokerId", INT64, Replicas::leaderId)
                .field("masterEpoch", INT32, Replicas::leaderEpoch, 0)
                .field("notInSyncReplicas", listOf(Replica.BODY), Replicas::notInSync, List.of())
                .field("syncStateSetEpoch", INT32, Replicas::syncStateSetEpoch, 0)
                .make(in -> new Replicas(in.next(), in.next(), in.next(), in.next(), in.next(), in.next()));
    }

    /** Of all broker names that were asked for: 1006. */
    public record SyncStates(Map<String, Replicas> brokers) {
        public static final BodyCodec<SyncStates> BODY = BodyCodec.<SyncStates>table()
                .field("replicasInfoTable", mapOf(Replicas.BODY), SyncStates::brokers, Map.of())
                .make(in -> new SyncStates(in.next()));
    }

    /** The processes of a broker name: the body of an answer to 1002. */
    public record Members(
            Map<Long, String> addresses,
            @Nullable String brokerName,
            @Nullable String cluster) {
        public static final BodyCodec<Members> BODY = BodyCodec.<Members>table()
                .field("brokerAddrs", mapByInt64(TEXT), Members::addresses, Map.of())
                .optional("brokerName", TEXT, Members::brokerName)
                .optional("cluster", TEXT, Members::cluster)
                .make(in -> new Members(in.next(), in.next(), in.next()));
    }
}
