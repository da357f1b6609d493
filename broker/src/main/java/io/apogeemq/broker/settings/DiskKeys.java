package io.apogeemq.broker.settings;

import io.apogeemq.settings.Rows;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Standing;
import io.apogeemq.settings.ValueType;
import java.util.List;

/**
 * Keys that tune how RocketMQ writes, flushes, maps and warms files; here the writer, the flusher and the allocator
 * go by what the disk can do. Keys that RocketMQ itself does not use stand here too.
 */
final class DiskKeys {
    private DiskKeys() {}

    static List<Setting<?>> rows() {
        return new Rows(Standing.MEANINGLESS)
                .int32("accessMessageInMemoryHotRatio", 26, "percent of physical memory regarded as hot")
                .bool("autoMessageVersionOnTopicLen", true, "use record version 2 for topics longer than 127")
                .bool("checkCommitLogOffsetOnRecover", false, "verify PHYSICALOFFSET in recovery")
                .int32("cleanOfflineBrokerInterval", 30_000, "unused")
                .int64("cleanSwapedMapInterval", 300_000L, "unused")
                .int32("commitCommitLogLeastPages", 4, "4 KiB pages")
                .int32("commitCommitLogThoroughInterval", 200, "ms")
                .int32("commitIntervalCommitLog", 200, "ms, commit thread (transient pool)")
                .int64("commitLogForceSwapMapInterval", 43_200_000L, "unused")
                .int32("commitLogRecoverMaxNum", 10, "files looked back in normal recovery")
                .int64("commitLogSwapMapInterval", 3_600_000L, "unused")
                .int32("commitLogSwapMapReserveFileNum", 100, "unused")
                .int32("correctLogicMinOffsetForceInterval", 300_000, "ms")
                .int32("correctLogicMinOffsetSleepInterval", 1, "ms")
                .bool("dataReadAheadEnable", true, "commit log read-ahead advice")
                .bool("debugLockEnable", false, "lock diagnostics")
                .bool("diskFallRecorded", true, "record consumers' distance from the log end")
                .bool("enableAcceleratedRecovery", false, "recovery by confirmed progress")
                .bool("enableCleanExpiredOffset", false, "unused")
                .bool(
                        "enableConsumeQueueExt",
                        false,
                        "queues that RocketMQ wrote with it are served; what is added to them needs no second file")
                .bool("enableLogConsumeQueueRepeatedlyBuildWhenRecover", false, "logging")
                .bool("enableRunningFlagsInFlush", false, "stop flushing on error flags")
                .bool("fastFailIfNoBufferInStorePool", false, "refuse writes when the pool is empty")
                .int32("flushConsumerOffsetHistoryInterval", 60_000, "unused")
                .int32("flushLeastPagesWhenWarmMapedFile", 4096, "4 KiB pages")
                .bool("highSpeedMode", false, "unused")
                .int64("logicQueueForceSwapMapInterval", 43_200_000L, "unused")
                .int64("logicQueueSwapMapInterval", 3_600_000L, "unused")
                .int32("logicQueueSwapMapReserveFileNum", 20, "unused")
                .bool("mappedFileSwapEnable", true, "unused")
                .int32(
                        "mapperFileSizeBatchConsumeQueue",
                        13_800_000,
                        "bytes per batch consume queue file (300000 x 46)")
                .int32("maxBatchDeleteFilesNum", 50, "unused")
                .int32("maxRecoveryCommitlogFiles", 30, "unused")
                .int32("maxTopicLength", 127, "deprecated, unused")
                .int32("pullBatchMaxMessageCount", 160, "unused")
                .bool("putConsumeQueueDataByFileChannel", true, "write consume queue by file channel")
                .int32("putMessageTimeout", 8000, "unused")
                .int32("putMsgIndexHightWater", 600_000, "unused")
                .bool("recheckReputOffsetFromCq", false, "check the dispatch position against consume queues")
                .int32("redeleteHangedFileInterval", 120_000, "ms between retries of a stuck first file")
                .int32("sampleSteps", 32, "cold-read scan")
                .bool("searchBcqByCacheEnable", true, "batch consume queue search cache")
                .int32("sharedByteBufferNum", 16, "buffers for writeWithoutMmap")
                .bool(
                        "transferMsgByHeap",
                        true,
                        "copy messages to heap before answering a pull; false -> file region transfer")
                .bool("transientStorePoolEnable", false, "write through a direct-memory pool (ASYNC_FLUSH, not SLAVE)")
                .int32("transientStorePoolSize", 5, "buffers of commit log file size")
                .int32("travelCqFileNumWhenGetMessage", 1, "consume queue files looked through per pull")
                .bool("wakeCommitWhenPutMessage", true, "wake the commit thread on puts")
                .bool("wakeFlushWhenPutMessage", false, "wake the flush thread on puts")
                .bool("warmMapedFileEnable", false, "touch pages of new files")
                .bool("writeWithoutMmap", false, "append by file channel")
                .former(
                        "checkTransactionMessageEnable",
                        ValueType.BOOL,
                        false,
                        "stands in old example files; unused in RocketMQ too")
                .former(
                        "destroyMappedFileIntervalForcibly",
                        ValueType.INT32,
                        120_000,
                        "stands in old example files; RocketMQ spells it destroyMapedFileIntervalForcibly")
                .former(
                        "fileReserverdTime",
                        ValueType.INT32,
                        72,
                        "stands in old example files; RocketMQ spells it fileReservedTime")
                .important("commitIntervalCommitLog", "transientStorePoolEnable")
                .list();
    }
}
