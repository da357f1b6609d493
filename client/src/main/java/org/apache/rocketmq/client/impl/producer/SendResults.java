package org.apache.rocketmq.client.impl.producer;

import io.apogeemq.client.produce.Sent;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.ArrayList;
import java.util.List;
import org.apache.rocketmq.client.ClientConfig;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.common.message.MessageQueue;

/** Says the engine's results in the contract's values. */
final class SendResults {

    private SendResults() {}

    static SendResult of(Sent sent, ClientConfig config) {
        SendResult result = new SendResult();
        fill(result, sent, config);
        return result;
    }

    static void fill(SendResult result, Sent sent, ClientConfig config) {
        result.setSendStatus(status(sent.status()));
        result.setMsgId(sent.messageId());
        result.setMessageQueue(new MessageQueue(
                config.withoutNamespace(sent.queue().topic()),
                sent.queue().brokerName(),
                sent.queue().queueId()));
        result.setQueueOffset(sent.offset());
        result.setTransactionId(sent.transactionId());
        result.setOffsetMsgId(sent.offsetMessageId());
        result.setRegionId(sent.region());
        result.setTraceOn(sent.traceOn());
        result.setRecallHandle(sent.recallHandle());
    }

    static MessageQueue queue(BrokerQueue queue) {
        return new MessageQueue(queue.topic(), queue.brokerName(), queue.queueId());
    }

    static BrokerQueue queue(MessageQueue queue) {
        return new BrokerQueue(queue.getBrokerName(), queue.getQueueId(), queue.getTopic());
    }

    /** The queues as the program knows them. */
    static List<MessageQueue> queues(List<BrokerQueue> queues, ClientConfig config) {
        List<MessageQueue> known = new ArrayList<>(queues.size());
        for (BrokerQueue queue : queues) {
            known.add(new MessageQueue(config.withoutNamespace(queue.topic()), queue.brokerName(), queue.queueId()));
        }
        return known;
    }

    private static SendStatus status(Sent.Status status) {
        return switch (status) {
            case OK -> SendStatus.SEND_OK;
            case FLUSH_DISK_TIMEOUT -> SendStatus.FLUSH_DISK_TIMEOUT;
            case FLUSH_SLAVE_TIMEOUT -> SendStatus.FLUSH_SLAVE_TIMEOUT;
            case SLAVE_NOT_AVAILABLE -> SendStatus.SLAVE_NOT_AVAILABLE;
        };
    }
}
