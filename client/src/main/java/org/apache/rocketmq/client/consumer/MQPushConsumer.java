package org.apache.rocketmq.client.consumer;

import org.apache.rocketmq.client.consumer.listener.MessageListener;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.exception.MQClientException;

/** A consumer whose listener is given the messages. */
public interface MQPushConsumer extends MQConsumer {

    void start() throws MQClientException;

    void shutdown();

    @Deprecated
    void registerMessageListener(MessageListener messageListener);

    void registerMessageListener(MessageListenerConcurrently messageListener);

    void registerMessageListener(MessageListenerOrderly messageListener);

    /** @param subExpression tags joined by {@code ||}; {@code *} or null for all */
    void subscribe(String topic, String subExpression) throws MQClientException;

    @Deprecated
    void subscribe(String topic, String fullClassName, String filterClassSource) throws MQClientException;

    void subscribe(String topic, MessageSelector selector) throws MQClientException;

    void unsubscribe(String topic);

    void updateCorePoolSize(int corePoolSize);

    void suspend();

    void resume();
}
