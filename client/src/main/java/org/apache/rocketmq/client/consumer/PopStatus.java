package org.apache.rocketmq.client.consumer;

/** How a pop ended. */
public enum PopStatus {
    FOUND,
    NO_NEW_MSG,
    POLLING_FULL,
    POLLING_NOT_FOUND
}
