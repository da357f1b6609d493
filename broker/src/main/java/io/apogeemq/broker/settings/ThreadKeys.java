package io.apogeemq.broker.settings;

import io.apogeemq.settings.Default;
import io.apogeemq.settings.Rows;
import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Standing;
import java.util.List;

/**
 * Keys for thread pools, queues in front of them, and locks. Here N io loops and a few others do all work
 * (design, section 6), and a connection that brings too much is held back instead of queued.
 */
final class ThreadKeys {
    private ThreadKeys() {}

    static List<Setting<?>> rows() {
        return new Rows(Standing.MEANINGLESS)
                .int32("ackMessageThreadPoolNums", 16, "threads for ack/change invisible")
                .int32("ackThreadPoolQueueCapacity", 100_000, "queue length")
                .int32("adminBrokerThreadPoolNums", 16, "threads for admin codes")
                .int32("adminBrokerThreadPoolQueueCapacity", 10_000, "queue length")
                .bool("asyncSendEnable", true, "put messages asynchronously")
                .int32("batchDispatchRequestThreadPoolNums", 16, "threads of parallel dispatch")
                .bool("brokerFastFailureEnable", true, "answer SYSTEM_BUSY to requests queued too long")
                .int32("clientManageThreadPoolNums", 32, "threads for unregister, check client")
                .int32("clientManagerThreadPoolQueueCapacity", 1_000_000, "queue length")
                .int32("consumerManageThreadPoolNums", 32, "threads for offsets and member lists")
                .int32("consumerManagerThreadPoolQueueCapacity", 1_000_000, "queue length")
                .int32("dispatchCqCacheNum", 4096, "unused")
                .int32("dispatchCqThreads", Default.byCpus("10 (CPU / 2)", n -> n / 2 * 10), "unused")
                .bool("dispatchFromSenderThread", false, "unused")
                .bool("enableAsyncReput", true, "unused")
                .bool("enableBuildConsumeQueueConcurrently", false, "parallel dispatch")
                .bool("enableFastChannelEventProcess", false, "close events only touch groups of that channel")
                .int32("endTransactionPoolQueueCapacity", 100_000, "queue length")
                .int32(
                        "endTransactionThreadPoolNums",
                        Default.byCpus("max(8 + 2 CPU, 4 min(CPU, 4))", n -> Math.max(8 + 2 * n, 4 * Math.min(n, 4))),
                        "threads for 37")
                .int32(
                        "heartbeatThreadPoolNums",
                        Default.byCpus("min(32, CPU)", n -> Math.min(32, n)),
                        "threads for heartbeats")
                .int32("heartbeatThreadPoolQueueCapacity", 50_000, "queue length")
                .int32(
                        "litePullMessageThreadPoolNums",
                        Default.byCpus("16 + 2 CPU", n -> 16 + 2 * n),
                        "threads for 361")
                .int32("litePullThreadPoolQueueCapacity", 100_000, "queue length")
                .int32("loadBalanceProcessorThreadPoolNums", 32, "threads for query assignment")
                .int32("loadBalanceThreadPoolQueueCapacity", 100_000, "queue length")
                .int32("maxAsyncPutMessageRequests", 5000, "pending async puts above which sends are refused")
                .int64("osPageCacheBusyTimeOutMills", 1000L, "append lock hold time regarded as busy")
                .int32(
                        "processReplyMessageThreadPoolNums",
                        Default.byCpus("16 + 2 CPU", n -> 16 + 2 * n),
                        "threads for replies")
                .int32(
                        "pullMessageThreadPoolNums",
                        Default.byCpus("16 + 2 CPU", n -> 16 + 2 * n),
                        "threads for pull (11), pop and peek")
                .int32("pullThreadPoolQueueCapacity", 100_000, "queue length")
                .int32(
                        "putMessageFutureThreadPoolNums",
                        Default.byCpus("min(CPU, 4)", n -> Math.min(n, 4)),
                        "threads finishing async puts")
                .int32("putThreadPoolQueueCapacity", 10_000, "queue length of put futures")
                .int32("queryMessageThreadPoolNums", Default.byCpus("8 + CPU", n -> 8 + n), "threads for queries")
                .int32("queryThreadPoolQueueCapacity", 20_000, "queue length")
                .bool("realTimeNotifyConsumerChange", true, "notify members at once (else batched)")
                .bool("recoverConcurrently", false, "load/recover consume queues with several threads")
                .int32("recoverThreadPoolNums", 32, "threads when recoverConcurrently")
                .int32("replyThreadPoolQueueCapacity", 10_000, "queue length")
                .int32(
                        "sendMessageThreadPoolNums",
                        Default.byCpus("min(CPU, 4)", n -> Math.min(n, 4)),
                        "threads for sends")
                .int32("sendThreadPoolQueueCapacity", 10_000, "queue length, full -> SYSTEM_BUSY")
                .int32("spinLockCollisionRetreatOptimalDegree", 1000, "adaptive lock")
                .int32("topicQueueLockNum", 32, "locks for queue offset assignment")
                .bool("useABSLock", false, "adaptive lock instead of spin/reentrant")
                .bool("useReentrantLockWhenPutMessage", true, "lock type for appends")
                .int64("waitTimeMillsInAckQueue", 3000L, "limit for acks")
                .int64("waitTimeMillsInAdminBrokerQueue", 5000L, "limit for admin codes")
                .int64("waitTimeMillsInHeartbeatQueue", 31_000L, "limit for heartbeats")
                .int64("waitTimeMillsInLitePullQueue", 5000L, "limit for 361")
                .int64("waitTimeMillsInPullQueue", 5000L, "limit for pulls")
                .int64("waitTimeMillsInSendQueue", 200L, "limit for sends")
                .int64("waitTimeMillsInTransactionQueue", 3000L, "limit for 37")
                .important("recoverConcurrently")
                .list();
    }
}
