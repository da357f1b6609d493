package io.apogeemq.namesrv;

import io.apogeemq.settings.Rows;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Standing;
import io.apogeemq.settings.ValueType;
import java.util.List;

/**
 * Keys of a controller in this process. The one that switches it on stops the start, so these can only stand in a file
 * beside a controller that is off.
 */
final class ControllerKeys {
    private ControllerKeys() {}

    static List<Setting<?>> rows() {
        return new Rows(Standing.LATER)
                .former("controllerType", ValueType.TEXT, "DLedger", "DLedger or jRaft")
                .absent("controllerDLegerGroup", "the controllers' raft group")
                .absent("controllerDLegerPeers", "members of that group")
                .absent("controllerDLegerSelfId", "the own id in it")
                .absent("controllerStorePath", "where the controller keeps its log")
                .former("mappedFileSize", ValueType.INT32, 1 << 30, "bytes of one file of that log")
                .former("scanInactiveMasterInterval", ValueType.INT64, 5000L, "ms between looks for silent masters")
                .former("controllerThreadPoolNums", ValueType.INT32, 16, "threads")
                .former("controllerRequestThreadPoolQueueCapacity", ValueType.INT32, 50_000, "queue length")
                .former("electMasterMaxRetryCount", ValueType.INT32, 3, "attempts of an election")
                .former("enableElectUncleanMaster", ValueType.BOOL, false, "elect outside the in-sync set")
                .former("isProcessReadEvent", ValueType.BOOL, false, "reads go through raft")
                .former(
                        "processReadEvent",
                        ValueType.BOOL,
                        false,
                        "the name under which RocketMQ reads isProcessReadEvent")
                .former("notifyBrokerRoleChanged", ValueType.BOOL, true, "tell brokers their new role")
                .absent("jraftConfig", "jRaft")
                .absent("jRaftGroupId", "jRaft")
                .absent("jRaftServerId", "jRaft")
                .absent("jRaftInitConf", "jRaft")
                .absent("jRaftControllerRPCAddr", "jRaft")
                .former("jRaftElectionTimeoutMs", ValueType.INT32, 1000, "jRaft")
                .former("jRaftScanWaitTimeoutMs", ValueType.INT32, 1000, "jRaft")
                .former("jRaftSnapshotIntervalSecs", ValueType.INT32, 3600, "jRaft")
                .former("metricsExporterType", ValueType.TEXT, "DISABLE", "where metrics go")
                .absent("metricsGrpcExporterTarget", "OTLP target")
                .absent("metricsGrpcExporterHeader", "OTLP headers")
                .former("metricGrpcExporterTimeOutInMills", ValueType.INT64, 3000L, "OTLP timeout")
                .former("metricGrpcExporterIntervalInMills", ValueType.INT64, 60_000L, "OTLP interval")
                .former("metricLoggingExporterIntervalInMills", ValueType.INT64, 10_000L, "log interval")
                .former("metricsPromExporterPort", ValueType.INT32, 5557, "Prometheus port")
                .absent("metricsPromExporterHost", "Prometheus host")
                .absent("metricsLabel", "extra labels")
                .former("metricsInDelta", ValueType.BOOL, false, "delta temporality")
                .list();
    }
}
