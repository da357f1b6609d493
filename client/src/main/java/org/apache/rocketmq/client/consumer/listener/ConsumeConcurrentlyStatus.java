package org.apache.rocketmq.client.consumer.listener;

/** What a listener says of a batch. */
public enum ConsumeConcurrentlyStatus {
    CONSUME_SUCCESS,
    /** The broker shall deliver the batch again, later. */
    RECONSUME_LATER
}
