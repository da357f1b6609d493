package org.apache.rocketmq.client.producer;

import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;

/** The local part of a transaction. */
public interface TransactionListener {

    /** Runs it, after the half message is stored. */
    LocalTransactionState executeLocalTransaction(Message msg, Object arg);

    /** Says how it ended, when the broker asks. */
    LocalTransactionState checkLocalTransaction(MessageExt msg);
}
