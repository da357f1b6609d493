package org.apache.rocketmq.client.producer;

/** How the send of a half message ended, and the local part with it. */
public class TransactionSendResult extends SendResult {
    private LocalTransactionState localTransactionState;

    public TransactionSendResult() {}

    public LocalTransactionState getLocalTransactionState() {
        return localTransactionState;
    }

    public void setLocalTransactionState(LocalTransactionState localTransactionState) {
        this.localTransactionState = localTransactionState;
    }
}
