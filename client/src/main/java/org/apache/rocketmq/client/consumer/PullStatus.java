package org.apache.rocketmq.client.consumer;

/** What a pull brought. */
public enum PullStatus {
    FOUND,
    NO_NEW_MSG,
    /** There were messages, but none that the filter lets through. */
    NO_MATCHED_MSG,
    /** The offset lies outside of the queue. */
    OFFSET_ILLEGAL
}
