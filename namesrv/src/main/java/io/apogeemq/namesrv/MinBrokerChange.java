package io.apogeemq.namesrv;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Another process has the smallest id of a broker name now.
 *
 * @param offlineAddress the process whose going changed it; null when one came
 * @param haAddress where to copy from the one with the smallest id
 * @param tell the processes that want to know
 */
record MinBrokerChange(
        String brokerName,
        long minId,
        String minAddress,
        @Nullable String offlineAddress,
        @Nullable String haAddress,
        List<String> tell) {}
