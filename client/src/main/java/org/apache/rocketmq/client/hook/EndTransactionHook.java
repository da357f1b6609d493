package org.apache.rocketmq.client.hook;

/** Told when a transaction ends. What it throws is logged and changes nothing. */
public interface EndTransactionHook {

    String hookName();

    void endTransaction(EndTransactionContext context);
}
