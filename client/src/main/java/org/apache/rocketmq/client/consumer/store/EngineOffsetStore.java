package org.apache.rocketmq.client.consumer.store;

import io.apogeemq.client.consume.calls.BrokerCalls.Delivery;
import io.apogeemq.client.consume.offset.Offsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.impl.Waiting;
import org.apache.rocketmq.client.impl.consumer.Queues;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows a program the offsets that the engine keeps. Calls that read or persist wait for it. */
abstract class EngineOffsetStore implements OffsetStore {
    private static final Logger log = LoggerFactory.getLogger(EngineOffsetStore.class);
    private static final long WAIT_MILLIS = 5_000;
    private static final long NONE = -1;
    private static final long UNREADABLE = -2;

    private final Offsets offsets;

    EngineOffsetStore(Offsets offsets) {
        this.offsets = offsets;
    }

    @Override
    public void load() throws MQClientException {
        Waiting.getOrClientException(offsets.load(), WAIT_MILLIS, "load local offset store failed");
    }

    @Override
    public void updateOffset(MessageQueue mq, long offset, boolean increaseOnly) {
        if (increaseOnly) {
            offsets.raise(Queues.engine(mq), offset);
        } else {
            offsets.set(Queues.engine(mq), offset);
        }
    }

    @Override
    public void updateAndFreezeOffset(MessageQueue mq, long offset) {
        offsets.freeze(Queues.engine(mq), offset);
    }

    @Override
    public long readOffset(MessageQueue mq, ReadOffsetType type) {
        return switch (type) {
            case READ_FROM_MEMORY -> offsets.inMemory(Queues.engine(mq)).orElse(NONE);
            case MEMORY_FIRST_THEN_STORE -> offsets.inMemory(Queues.engine(mq)).orElseGet(() -> stored(mq));
            case READ_FROM_STORE -> stored(mq);
        };
    }

    @Override
    public void persistAll(Set<MessageQueue> mqs) {
        quietly(() -> Waiting.getOrClientException(
                offsets.persistAll(Queues.engine(mqs), queue -> true), WAIT_MILLIS, "persist"));
    }

    @Override
    public void persist(MessageQueue mq) {
        quietly(() -> Waiting.getOrClientException(offsets.persist(Queues.engine(mq)), WAIT_MILLIS, "persist"));
    }

    @Override
    public void removeOffset(MessageQueue mq) {
        offsets.forget(Queues.engine(mq));
    }

    @Override
    public Map<MessageQueue, Long> cloneOffsetTable(String topic) {
        Map<MessageQueue, Long> copy = new HashMap<>();
        offsets.ofTopic(topic).forEach((queue, offset) -> copy.put(Queues.face(queue), offset));
        return copy;
    }

    @Override
    public void updateConsumeOffsetToBroker(MessageQueue mq, long offset, boolean isOneway)
            throws RemotingException, MQBrokerException, InterruptedException, MQClientException {
        Delivery delivery = isOneway ? Delivery.ONE_WAY : Delivery.ANSWERED;
        Waiting.get(offsets.send(Queues.engine(mq), offset, delivery), WAIT_MILLIS);
    }

    private long stored(MessageQueue mq) {
        try {
            return Waiting.getOrClientException(offsets.read(Queues.engine(mq)), WAIT_MILLIS, "read")
                    .orElse(NONE);
        } catch (MQClientException e) {
            log.warn("the offset of {} cannot be read now: {}", mq, e.getErrorMessage());
            return UNREADABLE;
        }
    }

    private interface Task {
        void run() throws MQClientException;
    }

    private static void quietly(Task task) {
        try {
            task.run();
        } catch (MQClientException e) {
            log.warn("offsets are not stored now, they will be later: {}", e.getErrorMessage());
        }
    }
}
