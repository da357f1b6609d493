package io.apogeemq.broker.settings;

import io.apogeemq.settings.Default;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Settings;
import io.apogeemq.settings.ValueType;
import java.util.List;

/**
 * How the log comes to slaves, and for how many of them a send waits.
 *
 * @param masterAddress where a slave finds its master's {@code haListenPort}; empty for what the NameServers say
 * @param heartbeatMillis after so long without anything to say one says so
 * @param silentMillis a connection on which nothing came for so long is given up
 * @param chunkLength bytes of one chunk of the log
 * @param mostGap bytes that a slave in sync may lack
 * @param timeoutMillis how long a send waits for slaves
 * @param acks how many brokers, the master among them, must have a message before its send is confirmed; 1 waits for nobody
 * @param leastInSync with fewer brokers in sync, the master among them, sends are refused
 * @param allInSync a send waits for every slave in sync
 */
public record ReplicaSettings(
        String masterAddress,
        long heartbeatMillis,
        long silentMillis,
        int chunkLength,
        long mostGap,
        long timeoutMillis,
        int acks,
        int leastInSync,
        boolean allInSync) {

    private static final ValueType<Integer> MILLIS = ValueType.int32(1, Integer.MAX_VALUE);

    static final Setting<String> MASTER_ADDRESS = Setting.built("haMasterAddress", ValueType.TEXT, "")
            .important()
            .onlyWhenGiven()
            .why("where a slave finds its master, host:haListenPort; not given: what the NameServers say");
    private static final Setting<Integer> HEARTBEAT = Setting.built("haSendHeartbeatInterval", MILLIS, 5000)
            .unit("ms")
            .why("master and slave say that they live when there was nothing else to say for so long");
    private static final Setting<Integer> SILENT = Setting.built("haHousekeepingInterval", MILLIS, 20_000)
            .unit("ms")
            .why("a connection between master and slave on which nothing came for so long is given up");
    private static final Setting<Integer> CHUNK = Setting.built(
                    "haTransferBatchSize", ValueType.int32(1, 4 << 20), 32 << 10)
            .unit("bytes")
            .why("of one chunk of the log on its way to a slave");
    static final Setting<Integer> MOST_GAP = Setting.built(
                    "haMaxGapNotInSync", ValueType.int32(0, Integer.MAX_VALUE), 256 << 20)
            .unit("bytes")
            .why("a slave that lacks more is not in sync: no send waits for it");
    static final Setting<Integer> OLD_MOST_GAP = Setting.built(
                    "haSlaveFallbehindMax", ValueType.int32(0, Integer.MAX_VALUE), 256 << 20)
            .unit("bytes")
            .onlyWhenGiven()
            .why("4.x's name of haMaxGapNotInSync, used where that is not given");
    private static final Setting<Integer> TIMEOUT = Setting.built("slaveTimeout", MILLIS, 3000)
            .unit("ms")
            .why("how long a send to a SYNC_MASTER waits for slaves");
    static final Setting<Integer> ACKS = Setting.built(
                    "inSyncReplicas",
                    ValueType.int32(0, Integer.MAX_VALUE),
                    Default.of("2 of a SYNC_MASTER, else 1", 0))
            .important()
            .why(
                    "how many brokers, the master among them, must have a message before a SYNC_MASTER confirms it; 1 waits for"
                            + " no slave");
    static final Setting<Integer> LEAST = Setting.built("minInSyncReplicas", ValueType.int32(0, Integer.MAX_VALUE), 1)
            .important()
            .why("with fewer brokers in sync, the master among them, sends to a SYNC_MASTER are refused");
    static final Setting<Boolean> ALL = Setting.built("allAckInSyncStateSet", ValueType.BOOL, false)
            .why("a send to a SYNC_MASTER waits for every slave in sync");

    static final List<Setting<?>> ROWS =
            List.of(MASTER_ADDRESS, HEARTBEAT, SILENT, CHUNK, MOST_GAP, OLD_MOST_GAP, TIMEOUT, ACKS, LEAST, ALL);

    static ReplicaSettings of(Settings in) {
        return new ReplicaSettings(
                in.get(MASTER_ADDRESS),
                in.get(HEARTBEAT),
                in.get(SILENT),
                in.get(CHUNK),
                in.get(MOST_GAP),
                in.get(TIMEOUT),
                in.get(ACKS),
                in.get(LEAST),
                in.get(ALL));
    }
}
