package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.ANY;
import static io.apogeemq.protocol.body.Shape.BOOL;
import static io.apogeemq.protocol.body.Shape.INT32;
import static io.apogeemq.protocol.body.Shape.INT64;
import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.mapOf;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A consumer group as a broker knows it (spec/requests.md 3).
 *
 * @param brokerId from which process of a broker name the group reads
 * @param slowBrokerId from which one it reads when it lags far behind
 * @param subscriptions fixed by an administrator, usually absent
 */
public record GroupRecord(
        Map<String, String> attributes,
        long brokerId,
        boolean broadcastEnabled,
        boolean enabled,
        boolean fromMinEnabled,
        boolean orderly,
        int timeoutMinutes,
        String name,
        RetryPolicy retryPolicy,
        int sysFlag,
        boolean notifiesMembers,
        int retryMaxTimes,
        int retryQueueCount,
        @Nullable Object subscriptions,
        long slowBrokerId) {

    public static final BodyCodec<GroupRecord> BODY = BodyCodec.<GroupRecord>table()
            .field("attributes", mapOf(TEXT), GroupRecord::attributes, Map.of())
            .field("brokerId", INT64, GroupRecord::brokerId, 0L)
            .field("consumeBroadcastEnable", BOOL, GroupRecord::broadcastEnabled, true)
            .field("consumeEnable", BOOL, GroupRecord::enabled, true)
            .field("consumeFromMinEnable", BOOL, GroupRecord::fromMinEnabled, true)
            .field("consumeMessageOrderly", BOOL, GroupRecord::orderly, false)
            .field("consumeTimeoutMinute", INT32, GroupRecord::timeoutMinutes, 15)
            .required("groupName", TEXT, GroupRecord::name)
            .field("groupRetryPolicy", RetryPolicy.BODY, GroupRecord::retryPolicy, RetryPolicy.DEFAULT)
            .field("groupSysFlag", INT32, GroupRecord::sysFlag, 0)
            .field("notifyConsumerIdsChangedEnable", BOOL, GroupRecord::notifiesMembers, true)
            .field("retryMaxTimes", INT32, GroupRecord::retryMaxTimes, 16)
            .field("retryQueueNums", INT32, GroupRecord::retryQueueCount, 1)
            .optional("subscriptionDataSet", ANY, GroupRecord::subscriptions)
            .field("whichBrokerWhenConsumeSlowly", INT64, GroupRecord::slowBrokerId, 1L)
            .make(in -> new GroupRecord(
                    in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next(),
                    in.next(), in.next(), in.next(), in.next(), in.next(), in.next()));

    /** A group of that name with every value at its default. */
    public static GroupRecord of(String name) {
        return new GroupRecord(
                Map.of(), 0, true, true, true, false, 15, name, RetryPolicy.DEFAULT, 0, true, 16, 1, null, 1);
    }
}
