package org.apache.rocketmq.client.consumer.listener;

/** How a call of a listener ended, as hooks are told. */
public enum ConsumeReturnType {
    SUCCESS,
    /** It took longer than the consumer's timeout. */
    TIME_OUT,
    EXCEPTION,
    RETURNNULL,
    FAILED
}
