package org.apache.rocketmq.client.consumer;

import org.apache.rocketmq.common.message.MessageQueue;

/** What is done for one queue, again and again; tells the context when the next time is to be. */
public interface PullTaskCallback {

    void doPullTask(MessageQueue mq, PullTaskContext context);
}
