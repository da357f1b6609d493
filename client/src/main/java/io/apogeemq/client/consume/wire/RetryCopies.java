package io.apogeemq.client.consume.wire;

import io.apogeemq.client.consume.calls.BrokerCalls.RetryCopy;
import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.client.core.TopicView;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.header.ByteRange;
import io.apogeemq.protocol.header.SendRequest;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.remoting.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Sends copies of messages to a group's retry topic when their broker does not take them back (spec/client.md 33): as the
 * instance's inner producer, to one queue after another until a broker takes it.
 */
final class RetryCopies {
    private static final String PRODUCER = "CLIENT_INNER_PRODUCER";
    private static final String TEMPLATE_TOPIC = "TBW102";
    private static final String RETRY_PREFIX = "%RETRY%";
    private static final int QUEUES_OF_NEW_TOPIC = 4;
    private static final int TRIES = 3;
    private static final long SEND_MILLIS = 3_000;

    private final ClientInstance client;
    private final boolean unitMode;

    RetryCopies(ClientInstance client, boolean unitMode) {
        this.client = client;
        this.unitMode = unitMode;
    }

    CompletionStage<Void> send(RetryCopy copy) {
        String topic = RETRY_PREFIX + copy.group();
        return client.routes()
                .find(topic)
                .<CompletionStage<TopicView>>map(CompletableFuture::completedStage)
                .orElseGet(() -> client.routes().refresh(topic))
                .thenCompose(view -> send(copy, view, TRIES));
    }

    private CompletionStage<Void> send(RetryCopy copy, TopicView view, int tries) {
        List<BrokerQueue> queues = view.writable();
        if (queues.isEmpty()) {
            return CompletableFuture.failedStage(
                    ClientFailure.client("no queue of topic " + view.topic() + " can be sent to"));
        }
        BrokerQueue queue = queues.get(view.nextTurn() % queues.size());
        return client.brokers()
                .leader(queue.brokerName())
                .map(address -> client.caller().ask(address, request(copy, queue), SEND_MILLIS))
                .orElseGet(() -> CompletableFuture.failedStage(client.noBroker(queue.brokerName())))
                .handle((answer, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.<Void>completedStage(null);
                    }
                    return tries > 1
                            ? send(copy, view, tries - 1)
                            : CompletableFuture.<Void>failedStage(ClientFailure.of(failure, queue.brokerName(), 0));
                })
                .thenCompose(Function.identity());
    }

    private Request request(RetryCopy copy, BrokerQueue queue) {
        ReceivedMessage message = copy.message();
        SendRequest header = new SendRequest(
                PRODUCER,
                queue.topic(),
                TEMPLATE_TOPIC,
                QUEUES_OF_NEW_TOPIC,
                queue.queueId(),
                0,
                client.clock().millis(),
                message.stored().flag(),
                ByteRange.of(MessageProperties.encode(properties(copy))),
                message.reconsumeTimes() + 1,
                unitMode,
                copy.maxReconsumeTimes(),
                false,
                queue.brokerName());
        return Request.of(
                RequestCode.SEND_MESSAGE_V2,
                SendRequest.SHORT,
                header,
                message.stored().body());
    }

    private static Map<String, String> properties(RetryCopy copy) {
        ReceivedMessage message = copy.message();
        Map<String, String> properties = new HashMap<>(message.properties());
        properties.keySet().removeIf(name -> name.startsWith("__RMQ.TRANSIENT."));
        properties.remove("TRAN_MSG");
        properties.putIfAbsent("RETRY_TOPIC", message.topic());
        properties.putIfAbsent("ORIGIN_MESSAGE_ID", message.offsetMessageId());
        properties.put("RECONSUME_TIME", Integer.toString(message.reconsumeTimes() + 1));
        properties.put("MAX_RECONSUME_TIMES", Integer.toString(copy.maxReconsumeTimes()));
        properties.put("DELAY", Integer.toString(copy.delayLevel()));
        return properties;
    }
}
