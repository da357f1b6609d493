package io.apogeemq.broker.settings;

import io.apogeemq.settings.Rows;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Standing;
import java.util.List;

/**
 * Keys of lite topics and of the light queues below them.
 */
final class LiteKeys {
    private LiteKeys() {}

    static List<Setting<?>> rows() {
        return new Rows(Standing.LATER)
                .bool("enableLiteEventMode", true, "lite topics")
                .bool("enableLmq", false, "LMQ queues")
                .bool("enableLmqQuota", false, "apply the LMQ limit")
                .bool("enableLmqStats", false, "statistics for LMQ queues")
                .bool("enableMultiDispatch", false, "dispatch by INNER_MULTI_DISPATCH")
                .int64("liteEventCheckInterval", 10_000L, "lite topics")
                .int64("liteEventFullDispatchDelayTime", 10_000L, "lite topics")
                .int64("liteEventFullDispatchDelayTimeForWildcardGroup", 10_000L, "lite topics")
                .bool("liteLagCountMetricsEnable", false, "lite topics")
                .bool("liteLagLatencyCollectEnable", false, "lite topics")
                .bool("liteLagLatencyMetricsEnable", false, "lite topics")
                .int32("liteLagLatencyTopK", 50, "lite topics")
                .int64("liteSubscriptionCheckInterval", 120_000L, "lite topics")
                .int64("liteSubscriptionCheckTimeoutMills", 180_000L, "lite topics")
                .int64("liteTtlCheckInterval", 120_000L, "lite topics")
                .int32("maxClientEventCount", 100, "lite topics")
                .int64("maxLiteSubscriptionCount", 100_000L, "lite topics")
                .int32("maxLmqConsumeQueueNum", 20_000, "LMQ limit")
                .int64("minLiteTTl", 900_000L, "lite topics")
                .list();
    }
}
