package org.apache.rocketmq.client.consumer;

import java.util.Set;
import org.apache.rocketmq.client.MQAdmin;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.exception.RemotingException;

/** What every consumer can do. */
public interface MQConsumer extends MQAdmin {

    /** Has the broker that stored the message deliver it to the group again (-1: make it a dead letter). */
    @Deprecated
    void sendMessageBack(MessageExt msg, int delayLevel)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    /** As above, to the broker of that name. */
    void sendMessageBack(MessageExt msg, int delayLevel, String brokerName)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;

    /** The queues of a topic that may be read. */
    Set<MessageQueue> fetchSubscribeMessageQueues(String topic) throws MQClientException;
}
