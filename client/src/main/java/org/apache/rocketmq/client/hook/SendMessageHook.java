package org.apache.rocketmq.client.hook;

/** Told before and after each send. What it throws is logged and changes nothing. */
public interface SendMessageHook {

    String hookName();

    void sendMessageBefore(SendMessageContext context);

    void sendMessageAfter(SendMessageContext context);
}
