package org.apache.rocketmq.client.consumer.listener;

/** What a listener says of a batch of one queue. */
public enum ConsumeOrderlyStatus {
    SUCCESS,
    /** Without auto commit: everything since the last commit comes again. */
    @Deprecated
    ROLLBACK,
    /** Without auto commit: everything up to here is done with. */
    @Deprecated
    COMMIT,
    /** The batch comes again after a pause; nothing behind it comes before. */
    SUSPEND_CURRENT_QUEUE_A_MOMENT
}
