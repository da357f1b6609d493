package io.apogeemq.broker.settings;

import io.apogeemq.settings.Rows;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Standing;
import io.apogeemq.settings.ValueType;
import java.util.List;

/**
 * Keys of metrics and statistics.
 */
final class MetricsKeys {
    private MetricsKeys() {}

    static List<Setting<?>> rows() {
        return new Rows(Standing.LATER)
                .bool("accountStatsEnable", true, "keep account statistics")
                .bool("accountStatsPrintZeroValues", true, "print zero account statistics")
                .bool("autoDeleteUnusedStats", true, "delete statistics of deleted topics/groups")
                .int32("commercialBaseCount", 1, "unit for commercial send statistics")
                .former("commercialBigCount", ValueType.INT32, 1, "commercial statistics of 4.9")
                .former("commercialEnable", ValueType.BOOL, true, "commercial statistics of 4.9")
                .int32("commercialSizePerMsg", 4096, "bytes counted as one commercial message")
                .former("commercialTimerCount", ValueType.INT32, 1, "commercial statistics of 4.9")
                .former("commercialTransCount", ValueType.INT32, 1, "commercial statistics of 4.9")
                .bool("enableConnectionMetrics", true, "metric family switch")
                .bool("enableDetailStat", true, "detailed statistics")
                .bool("enableLagAndDlqMetrics", true, "metric family switch")
                .bool("enableMessageStoreMetrics", true, "metric family switch")
                .bool("enableRemotingMetrics", true, "metric family switch")
                .bool("enableRequestMetrics", true, "metric family switch")
                .bool("enableStatsMetrics", true, "metric family switch")
                .bool("enableTransactionMetrics", true, "metric family switch")
                .bool("estimateAccumulation", true, "estimate lag of filtered groups")
                .int32("maxConsumeQueueScan", 20_000, "entries for lag estimation")
                .int32("maxStatsIdleTimeInMinutes", -1, "remove idle statistics items after this; -1 never")
                .int64("metricGrpcExporterIntervalInMills", 60_000L, "OTLP interval")
                .int64("metricGrpcExporterTimeOutInMills", 3000L, "OTLP timeout")
                .int64("metricLoggingExporterIntervalInMills", 10_000L, "log interval")
                .int32("metricsExportBatchMaxDataPoints", 1000, "data points per export batch")
                .row(
                        "metricsExporterType",
                        ValueType.oneOf("DISABLE", "OTLP_GRPC", "PROM", "LOG", "0", "1", "2", "3"),
                        "DISABLE",
                        "where metrics go")
                .text("metricsGrpcExporterHeader", "", "OTLP headers k:v,k:v")
                .text("metricsGrpcExporterTarget", "", "OTLP target")
                .bool("metricsInDelta", false, "delta temporality")
                .text("metricsLabel", "", "extra labels k:v,k:v")
                .int32("metricsOtelCardinalityLimit", 50_000, "label sets per metric")
                .text("metricsPromExporterHost", "", "Prometheus bind host, default brokerIP1")
                .int32("metricsPromExporterPort", 5557, "Prometheus port")
                .bool("printChannelGroups", false, "log the groups of closed connections")
                .int32("printChannelGroupsMinNum", 5, "least groups of a connection to log")
                .int32("sampleCountThreshold", 5000, "lag estimation")
                .bool("useStaticSubscription", false, "lag calculation uses subscriptions stored in the group config")
                .list();
    }
}
