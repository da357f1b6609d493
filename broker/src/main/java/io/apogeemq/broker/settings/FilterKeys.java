package io.apogeemq.broker.settings;

import io.apogeemq.settings.Rows;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Standing;
import io.apogeemq.settings.ValueType;
import java.util.List;

/**
 * Keys of SQL subscriptions and the filter bit maps.
 */
final class FilterKeys {
    private FilterKeys() {}

    static List<Setting<?>> rows() {
        return new Rows(Standing.LATER)
                .int32("bitMapLengthConsumeQueueExt", 112, "bits, which RocketMQ works out from the two sizes above")
                .bool(
                        "enableCalcFilterBitMap",
                        false,
                        "compute filter bit maps at dispatch (needs enableConsumeQueueExt)")
                .bool("enablePropertyFilter", false, "allow SQL92 subscriptions")
                .int32("expectConsumerNumUseFilter", 32, "sizing of the bit map")
                .int64("filterDataCleanTimeSpan", 86_400_000L, "ms a dead filter record is kept")
                .former("filterServerNums", ValueType.INT32, 0, "filter servers of 4.9")
                .bool(
                        "filterSupportRetry",
                        false,
                        "retry-aware filter: SQL on retry topics reads the original properties")
                .int32("mappedFileSizeConsumeQueueExt", 50_331_648, "bytes per ext file")
                .int32("maxErrorRateOfBloomFilter", 20, "percent, sizing of the bit map")
                .list();
    }
}
