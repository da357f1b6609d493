package org.apache.rocketmq.client.impl.producer;

import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.produce.Manner;
import io.apogeemq.client.produce.OutgoingMessage;
import io.apogeemq.client.produce.Producer;
import io.apogeemq.client.produce.QueueSelector;
import io.apogeemq.client.produce.SendOptions;
import io.apogeemq.client.produce.Sent;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.concurrent.CompletionStage;
import org.apache.rocketmq.client.ClientConfig;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.MessageQueueSelector;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageAccessor;
import org.apache.rocketmq.common.message.MessageQueue;

/** Where a program wants a message to go. */
public interface Target {

    CompletionStage<Sent> send(
            Producer producer, OutgoingMessage message, SendOptions options, Manner manner, long timeoutMillis);

    /** Throws when that topic's messages cannot go there. */
    default void require(String topic, Manner manner) throws MQClientException {}

    /** Any queue; the client chooses. */
    static Target any() {
        return Producer::send;
    }

    /** That queue, named as on the wire. */
    static Target queue(MessageQueue mq) {
        BrokerQueue queue = SendResults.queue(mq);
        return new Target() {
            @Override
            public CompletionStage<Sent> send(
                    Producer producer, OutgoingMessage message, SendOptions options, Manner manner, long timeout) {
                return producer.sendTo(queue, message, options, manner, timeout);
            }

            @Override
            public void require(String topic, Manner manner) throws MQClientException {
                if (!topic.equals(queue.topic())) {
                    throw new MQClientException(
                            manner == Manner.ASYNC
                                    ? "Topic of the message does not match its target message queue"
                                    : "message's topic not equal mq's topic",
                            null);
                }
            }
        };
    }

    /** The queue that the program's selector chooses; it gets a copy of the message and the queues as it knows them. */
    static Target selected(MessageQueueSelector selector, Message message, Object arg, ClientConfig config) {
        QueueSelector choose = queues -> {
            MessageQueue chosen;
            try {
                Message copy = MessageAccessor.cloneMessage(message);
                copy.setTopic(config.withoutNamespace(copy.getTopic()));
                chosen = selector.select(SendResults.queues(queues, config), copy, arg);
            } catch (RuntimeException e) {
                throw ClientFailure.client(
                        ClientFailure.NO_CODE, "", new MQClientException("select message queue threw exception.", e));
            }
            if (chosen == null) {
                throw ClientFailure.client("select message queue return null.");
            }
            return SendResults.queue(config.queueWithNamespace(chosen));
        };
        return (producer, outgoing, options, manner, timeout) ->
                producer.sendSelected(choose, outgoing, options, manner, timeout);
    }
}
