package org.apache.rocketmq.client.consumer;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;

/** A consumer that is asked for messages; it shares the queues of its topics, or consumes those that are assigned to it. */
public interface LitePullConsumer {

    void start() throws MQClientException;

    void shutdown();

    boolean isRunning();

    void subscribe(String topic) throws MQClientException;

    void subscribe(String topic, String subExpression) throws MQClientException;

    void subscribe(String topic, String subExpression, MessageQueueListener messageQueueListener)
            throws MQClientException;

    void subscribe(String topic, MessageSelector selector) throws MQClientException;

    void unsubscribe(String topic);

    Set<MessageQueue> assignment() throws MQClientException;

    void assign(Collection<MessageQueue> messageQueues);

    void setSubExpressionForAssign(String topic, String subExpression);

    void buildSubscriptionsForHeartbeat(Map<String, MessageSelector> subExpressionMap) throws Exception;

    List<MessageExt> poll();

    List<MessageExt> poll(long timeout);

    void seek(MessageQueue messageQueue, long offset) throws MQClientException;

    void pause(Collection<MessageQueue> messageQueues);

    void resume(Collection<MessageQueue> messageQueues);

    boolean isAutoCommit();

    void setAutoCommit(boolean autoCommit);

    Collection<MessageQueue> fetchMessageQueues(String topic) throws MQClientException;

    Long offsetForTimestamp(MessageQueue messageQueue, Long timestamp) throws MQClientException;

    @Deprecated
    void commitSync();

    @Deprecated
    void commitSync(Map<MessageQueue, Long> offsetMap, boolean persist);

    void commit();

    void commit(Map<MessageQueue, Long> offsetMap, boolean persist);

    void commit(Set<MessageQueue> messageQueues, boolean persist);

    Long committed(MessageQueue messageQueue) throws MQClientException;

    void registerTopicMessageQueueChangeListener(
            String topic, TopicMessageQueueChangeListener topicMessageQueueChangeListener) throws MQClientException;

    void updateNameServerAddress(String nameServerAddress);

    void seekToBegin(MessageQueue messageQueue) throws MQClientException;

    void seekToEnd(MessageQueue messageQueue) throws MQClientException;
}
