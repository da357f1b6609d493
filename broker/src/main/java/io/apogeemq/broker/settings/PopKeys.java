package io.apogeemq.broker.settings;

import io.apogeemq.settings.Rows;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Standing;
import io.apogeemq.settings.ValueType;
import java.util.List;

/**
 * Keys of pop consumption and of assignment by the broker.
 */
final class PopKeys {
    private PopKeys() {}

    static List<Setting<?>> rows() {
        return new Rows(Standing.LATER)
                .bool("appendAckAsync", false, "store acks asynchronously")
                .bool("appendCkAsync", false, "store check points asynchronously")
                .bool("clearRetryTopicWhenDeleteTopic", true, "delete pop retry topics with the topic")
                .row(
                        "defaultMessageRequestMode",
                        ValueType.oneOf("PULL", "POP"),
                        "PULL",
                        "for groups without an explicit mode")
                .int32("defaultPopShareQueueNum", -1, "default share number for POP")
                .bool("enableLitePopLog", false, "lite topics")
                .bool("enableNotifyAfterPopOrderLockRelease", true, "wake orderly pops when a lock ends")
                .bool("enableNotifyBeforePopCalculateLag", true, "notify waiting pops before lag calculation")
                .bool("enablePopBatchAck", false, "store acks batched")
                .bool("enablePopBufferMerge", false, "merge check points and acks in memory")
                .bool("enablePopLog", false, "more logging")
                .bool("enablePopMessageThreshold", false, "apply popInflightMessageThreshold")
                .bool("enablePopMetrics", true, "metric family switch")
                .bool("enableRetryTopicV2", false, "retry topic names with + instead of _")
                .bool("enableSkipLongAwaitingAck", false, "skip acks waiting too long for their check point")
                .bool("initPopOffsetByCheckMsgInMem", true, "start offset for new pop groups uses the in-memory rule")
                .int64("loadBalancePollNameServerInterval", 30_000L, "route refresh for server-side rebalance")
                .int32("maxMessageFilterNumForNotification", 64, "messages filtered before waking notification waits")
                .int64("maxPopPollingSize", 100_000L, "waiting pops in all")
                .int32("popCkMaxBufferSize", 200_000, "entries")
                .int32("popCkOffsetMaxQueueSize", 20_000, "entries per queue")
                .int32("popCkStayBufferTime", 10_000, "ms a check point stays in memory")
                .int32("popCkStayBufferTimeOut", 3000, "ms before its timeout at which it is stored")
                .bool("popConsumerFSServiceInit", true, "start the file based pop service")
                .bool("popConsumerKVServiceLog", false, "more logging")
                .int32("popFromRetryProbability", 20, "percent of pops that look at retry first")
                .int32(
                        "popFromRetryProbabilityForPriority",
                        0,
                        "percent of pops of priority topics that look at retry first")
                .int64(
                        "popInflightMessageThreshold",
                        10_000L,
                        "unacked messages per group/topic/queue at which pops get nothing")
                .int64("popLongPollingForceNotifyInterval", 800L, "ms after which waiting pops are woken anyway")
                .int32("popPollingMapExpireTimeSeconds", 600, "idle expiry of keys")
                .int32("popPollingMapSize", 100_000, "number of such keys")
                .int32("popPollingSize", 1024, "waiting pops per topic/group/queue")
                .bool("popResponseReturnActualRetryTopic", false, "pop answers name the real retry topic")
                .int32("popReviveConcurrency", 32, "parallel revives")
                .int32("popReviveMaxAttemptTimes", 16, "attempts")
                .int32("popReviveMaxReturnSizePerRead", 16_384, "records per read")
                .bool("popReviveSkipIfGroupAbsent", true, "drop records of deleted groups")
                .bool("priorityOrderAsc", true, "priority order of queues")
                .bool("retrieveMessageFromPopRetryTopicV1", true, "also pop from v1 retry topics")
                .int64("reviveAckWaitMs", 180_000L, "ms after which enableSkipLongAwaitingAck skips an ack")
                .int64("reviveInterval", 1000L, "ms between revive rounds")
                .int64("reviveMaxSlow", 3L, "rounds a slow revive may lag")
                .int32("reviveQueueNum", 8, "queues of the revive topic")
                .int64("reviveScanTime", 10_000L, "ms of one revive scan")
                .bool("serverLoadBalancerEnable", true, "compute assignments on the server (400)")
                .bool("skipWhenCKRePutReachMaxTimes", false, "give up re-putting a check point")
                .bool("useMessageFilterForNotification", true, "filter before waking notification waits")
                .bool("useSeparateRetryQueue", false, "own retry queues per origin")
                .list();
    }
}
