package io.apogeemq.broker.settings;

import io.apogeemq.settings.Rows;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Standing;
import java.util.List;

/**
 * Keys that tune the RocksDB variants. Without the variant, which does not start, they say nothing.
 */
final class RocksKeys {
    private RocksKeys() {}

    static List<Setting<?>> rows() {
        return new Rows(Standing.MEANINGLESS)
                .text("bottomMostCompressionTypeForConsumeQueueStore", "zstd", "RocksDB")
                .int64("cleanRocksDBDirtyCQIntervalMin", 60L, "RocksDB store")
                .text("combineAssignOffsetCQType", "default", "store assigning offsets")
                .bool("combineCQEnableCheckSelf", false, "compare stores at start")
                .text("combineCQLoadingCQTypes", "default;defaultRocksDB", "stores used together")
                .int32("combineCQMaxExtraSearchCommitLogFiles", 3, "files")
                .text("combineCQPreferCQType", "default", "store used for reading")
                .bool("enableRocksDBLog", false, "RocksDB log")
                .bool("iteratorWhenUseRocksdbConsumeQueue", true, "use iterators")
                .int32("maxRocksDBIndexQueryDays", 7, "index on RocksDB")
                .int64("memTableFlushIntervalMs", 3_600_000L, "RocksDB configs")
                .bool("persistConsumerOffsetIncrementally", false, "RocksDB offsets written by difference")
                .bool("realTimePersistRocksDBConfig", true, "RocksDB configs")
                .text("rocksdbCompressionType", "lz4", "RocksDB")
                .int32("rocksdbFlushWalFrequency", 1024, "RocksDB")
                .int64("rocksdbWalFileRollingThreshold", 1_073_741_824L, "RocksDB")
                .int64("statRocksDBCQIntervalSec", 10L, "RocksDB store")
                .bool("useSeparateStorePathForRocksdbCQ", false, "own directory")
                .list();
    }
}
