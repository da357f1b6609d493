package org.apache.rocketmq.client;

import java.util.Map;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.exception.RemotingException;

/** Questions about topics and queues that every producer and consumer can ask (spec/client.md 3 and 40). */
public interface MQAdmin {

    /** Creates the topic on the brokers that hold the topic {@code key}. */
    void createTopic(String key, String newTopic, int queueNum, Map<String, String> attributes)
            throws MQClientException;

    void createTopic(String key, String newTopic, int queueNum, int topicSysFlag, Map<String, String> attributes)
            throws MQClientException;

    /** The first offset whose message was stored at that time (ms) or later. */
    long searchOffset(MessageQueue mq, long timestamp) throws MQClientException;

    long maxOffset(MessageQueue mq) throws MQClientException;

    long minOffset(MessageQueue mq) throws MQClientException;

    long earliestMsgStoreTime(MessageQueue mq) throws MQClientException;

    QueryResult queryMessage(String topic, String key, int maxNum, long begin, long end)
            throws MQClientException, InterruptedException;

    MessageExt viewMessage(String topic, String msgId)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;
}
