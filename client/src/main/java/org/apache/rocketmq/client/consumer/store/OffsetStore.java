package org.apache.rocketmq.client.consumer.store;

import java.util.Map;
import java.util.Set;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.exception.RemotingException;

/** Keeps how far a group has come in each queue. A program may bring its own. */
public interface OffsetStore {

    void load() throws MQClientException;

    /** @param increaseOnly a smaller offset than the one known is ignored */
    void updateOffset(MessageQueue mq, long offset, boolean increaseOnly);

    /** Sets an offset that later updates do not change until it is removed. */
    void updateAndFreezeOffset(MessageQueue mq, long offset);

    /** -1: there is none; less: it cannot be read now. */
    long readOffset(MessageQueue mq, ReadOffsetType type);

    void persistAll(Set<MessageQueue> mqs);

    void persist(MessageQueue mq);

    void removeOffset(MessageQueue mq);

    Map<MessageQueue, Long> cloneOffsetTable(String topic);

    void updateConsumeOffsetToBroker(MessageQueue mq, long offset, boolean isOneway)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException;
}
