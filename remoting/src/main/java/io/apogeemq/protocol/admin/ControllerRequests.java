package io.apogeemq.protocol.admin;

import io.apogeemq.protocol.header.HeaderCodec;
import org.jspecify.annotations.Nullable;

/** Headers of requests to controllers and of their answers (spec/requests.md 11). */
public final class ControllerRequests {
    private ControllerRequests() {}

    /** CONTROLLER_ELECT_MASTER 1002. */
    public record ElectMaster(
            String cluster, String brokerName, @Nullable Long brokerId, boolean designated, long millis) {
        public static final HeaderCodec<ElectMaster> CODEC = HeaderCodec.<ElectMaster>table()
                .text("clusterName", ElectMaster::cluster)
                .text("brokerName", ElectMaster::brokerName)
                .optionalInt64("brokerId", ElectMaster::brokerId)
                .bool("designateElect", ElectMaster::designated)
                .int64("invokeTime", ElectMaster::millis)
                .make(in -> new ElectMaster(in.text(), in.text(), in.optionalInt64(), in.bool(), in.int64()));
    }

    /** What it is answered with. */
    public record Elected(
            @Nullable Long leaderId,
            @Nullable String leaderAddress,
            @Nullable Integer leaderEpoch,
            @Nullable Integer syncStateSetEpoch) {
        public static final HeaderCodec<Elected> CODEC = HeaderCodec.<Elected>table()
                .optionalInt64("masterBrokerId", Elected::leaderId)
                .optionalText("masterAddress", Elected::leaderAddress)
                .optionalInt32("masterEpoch", Elected::leaderEpoch)
                .optionalInt32("syncStateSetEpoch", Elected::syncStateSetEpoch)
                .make(in -> new Elected(in.optionalInt64(), in.optionalText(), in.optionalInt32(), in.optionalInt32()));
    }

    /** What CONTROLLER_GET_METADATA_INFO 1005 is answered with. */
    public record Metadata(
            @Nullable String group,
            @Nullable String leaderId,
            @Nullable String leaderAddress,
            boolean leads,
            @Nullable String peers) {
        public static final HeaderCodec<Metadata> CODEC = HeaderCodec.<Metadata>table()
                .optionalText("group", Metadata::group)
                .optionalText("controllerLeaderId", Metadata::leaderId)
                .optionalText("controllerLeaderAddress", Metadata::leaderAddress)
                .bool("isLeader", Metadata::leads)
                .optionalText("peers", Metadata::peers)
                .make(in -> new Metadata(
                        in.optionalText(), in.optionalText(), in.optionalText(), in.bool(), in.optionalText()));
    }

    /** CLEAN_BROKER_DATA 1011; ids joined by semicolons. */
    public record CleanBroker(
            @Nullable String cluster,
            String brokerName,
            @Nullable String brokerIds,
            boolean living,
            long millis) {
        public static final HeaderCodec<CleanBroker> CODEC = HeaderCodec.<CleanBroker>table()
                .optionalText("clusterName", CleanBroker::cluster)
                .text("brokerName", CleanBroker::brokerName)
                .optionalText("brokerControllerIdsToClean", CleanBroker::brokerIds)
                .bool("isCleanLivingBroker", CleanBroker::living)
                .int64("invokeTime", CleanBroker::millis)
                .make(in -> new CleanBroker(in.optionalText(), in.text(), in.optionalText(), in.bool(), in.int64()));
    }
}
