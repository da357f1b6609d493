package org.apache.rocketmq.client.hook;

/** Told before and after each call of the listener. What it throws is logged and changes nothing. */
public interface ConsumeMessageHook {

    String hookName();

    void consumeMessageBefore(ConsumeMessageContext context);

    void consumeMessageAfter(ConsumeMessageContext context);
}
