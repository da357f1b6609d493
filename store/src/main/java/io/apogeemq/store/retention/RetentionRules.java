package io.apogeemq.store.retention;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;

/**
 * When files go. May change while the store is open: each round asks anew.
 *
 * @param hours of the day, 0 to 23, in which expired files go (deleteWhen)
 * @param zone of these hours
 * @param reservedMillis for which messages are kept at least, while there is room (fileReservedTime)
 * @param marks how full the disk may get
 * @param pace how fast files go
 */
public record RetentionRules(Set<Integer> hours, ZoneId zone, long reservedMillis, Marks marks, Pace pace) {
    private static final long HOUR_MILLIS = 3_600_000;

    public RetentionRules {
        hours = Set.copyOf(hours);
    }

    /**
     * Parts of the disk in use, from 0 to 1.
     *
     * @param expiredFrom expired files go at any hour above it (diskMaxUsedSpaceRatio)
     * @param anyFrom the oldest files go above it, expired or not (diskSpaceCleanForciblyRatio)
     * @param refusedFrom sends are refused above it (diskSpaceWarningLevelRatio)
     * @param mayTakeAny whether files may go that are not expired (cleanFileForciblyEnable)
     * @param ownShare the part of the disk that the log may take before its oldest files go, expired or not: 1 for a
     *     disk of its own (logicalDiskSpaceCleanForciblyThreshold / replicasPerDiskPartition)
     */
    public record Marks(double expiredFrom, double anyFrom, double refusedFrom, boolean mayTakeAny, double ownShare) {}

    /**
     * How fast files go.
     *
     * @param firstMillis from the start to the first round
     * @param roundMillis from one round to the next (cleanResourceInterval)
     * @param mostFiles log files of one round (deleteFileBatchMax)
     * @param fileMillis from one log file to the next (deleteCommitLogFilesInterval)
     * @param queueFileMillis from the queue files of one queue to those of the next (deleteConsumeQueueFilesInterval)
     * @param lingerMillis how long a deleted file may be read before that is worth a warning
     *     (destroyMapedFileIntervalForcibly)
     */
    public record Pace(
            long firstMillis,
            long roundMillis,
            int mostFiles,
            long fileMillis,
            long queueFileMillis,
            long lingerMillis) {}

    /** RocketMQ's defaults. */
    public static RetentionRules defaults() {
        return new RetentionRules(
                Set.of(4),
                ZoneId.systemDefault(),
                72 * HOUR_MILLIS,
                new Marks(0.75, 0.85, 0.90, true, 1),
                new Pace(60_000, 10_000, 10, 100, 100, 120_000));
    }

    boolean isTime(long millis) {
        return hours.contains(Instant.ofEpochMilli(millis).atZone(zone).getHour());
    }
}
