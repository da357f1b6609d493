package org.apache.rocketmq.client.hook;

/** Takes messages that were pulled out of the list before anybody consumes them. */
public interface FilterMessageHook {

    String hookName();

    void filterMessage(FilterMessageContext context);
}
