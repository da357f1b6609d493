package io.apogeemq.broker.settings;

import io.apogeemq.settings.Rows;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Standing;
import io.apogeemq.settings.ValueType;
import java.util.List;

/**
 * Keys of delayed and timed messages.
 */
final class TimerKeys {
    private TimerKeys() {}

    static List<Setting<?>> rows() {
        return new Rows(Standing.LATER)
                .bool("allowRecallWhenBrokerNotWriteable", true, "serve 370 without write permission")
                .bool("appendTopicForTimerDeleteKey", false, "key of timer deletion includes the topic")
                .int64("delayOffsetUpdateVersionStep", 200L, "delay offset commits per data-version step")
                .int32("disappearTimeAfterStart", -1, "ms a broker waits before it registers after start; -1 off")
                .bool("enableScheduleAsyncDeliver", false, "deliver delayed messages asynchronously")
                .bool("enableScheduleMessageStats", true, "statistics of delayed messages")
                .int64("flushDelayOffsetInterval", 10_000L, "ms between writes of delayOffset.json")
                .int32("mappedFileSizeTimerLog", 104_857_600, "bytes per timer log file")
                .former("maxDelayTime", ValueType.INT32, 40, "days, in 4.9")
                .row(DelayLevels.LEVELS)
                .bool("recallMessageEnable", false, "serve 370")
                .int32("scheduleAsyncDeliverMaxPendingLimit", 2000, "pending per level")
                .int32("scheduleAsyncDeliverMaxResendNum2Blocked", 3, "resends before blocking")
                .text("timerCheckMetricsWhen", "05", "hour(s) of the metrics check")
                .int32("timerColdDataCheckIntervalMs", 60_000, "ms")
                .int32("timerCongestNumEachSlot", Integer.MAX_VALUE, "messages per slot above which timers are refused")
                .bool("timerEnableCheckMetrics", true, "daily metrics check")
                .bool("timerEnableDisruptor", false, "unused queue variant")
                .bool("timerEnableRetryUntilSuccess", false, "retry deliveries forever")
                .int32("timerFlushIntervalMs", 1000, "timer wheel/log flush")
                .int32("timerGetMessageThreadNum", 3, "threads")
                .bool("timerInterceptDelayLevel", false, "turn delay levels into timer messages")
                .int32("timerMaxDelaySec", 259_200, "largest allowed delay")
                .int32("timerMetricSmallThreshold", 1_000_000, "topics below are not listed in metrics")
                .int32("timerPrecisionMs", 1000, "slot width; allowed 100, 200, 500, 1000")
                .int32("timerProgressLogIntervalMs", 10_000, "log interval")
                .int32("timerPutMessageThreadNum", 3, "threads")
                .bool("timerRecallToTimeWheelEnable", true, "timer on RocksDB")
                .bool("timerRecallToTimelineEnable", true, "timer on RocksDB")
                .int32("timerReputServiceCorePoolSize", 6, "timer on RocksDB")
                .int32("timerReputServiceMaxPoolSize", 6, "timer on RocksDB")
                .int32("timerReputServiceQueueCapacity", 10_000, "timer on RocksDB")
                .int64("timerRocksDBPrecisionMs", 1000L, "timer on RocksDB")
                .int32("timerRocksDBRollIntervalHours", 1, "timer on RocksDB")
                .decimal("timerRocksDBRollMaxTps", 8000.0, "timer on RocksDB")
                .int32("timerRocksDBRollRangeHours", 2, "timer on RocksDB")
                .bool("timerRocksDBStopScan", false, "timer on RocksDB")
                .decimal("timerRocksDBTimeExpiredMaxTps", 200000.0, "timer on RocksDB")
                .int32("timerRollWindowSlot", 172_800, "slots per roll window")
                .bool("timerSkipUnknownError", false, "skip broken records")
                .bool("timerStopDequeue", false, "pause the timer's delivery")
                .bool("timerStopEnqueue", false, "pause the timer's reading")
                .bool("timerWarmEnable", false, "prefetch")
                .bool("timerWheelEnable", true, "timer messages on")
                .bool("timerWheelSnapshotFlush", false, "flush the wheel by snapshot files")
                .int32("timerWheelSnapshotIntervalMs", 10_000, "snapshot interval")
                .list();
    }
}
