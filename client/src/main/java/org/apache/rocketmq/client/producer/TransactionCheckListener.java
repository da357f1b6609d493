package org.apache.rocketmq.client.producer;

import org.apache.rocketmq.common.message.MessageExt;

/** The check of a {@link TransactionListener} alone; programs use that one now. */
@Deprecated
public interface TransactionCheckListener {

    LocalTransactionState checkLocalTransactionState(MessageExt msg);
}
