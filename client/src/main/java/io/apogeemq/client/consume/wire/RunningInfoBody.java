package io.apogeemq.client.consume.wire;

import static io.apogeemq.protocol.body.Shape.BOOL;
import static io.apogeemq.protocol.body.Shape.DOUBLE;
import static io.apogeemq.protocol.body.Shape.INT64;
import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.mapByObject;
import static io.apogeemq.protocol.body.Shape.mapOf;
import static io.apogeemq.protocol.body.Shape.setOf;

import io.apogeemq.client.consume.ConsumerInfo.QueueInfo;
import io.apogeemq.client.consume.ConsumerInfo.Rates;
import io.apogeemq.protocol.body.BodyCodec;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.SubscriptionRecord;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The answer of GET_CONSUMER_RUNNING_INFO 307 (spec/requests.md).
 *
 * @param properties what the consumer was configured with, and what it is
 * @param stacks of all threads, when they were asked for
 */
record RunningInfoBody(
        Map<String, String> properties,
        Set<SubscriptionRecord> subscriptions,
        Map<BrokerQueue, QueueInfo> queues,
        Map<String, Rates> rates,
        @Nullable String stacks) {

    private static final BodyCodec<QueueInfo> QUEUE = BodyCodec.<QueueInfo>table()
            .field("cachedMsgCount", INT64, queue -> (long) queue.heldCount(), 0L)
            .field("cachedMsgMaxOffset", INT64, QueueInfo::heldLast, 0L)
            .field("cachedMsgMinOffset", INT64, QueueInfo::heldFirst, 0L)
            .field("cachedMsgSizeInMiB", INT64, QueueInfo::heldMebibytes, 0L)
            .field("commitOffset", INT64, QueueInfo::stored, 0L)
            .field("droped", BOOL, QueueInfo::dropped, false)
            .field("lastConsumeTimestamp", INT64, QueueInfo::lastConsumeMillis, 0L)
            .field("lastLockTimestamp", INT64, QueueInfo::lastLockMillis, 0L)
            .field("lastPullTimestamp", INT64, QueueInfo::lastPullMillis, 0L)
            .field("locked", BOOL, QueueInfo::locked, false)
            .field("transactionMsgCount", INT64, queue -> (long) queue.takenCount(), 0L)
            .field("transactionMsgMaxOffset", INT64, QueueInfo::takenLast, 0L)
            .field("transactionMsgMinOffset", INT64, QueueInfo::takenFirst, 0L)
            .field("tryUnlockTimes", INT64, queue -> (long) queue.triedUnlocks(), 0L)
            .make(in -> {
                long count = in.<Long>next();
                long last = in.<Long>next();
                long first = in.<Long>next();
                long mebibytes = in.<Long>next();
                long stored = in.<Long>next();
                boolean dropped = in.<Boolean>next();
                long consumed = in.<Long>next();
                long lockedAt = in.<Long>next();
                long pulled = in.<Long>next();
                boolean locked = in.<Boolean>next();
                long taken = in.<Long>next();
                long takenLast = in.<Long>next();
                long takenFirst = in.<Long>next();
                long unlocks = in.<Long>next();
                return new QueueInfo(
                        stored,
                        (int) count,
                        first,
                        last,
                        mebibytes,
                        (int) taken,
                        takenFirst,
                        takenLast,
                        locked,
                        (int) unlocks,
                        lockedAt,
                        dropped,
                        pulled,
                        consumed);
            });

    private static final BodyCodec<Rates> RATES = BodyCodec.<Rates>table()
            .field("consumeFailedMsgs", INT64, Rates::failedCount, 0L)
            .field("consumeFailedTPS", DOUBLE, Rates::failedPerSecond, 0.0)
            .field("consumeOKTPS", DOUBLE, Rates::donePerSecond, 0.0)
            .field("consumeRT", DOUBLE, Rates::consumeMillis, 0.0)
            .field("pullRT", DOUBLE, Rates::pullMillis, 0.0)
            .field("pullTPS", DOUBLE, Rates::pulledPerSecond, 0.0)
            .make(in -> {
                long failed = in.<Long>next();
                double failedPerSecond = in.<Double>next();
                double donePerSecond = in.<Double>next();
                double consumeMillis = in.<Double>next();
                double pullMillis = in.<Double>next();
                double pulledPerSecond = in.<Double>next();
                return new Rates(pullMillis, pulledPerSecond, consumeMillis, donePerSecond, failedPerSecond, failed);
            });

    static final BodyCodec<RunningInfoBody> BODY = BodyCodec.<RunningInfoBody>table()
            .optional("jstack", TEXT, RunningInfoBody::stacks)
            .field("mqTable", mapByObject(BrokerQueue.BODY, QUEUE), RunningInfoBody::queues, Map.of())
            .field("properties", mapOf(TEXT), RunningInfoBody::properties, Map.of())
            .field("statusTable", mapOf(RATES), RunningInfoBody::rates, Map.of())
            .field("subscriptionSet", setOf(SubscriptionRecord.BODY), RunningInfoBody::subscriptions, Set.of())
            .make(in -> {
                String stacks = in.next();
                Map<BrokerQueue, QueueInfo> queues = in.next();
                Map<String, String> properties = in.next();
                Map<String, Rates> rates = in.next();
                return new RunningInfoBody(properties, in.next(), queues, rates, stacks);
            });
}
