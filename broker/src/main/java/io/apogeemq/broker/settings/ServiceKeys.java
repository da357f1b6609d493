package io.apogeemq.broker.settings;

import io.apogeemq.settings.Rows;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Standing;
import java.util.List;

/**
 * Keys of services to clients and administrators.
 */
final class ServiceKeys {
    private ServiceKeys() {}

    static List<Setting<?>> rows() {
        return new Rows(Standing.LATER)
                .bool("forceRegister", true, "register each period even when nothing changed, as is always done so far")
                .bool("compressedRegister", false, "compress the body of a registration")
                .bool("enableRegisterProducer", true, "remember the producers of heartbeats")
                .int64(
                        "subscriptionExpiredTimeout",
                        600_000L,
                        "ms after which a no longer reported subscription is dropped")
                .int64("broadcastOffsetExpireMaxSecond", 300L, "longest time a broadcast progress is kept")
                .int64("broadcastOffsetExpireSecond", 120L, "idle time after which a broadcast progress is dropped")
                .int64("cgColdReadThreshold", 3_145_728L, "bytes per group and second of cold reads")
                .bool("coldCtrStrategyEnable", false, "adaptive cold-read thresholds")
                .bool("coldDataFlowControlEnable", false, "cold-read flow control")
                .bool("coldDataScanEnable", false, "cold-read scan")
                .int64(
                        "consumerFallbehindThreshold",
                        17_179_869_184L,
                        "bytes of lag for disableConsumeIfConsumerReadSlowly")
                .bool(
                        "disableConsumeIfConsumerReadSlowly",
                        false,
                        "disable groups lagging > consumerFallbehindThreshold")
                .bool("enableBroadcastOffsetStore", true, "remember broadcast progress")
                .bool("enableMixedMessageType", false, "allow topics whose message.type attribute is MIXED")
                .bool("enableNetWorkFlowControl", false, "network-delay flow control of pulls")
                .bool(
                        "enableSingleTopicRegister",
                        false,
                        "register one changed topic by 217/incremental instead of all")
                .bool("enableSplitMetadata", true, "split metadata answers (21, 201) into pages")
                .bool("enableSplitRegistration", false, "register in several parts")
                .bool("fetchNameSrvAddrByDnsLookup", false, "resolve namesrvAddr host names at each refresh")
                .bool("fetchNamesrvAddrByAddressServer", false, "get the NameServer list by HTTP (see client.md 15)")
                .int64(
                        "fetchNamesrvAddrInterval",
                        10_000L,
                        "ms between NameServer list refreshes from the address server (first after 10 s)")
                .int64("globalColdReadThreshold", 104_857_600L, "bytes per second of cold reads")
                .bool("isolateLogEnable", false, "log directory per broker")
                .bool(
                        "rejectPullConsumerEnable",
                        false,
                        "ignore groups with consumeType CONSUME_ACTIVELY in heartbeats")
                .int32("splitMetadataSize", 2000, "topics or groups per page")
                .int32("splitRegistrationSize", 800, "topics per part")
                .int32("updateNameServerAddrPeriod", 120_000, "NameServer list refresh by HTTP/DNS")
                .bool("usePIDColdCtrStrategy", true, "PID variant of coldCtrStrategyEnable")
                .bool("useServerSideResetOffset", true, "reset offsets on the broker instead of through clients")
                .absent("rmqAddressServerDomain", "host of the address server")
                .absent("rmqAddressServerSubGroup", "sub-group asked for at the address server")
                .important("fetchNameSrvAddrByDnsLookup", "fetchNamesrvAddrByAddressServer")
                .list();
    }
}
