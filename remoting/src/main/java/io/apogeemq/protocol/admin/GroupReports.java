package io.apogeemq.protocol.admin;

import static io.apogeemq.protocol.body.Shape.BOOL;
import static io.apogeemq.protocol.body.Shape.DOUBLE;
import static io.apogeemq.protocol.body.Shape.INT32;
import static io.apogeemq.protocol.body.Shape.INT64;
import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.listOf;
import static io.apogeemq.protocol.body.Shape.mapByObject;
import static io.apogeemq.protocol.body.Shape.mapOf;

import io.apogeemq.protocol.body.BodyCodec;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.ConsumeStats;
import io.apogeemq.protocol.body.SubscriptionRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers about consumer groups (spec/requests.md 9). */
public final class GroupReports {
    private GroupReports() {}

    /** How far all groups of a broker have come: 317. */
    public record StatsInBroker(
            @Nullable String brokerAddress,
            List<Map<String, List<ConsumeStats>>> groups,
            long difference,
            long inflight) {
        public static final BodyCodec<StatsInBroker> BODY = BodyCodec.<StatsInBroker>table()
                .optional("brokerAddr", TEXT, StatsInBroker::brokerAddress)
                .field("consumeStatsList", listOf(mapOf(listOf(ConsumeStats.BODY))), StatsInBroker::groups, List.of())
                .field("totalDiff", INT64, StatsInBroker::difference, 0L)
                .field("totalInflightDiff", INT64, StatsInBroker::inflight, 0L)
                .make(in -> new StatsInBroker(in.next(), in.next(), in.next(), in.next()));
    }

    /** What a group wants of a topic: 345. */
    public record Subscription(
            @Nullable String group,
            @Nullable SubscriptionRecord data,
            @Nullable String topic) {
        public static final BodyCodec<Subscription> BODY = BodyCodec.<Subscription>table()
                .optional("group", TEXT, Subscription::group)
                .optional("subscriptionData", SubscriptionRecord.BODY, Subscription::data)
                .optional("topic", TEXT, Subscription::topic)
                .make(in -> new Subscription(in.next(), in.next(), in.next()));
    }

    /** From when to when the messages of a queue are. */
    public record TimeSpan(
            long consumedMillis,
            long behindMillis,
            long maxMillis,
            @Nullable BrokerQueue queue,
            long minMillis) {
        public static final BodyCodec<TimeSpan> BODY = BodyCodec.<TimeSpan>table()
                .field("consumeTimeStamp", INT64, TimeSpan::consumedMillis, 0L)
                .field("delayTime", INT64, TimeSpan::behindMillis, 0L)
                .field("maxTimeStamp", INT64, TimeSpan::maxMillis, 0L)
                .optional("messageQueue", BrokerQueue.BODY, TimeSpan::queue)
                .field("minTimeStamp", INT64, TimeSpan::minMillis, 0L)
                .make(in -> new TimeSpan(in.next(), in.next(), in.next(), in.next(), in.next()));
    }

    /** Of all queues of a topic: 303. */
    public record TimeSpans(List<TimeSpan> spans) {
        public static final BodyCodec<TimeSpans> BODY = BodyCodec.<TimeSpans>table()
                .field("consumeTimeSpanSet", listOf(TimeSpan.BODY), TimeSpans::spans, List.of())
                .make(in -> new TimeSpans(in.next()));
    }

    /** Whether a group may read a topic: 353. */
    public record Forbidden(
            @Nullable String group,
            @Nullable Boolean readable,
            @Nullable String topic) {
        public static final BodyCodec<Forbidden> BODY = BodyCodec.<Forbidden>table()
                .optional("group", TEXT, Forbidden::group)
                .optional("readable", BOOL, Forbidden::readable)
                .optional("topic", TEXT, Forbidden::topic)
                .make(in -> new Forbidden(in.next(), in.next(), in.next()));
    }

    /** The offsets that clients know, by client id: 223. */
    public record Statuses(Map<String, Map<BrokerQueue, Long>> clients) {
        public static final BodyCodec<Statuses> BODY = BodyCodec.<Statuses>table()
                .field("consumerTable", mapOf(mapByObject(BrokerQueue.BODY, INT64)), Statuses::clients, Map.of())
                .make(in -> new Statuses(in.next()));
    }

    /** One producer. */
    public record Producer(
            @Nullable String clientId,
            String language,
            long lastMillis,
            @Nullable String address,
            int version) {
        public static final BodyCodec<Producer> BODY = BodyCodec.<Producer>table()
                .optional("clientId", TEXT, Producer::clientId)
                .field("language", TEXT, Producer::language, "JAVA")
                .field("lastUpdateTimestamp", INT64, Producer::lastMillis, 0L)
                .optional("remoteIP", TEXT, Producer::address)
                .field("version", INT32, Producer::version, 0)
                .make(in -> new Producer(in.next(), in.next(), in.next(), in.next(), in.next()));
    }

    /** All producers of a broker, by group: 328. */
    public record Producers(Map<String, List<Producer>> groups) {
        public static final BodyCodec<Producers> BODY = BodyCodec.<Producers>table()
                .field("data", mapOf(listOf(Producer.BODY)), Producers::groups, Map.of())
                .make(in -> new Producers(in.next()));
    }

    /** How a group reads a topic: the body of 401. */
    public record RequestMode(
            @Nullable String group,
            String mode,
            int popShareQueueCount,
            @Nullable String topic) {
        public static final BodyCodec<RequestMode> BODY = BodyCodec.<RequestMode>table()
                .optional("consumerGroup", TEXT, RequestMode::group)
                .field("mode", TEXT, RequestMode::mode, "PULL")
                .field("popShareQueueNum", INT32, RequestMode::popShareQueueCount, 0)
                .optional("topic", TEXT, RequestMode::topic)
                .make(in -> new RequestMode(in.next(), in.next(), in.next(), in.next()));
    }

    /** What a client holds of a queue. */
    public record HeldQueue(
            int count,
            long maxOffset,
            long minOffset,
            int mebibytes,
            long committedOffset,
            boolean dropped,
            long consumedMillis,
            long lockedMillis,
            long pulledMillis,
            boolean locked,
            int orderedCount,
            long orderedMaxOffset,
            long orderedMinOffset,
            long unlockTries) {
        public static final BodyCodec<HeldQueue> BODY = BodyCodec.<HeldQueue>table()
                .field("cachedMsgCount", INT32, HeldQueue::count, 0)
                .field("cachedMsgMaxOffset", INT64, HeldQueue::maxOffset, 0L)
                .field("cachedMsgMinOffset", INT64, HeldQueue::minOffset, 0L)
                .field("cachedMsgSizeInMiB", INT32, HeldQueue::mebibytes, 0)
                .field("commitOffset", INT64, HeldQueue::committedOffset, 0L)
                .field("droped", BOOL, HeldQueue::dropped, false)
                .field("lastConsumeTimestamp", INT64, HeldQueue::consumedMillis, 0L)
                .field("lastLockTimestamp", INT64, HeldQueue::lockedMillis, 0L)
                .field("lastPullTimestamp", INT64, HeldQueue::pulledMillis, 0L)
                .field("locked", BOOL, HeldQueue::locked, false)
                .field("transactionMsgCount", INT32, HeldQueue::orderedCount, 0)
                .field("transactionMsgMaxOffset", INT64, HeldQueue::orderedMaxOffset, 0L)
                .field("transactionMsgMinOffset", INT64, HeldQueue::orderedMinOffset, 0L)
                .field("tryUnlockTimes", INT64, HeldQueue::unlockTries, 0L)
                .make(in -> new HeldQueue(
                        in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next(),
                        in.next(), in.next(), in.next(), in.next(), in.next(), in.next()));
    }

    /** What a client holds of a queue that it pops from. */
    public record HeldPopQueue(boolean dropped, long poppedMillis, int unacknowledged) {
        public static final BodyCodec<HeldPopQueue> BODY = BodyCodec.<HeldPopQueue>table()
                .field("droped", BOOL, HeldPopQueue::dropped, false)
                .field("lastPopTimestamp", INT64, HeldPopQueue::poppedMillis, 0L)
                .field("waitAckCount", INT32, HeldPopQueue::unacknowledged, 0)
                .make(in -> new HeldPopQueue(in.next(), in.next(), in.next()));
    }

    /** How fast a client consumes a topic. */
    public record Speed(
            long failedCount,
            double failedPerSecond,
            double consumedPerSecond,
            double consumeMillis,
            double pullMillis,
            double pulledPerSecond) {
        public static final BodyCodec<Speed> BODY = BodyCodec.<Speed>table()
                .field("consumeFailedMsgs", INT64, Speed::failedCount, 0L)
                .field("consumeFailedTPS", DOUBLE, Speed::failedPerSecond, 0.0)
                .field("consumeOKTPS", DOUBLE, Speed::consumedPerSecond, 0.0)
                .field("consumeRT", DOUBLE, Speed::consumeMillis, 0.0)
                .field("pullRT", DOUBLE, Speed::pullMillis, 0.0)
                .field("pullTPS", DOUBLE, Speed::pulledPerSecond, 0.0)
                .make(in -> new Speed(in.next(), in.next(), in.next(), in.next(), in.next(), in.next()));
    }

    /** What a client tells of itself: 307. */
    public record RunningClient(
            @Nullable String stacks,
            Map<BrokerQueue, HeldPopQueue> popQueues,
            Map<BrokerQueue, HeldQueue> queues,
            Map<String, String> properties,
            Map<String, Speed> speeds,
            List<SubscriptionRecord> subscriptions,
            Map<String, String> userInfo) {
        public static final BodyCodec<RunningClient> BODY = BodyCodec.<RunningClient>table()
                .optional("jstack", TEXT, RunningClient::stacks)
                .field(
                        "mqPopTable",
                        mapByObject(BrokerQueue.BODY, HeldPopQueue.BODY),
                        RunningClient::popQueues,
                        Map.of())
                .field("mqTable", mapByObject(BrokerQueue.BODY, HeldQueue.BODY), RunningClient::queues, Map.of())
                .field("properties", mapOf(TEXT), RunningClient::properties, Map.of())
                .field("statusTable", mapOf(Speed.BODY), RunningClient::speeds, Map.of())
                .field("subscriptionSet", listOf(SubscriptionRecord.BODY), RunningClient::subscriptions, List.of())
                .field("userConsumerInfo", mapOf(TEXT), RunningClient::userInfo, Map.of())
                .make(in ->
                        new RunningClient(in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next()));
    }
}
