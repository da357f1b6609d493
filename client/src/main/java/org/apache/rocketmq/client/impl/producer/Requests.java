package org.apache.rocketmq.client.impl.producer;

import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.core.ClientInstance;
import io.apogeemq.client.core.Decompression;
import io.apogeemq.client.core.PushedReply;
import io.apogeemq.protocol.header.PushReplyRequest;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.SysFlag;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.rocketmq.client.ClientConfig;
import org.apache.rocketmq.client.common.ClientErrorCode;
import org.apache.rocketmq.client.exception.MQBrokerException;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.exception.RequestTimeoutException;
import org.apache.rocketmq.client.impl.Failures;
import org.apache.rocketmq.client.impl.Waiting;
import org.apache.rocketmq.client.producer.RequestCallback;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageAccessor;
import org.apache.rocketmq.common.message.MessageConst;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.remoting.common.RemotingHelper;
import org.apache.rocketmq.remoting.exception.RemotingException;
import org.apache.rocketmq.remoting.exception.RemotingTimeoutException;

/** Messages that are answered by whoever consumes them (spec/client.md 25). */
final class Requests {
    private final DefaultMQProducerImpl producer;

    Requests(DefaultMQProducerImpl producer) {
        this.producer = producer;
    }

    /** Sends and waits for the answer. */
    Message request(Message message, Target target, long timeoutMillis)
            throws MQClientException, RemotingException, MQBrokerException, InterruptedException,
                    RequestTimeoutException {
        CompletionStage<PushedReply> answer = send(message, target, timeoutMillis);
        try {
            return message(Waiting.get(answer, timeoutMillis), producer.getDefaultMQProducer());
        } catch (RemotingTimeoutException e) {
            throw new RequestTimeoutException(
                    ClientErrorCode.REQUEST_TIMEOUT_EXCEPTION,
                    "send request message to <" + message.getTopic() + "> OK, but wait reply message timeout, "
                            + timeoutMillis + " ms.");
        } catch (MQClientException | RemotingException | MQBrokerException e) {
            throw new MQClientException("send request message to <" + message.getTopic() + "> fail", e);
        }
    }

    /** Sends; the callback gets the answer, once. */
    void request(Message message, Target target, RequestCallback callback, long timeoutMillis)
            throws MQClientException {
        send(message, target, timeoutMillis)
                .whenComplete((reply, end) -> producer.onCallbacks(() -> tell(callback, reply, end)));
    }

    private void tell(RequestCallback callback, PushedReply reply, Throwable end) {
        Message answer;
        try {
            if (end != null) {
                throw ClientFailure.of(end, "", 0);
            }
            answer = message(reply, producer.getDefaultMQProducer());
        } catch (ClientFailure failure) {
            callback.onException(
                    failure.kind() == ClientFailure.Kind.TIMEOUT
                            ? new RequestTimeoutException(
                                    ClientErrorCode.REQUEST_TIMEOUT_EXCEPTION, "request timeout, no reply message.")
                            : Failures.toException(failure));
            return;
        } catch (MQClientException e) {
            callback.onException(e);
            return;
        }
        callback.onSuccess(answer);
    }

    private CompletionStage<PushedReply> send(Message message, Target target, long timeoutMillis)
            throws MQClientException {
        ClientInstance instance = producer.requireInstance();
        String correlationId = UUID.randomUUID().toString();
        MessageAccessor.putProperty(message, MessageConst.PROPERTY_CORRELATION_ID, correlationId);
        MessageAccessor.putProperty(
                message,
                MessageConst.PROPERTY_MESSAGE_REPLY_TO_CLIENT,
                instance.settings().clientId());
        MessageAccessor.putProperty(message, MessageConst.PROPERTY_MESSAGE_TTL, String.valueOf(timeoutMillis));
        CompletionStage<PushedReply> answer = instance.replies().expect(correlationId, timeoutMillis);
        known(instance, producer.getDefaultMQProducer().withNamespace(message.getTopic()))
                .thenCompose(ready -> producer.issueAsync(message, target, timeoutMillis))
                .whenComplete((sent, end) -> {
                    if (end != null) {
                        ClientFailure failure = ClientFailure.of(end, "", timeoutMillis);
                        instance.replies().giveUp(correlationId, failed(failure));
                    }
                });
        return answer;
    }

    /** A time-out of the send is none of the answer. */
    private static ClientFailure failed(ClientFailure failure) {
        return failure.kind() == ClientFailure.Kind.TIMEOUT
                ? ClientFailure.client(ClientErrorCode.ACCESS_BROKER_TIMEOUT, failure.getMessage(), failure)
                : failure;
    }

    /** A broker that has not heard of this client could not hand over the answer: those of a new topic are told first. */
    private static CompletionStage<Void> known(ClientInstance instance, String topic) {
        return instance.routes().find(topic).isPresent()
                ? CompletableFuture.completedStage(null)
                : instance.routes().refresh(topic).handle((view, end) -> end).thenCompose(end -> instance.heartbeat());
    }

    private static MessageExt message(PushedReply reply, ClientConfig config) throws MQClientException {
        PushReplyRequest header = reply.header();
        MessageExt message = new MessageExt();
        message.setTopic(config.withoutNamespace(header.topic()));
        message.setQueueId(header.queueId());
        message.setStoreTimestamp(header.storedMillis());
        message.setBornTimestamp(header.bornMillis());
        message.setReconsumeTimes(header.reconsumeTimes());
        message.setFlag(header.flag());
        message.setBornHost((InetSocketAddress) RemotingHelper.string2SocketAddress(header.bornHost()));
        message.setStoreHost((InetSocketAddress) RemotingHelper.string2SocketAddress(header.storeHost()));
        message.setSysFlag(header.sysFlag() & ~SysFlag.COMPRESSED);
        byte[] properties = header.properties();
        MessageAccessor.setProperties(
                message,
                new HashMap<>(
                        properties == null
                                ? Map.of()
                                : MessageProperties.decode(new String(properties, StandardCharsets.UTF_8))));
        MessageAccessor.putProperty(
                message, MessageConst.PROPERTY_REPLY_MESSAGE_ARRIVE_TIME, String.valueOf(reply.arrivedMillis()));
        try {
            message.setBody(
                    SysFlag.has(header.sysFlag(), SysFlag.COMPRESSED)
                            ? Decompression.restore(reply.body(), header.sysFlag())
                            : reply.body());
        } catch (ClientFailure failure) {
            throw new MQClientException("the answer's body cannot be read: " + failure.getMessage(), failure);
        }
        return message;
    }
}
