package io.apogeemq.broker.settings;

import io.apogeemq.settings.Rows;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Standing;
import io.apogeemq.settings.ValueType;
import java.util.List;

/**
 * Keys of replication, of electing masters, and of slaves that act as one.
 */
final class ReplicationKeys {
    private ReplicationKeys() {}

    static List<Setting<?>> rows() {
        return new Rows(Standing.LATER)
                .bool("asyncLearner", false, "replica that never joins the in-sync set")
                .int32("brokerElectionPriority", Integer.MAX_VALUE, "smaller wins elections")
                .int32("brokerHeartbeatInterval", 1000, "ms between BROKER_HEARTBEAT (slave-acting-master/controller)")
                .int64(
                        "brokerNotActiveTimeoutMillis",
                        10_000L,
                        "sent to the NameServer as this broker's liveness limit in slave-acting-master and controller mode")
                .int64("checkSyncStateSetPeriod", 5000L, "ms")
                .bool("compatibleWithOldNameSrv", true, "NameServers may be 4.x (heartbeat and registration choice)")
                .int64("consumerOffsetUpdateVersionStep", 500L, "offset commits per data-version step")
                .text("controllerAddr", "", "controller list h:p;h:p")
                .int64("controllerHeartBeatTimeoutMills", 10_000L, "liveness limit told to controllers")
                .absent("dLegerGroup", "raft group")
                .absent("dLegerPeers", "n0-h:p;n1-h:p")
                .absent("dLegerSelfId", "own raft id")
                .bool("duplicationEnable", false, "a SLAVE accepts writes; no slave sync tasks")
                .bool("enableAutoInSyncReplicas", false, "lower inSyncReplicas to the live number")
                .bool("enableBatchPush", false, "DLedger")
                .former("isEnableBatchPush", ValueType.BOOL, false, "its name in files of 4.9")
                .bool("enableRemoteEscape", false, "acting master forwards special messages to other brokers")
                .bool("enableSlaveActingMaster", false, "slave-acting-master mode")
                .bool("fetchControllerAddrByDnsLookup", false, "resolve controllerAddr as a domain")
                .int64("forwardTimeout", 3000L, "timeout of calls to other brokers")
                .bool("haFlowControlEnable", false, "limit HA speed")
                .int32("haHousekeepingInterval", 20_000, "ms of silence after which HA closes")
                .absent("haMasterAddress", "fixed master HA address of a slave; else from NameServer")
                .int32(
                        "haMaxGapNotInSync",
                        268_435_456,
                        "bytes behind which a slave is not in sync (4.x: haSlaveFallbehindMax)")
                .int64("haMaxTimeSlaveNotCatchup", 15_000L, "ms after which a replica leaves the in-sync set")
                .int32("haSendHeartbeatInterval", 5000, "ms without traffic after which HA sends")
                .former("haSlaveFallbehindMax", ValueType.INT32, 268_435_456, "the name of haMaxGapNotInSync in 4.9")
                .int32("haTransferBatchSize", 32_768, "bytes per HA frame")
                .former(
                        "inBrokerContainer",
                        ValueType.BOOL,
                        false,
                        "the name under which RocketMQ reads isInBrokerContainer")
                .bool("isBrokerContainer", false, "the process is a broker container")
                .bool("isInBrokerContainer", false, "the broker runs inside a container")
                .bool("lockInStrictMode", false, "lock requires agreement of replicas (onlyThisBroker broadcast)")
                .int64("maxChecksumRange", 1_073_741_824L, "bytes")
                .int64("maxHaTransferByteInSecond", 104_857_600L, "bytes per second that haFlowControlEnable allows")
                .int64("maxSlaveResendLength", 268_435_456L, "unused")
                .bool("offsetCheckInSlave", false, "slave corrects offsets like a master")
                .absent("preferredLeaderId", "raft id")
                .bool("readUnCommitted", false, "let readers see data not yet confirmed by replicas")
                .int32("sendHeartbeatTimeoutMillis", 1000, "timeout of BROKER_HEARTBEAT")
                .bool("skipPreOnline", false, "skip the pre-online phase of slave-acting-master mode")
                .bool("slaveReadEnable", false, "allow reading from slaves and suggesting them")
                .int32("slaveTimeout", 3000, "ms wait for slave acks")
                .absent("storePathBrokerIdentity", "<root>/brokerIdentity in controller mode")
                .absent("storePathDLedgerCommitLog", "for DLedger mode")
                .absent("storePathEpochFile", "<root>/epochFileCheckpoint in controller mode")
                .int32("syncBrokerMemberGroupPeriod", 1000, "ms between member group syncs")
                .int64("syncBrokerMetadataPeriod", 5000L, "ms")
                .int64("syncControllerMetadataPeriod", 10_000L, "ms")
                .bool("syncFromLastFile", false, "new slave starts from the master's last file (controller mode)")
                .bool("syncMasterFlushOffsetWhenStartup", false, "slave truncates to the master's flushed offset")
                .int32("totalReplicas", 1, "planned replicas")
                .important("haMasterAddress", "totalReplicas")
                .list();
    }
}
