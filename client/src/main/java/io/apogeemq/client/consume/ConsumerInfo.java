package io.apogeemq.client.consume;

import io.apogeemq.client.consume.calls.Subscription;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.List;
import java.util.Map;

/**
 * What a running consumer is doing, for operators (request 307).
 *
 * @param rates of the last minute, by topic
 */
public record ConsumerInfo(
        boolean orderly,
        int threads,
        long startedMillis,
        List<Subscription> subscriptions,
        Map<BrokerQueue, QueueInfo> queues,
        Map<String, Rates> rates) {

    /**
     * One assigned queue. Offsets are 0 where there is none.
     *
     * @param stored the offset in memory, to be stored next; -1 for none
     * @param takenCount messages with an orderly listener, not committed
     */
    public record QueueInfo(
            long stored,
            int heldCount,
            long heldFirst,
            long heldLast,
            long heldMebibytes,
            int takenCount,
            long takenFirst,
            long takenLast,
            boolean locked,
            int triedUnlocks,
            long lastLockMillis,
            boolean dropped,
            long lastPullMillis,
            long lastConsumeMillis) {}

    /**
     * The last minute of one topic: mean times in ms, messages per second, and failed messages in the minute.
     */
    public record Rates(
            double pullMillis,
            double pulledPerSecond,
            double consumeMillis,
            double donePerSecond,
            double failedPerSecond,
            long failedCount) {
        public static final Rates NONE = new Rates(0, 0, 0, 0, 0, 0);
    }
}
