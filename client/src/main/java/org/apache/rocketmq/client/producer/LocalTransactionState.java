package org.apache.rocketmq.client.producer;

/** How the local part of a transaction ended. */
public enum LocalTransactionState {
    COMMIT_MESSAGE,
    ROLLBACK_MESSAGE,
    UNKNOW
}
