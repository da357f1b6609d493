package io.apogeemq.broker.settings;

import io.apogeemq.settings.Rows;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Standing;
import io.apogeemq.settings.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * Keys of deleting and compacting old files.
 */
final class RetentionKeys {
    private static final ValueType<String> HOURS = ValueType.of(
            "hours of the day from 00 to 23, separated by ;",
            text -> Optional.of(text).filter(each -> each.matches("(([01]?[0-9]|2[0-3])(;|$))+")),
            text -> text);

    private RetentionKeys() {}

    static List<Setting<?>> rows() {
        return new Rows(Standing.LATER)
                .bool("cleanFileForciblyEnable", true, "allow deletion regardless of age when the disk is full")
                .int32("cleanResourceInterval", 10_000, "ms between deletion rounds")
                .int32("compactionCqMappedFileSize", 10_485_760, "compaction queue file size")
                .int32("compactionMappedFileSize", 104_857_600, "compaction log file size")
                .int32("compactionScheduleInternal", 900_000, "ms between compactions")
                .int32("compactionThreadNum", 6, "threads")
                .int32("deleteCommitLogFilesInterval", 100, "ms pause between two file deletions")
                .int32("deleteConsumeQueueFilesInterval", 100, "ms pause")
                .int32("deleteFileBatchMax", 10, "files per round")
                .row("deleteWhen", HOURS, "04", "hours of the day at which expired files go, separated by ;")
                .int32("destroyMapedFileIntervalForcibly", 120_000, "ms a referenced file may resist deletion")
                .row(
                        "diskMaxUsedSpaceRatio",
                        ValueType.clamped(10, 95),
                        75,
                        "percent of the disk from which expired files go at once")
                .row(
                        "diskSpaceCleanForciblyRatio",
                        ValueType.clamped(30, 85),
                        85,
                        "percent of the disk from which files go regardless of their age")
                .row(
                        "diskSpaceWarningLevelRatio",
                        ValueType.clamped(35, 90),
                        90,
                        "percent of the disk from which sends are refused")
                .bool("enableCompaction", true, "serve compaction topics")
                .int32("fileReservedTime", 72, "hours")
                .decimal("logicalDiskSpaceCleanForciblyThreshold", 0.8, "share of the disk allowed to this broker")
                .int32("maxOffsetMapSize", 104_857_600, "bytes of the compaction key map")
                .int32("redeleteHangedFileInterval", 120_000, "ms between retries of a stuck first file")
                .int32("replicasPerDiskPartition", 1, "brokers sharing the disk (for disk watermarks)")
                .important("cleanFileForciblyEnable", "deleteFileBatchMax", "deleteWhen", "fileReservedTime")
                .list();
    }
}
