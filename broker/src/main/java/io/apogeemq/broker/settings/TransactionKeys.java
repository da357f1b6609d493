package io.apogeemq.broker.settings;

import io.apogeemq.settings.Rows;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Standing;
import java.util.List;

/**
 * Keys of transactional messages.
 */
final class TransactionKeys {
    private TransactionKeys() {}

    static List<Setting<?>> rows() {
        return new Rows(Standing.LATER)
                .bool("rejectTransactionMessage", false, "refuse transactional messages")
                .bool("transWriteOriginTransHalfEnable", true, "also write classic half messages")
                .int64("transactionCheckInterval", 30_000L, "ms between check rounds")
                .int32("transactionCheckMax", 15, "checks before a half message is moved away")
                .int32("transactionCheckRocksdbCoreThreads", 2, "RocksDB transaction check pool")
                .int32("transactionCheckRocksdbMaxThreads", 5, "RocksDB transaction check pool")
                .int32("transactionCheckRocksdbQueueCapacity", 2000, "RocksDB transaction check pool")
                .int64("transactionMetricFlushInterval", 10_000L, "ms between writes of transactionMetrics.json")
                .int32("transactionOpBatchInterval", 3000, "ms between batched op records")
                .int32("transactionOpMsgMaxSize", 4096, "bytes of a batched op record")
                .int64("transactionTimeOut", 6000L, "ms before a half message is first checked")
                .important(
                        "rejectTransactionMessage",
                        "transactionCheckInterval",
                        "transactionCheckMax",
                        "transactionTimeOut")
                .list();
    }
}
