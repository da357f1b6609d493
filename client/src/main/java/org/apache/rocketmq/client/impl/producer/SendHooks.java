package org.apache.rocketmq.client.impl.producer;

import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.produce.Manner;
import io.apogeemq.client.produce.SendObserver;
import io.apogeemq.client.produce.Sent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.hook.CheckForbiddenContext;
import org.apache.rocketmq.client.hook.CheckForbiddenHook;
import org.apache.rocketmq.client.hook.SendMessageContext;
import org.apache.rocketmq.client.hook.SendMessageHook;
import org.apache.rocketmq.client.impl.CommunicationMode;
import org.apache.rocketmq.client.impl.Failures;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageConst;
import org.apache.rocketmq.common.message.MessageType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows each try of a send to the program's hooks (spec/client.md 41). */
final class SendHooks implements SendObserver {
    private static final Logger log = LoggerFactory.getLogger(SendHooks.class);
    private static final List<String> DELAYS = List.of(
            MessageConst.PROPERTY_DELAY_TIME_LEVEL,
            MessageConst.PROPERTY_TIMER_DELAY_SEC,
            MessageConst.PROPERTY_TIMER_DELAY_MS,
            MessageConst.PROPERTY_TIMER_DELIVER_MS);

    private final DefaultMQProducerImpl producer;
    private final List<SendMessageHook> sendHooks = new CopyOnWriteArrayList<>();
    private final List<CheckForbiddenHook> forbiddenHooks = new CopyOnWriteArrayList<>();

    SendHooks(DefaultMQProducerImpl producer) {
        this.producer = producer;
    }

    void add(SendMessageHook hook) {
        sendHooks.add(hook);
    }

    void add(CheckForbiddenHook hook) {
        forbiddenHooks.add(hook);
    }

    boolean anyForbidden() {
        return !forbiddenHooks.isEmpty();
    }

    boolean anySend() {
        return !sendHooks.isEmpty();
    }

    @Override
    public Object before(Attempt attempt) throws ClientFailure {
        DefaultMQProducer face = producer.getDefaultMQProducer();
        try {
            CheckForbiddenContext forbidden = new CheckForbiddenContext();
            forbidden.setNameSrvAddr(face.getNamesrvAddr());
            forbidden.setGroup(face.getProducerGroup());
            forbidden.setMessage(message(attempt));
            forbidden.setMq(SendResults.queue(attempt.queue()));
            forbidden.setBrokerAddr(attempt.address());
            forbidden.setCommunicationMode(mode(attempt.manner()));
            forbidden.setUnitMode(face.isUnitMode());
            for (CheckForbiddenHook hook : forbiddenHooks) {
                hook.checkForbidden(forbidden);
            }
        } catch (MQClientException | RuntimeException e) {
            throw ClientFailure.client(ClientFailure.NO_CODE, String.valueOf(e.getMessage()), e);
        }
        SendMessageContext context = context(attempt, face);
        each(hook -> hook.sendMessageBefore(context));
        return context;
    }

    @Override
    public void after(Object before, Sent sent, ClientFailure failure) {
        SendMessageContext context = (SendMessageContext) before;
        boolean oneWay = context.getCommunicationMode() == CommunicationMode.ONEWAY;
        context.setSendResult(sent == null || oneWay ? null : SendResults.of(sent, producer.getDefaultMQProducer()));
        context.setException(failure == null ? null : Failures.toException(failure));
        each(hook -> hook.sendMessageAfter(context));
    }

    private SendMessageContext context(Attempt attempt, DefaultMQProducer face) {
        SendMessageContext context = new SendMessageContext();
        context.setProducer(producer);
        context.setProducerGroup(face.getProducerGroup());
        context.setCommunicationMode(mode(attempt.manner()));
        context.setBornHost(face.getClientIP());
        context.setBrokerAddr(attempt.address());
        context.setMessage(message(attempt));
        context.setMq(SendResults.queue(attempt.queue()));
        context.setNamespace(face.getNamespace());
        context.setMsgType(type(attempt.message().properties()));
        return context;
    }

    private static Message message(Attempt attempt) {
        return (Message) attempt.message().origin();
    }

    private static MessageType type(Map<String, String> properties) {
        if (DELAYS.stream().anyMatch(properties::containsKey)) {
            return MessageType.Delay_Msg;
        }
        return Boolean.parseBoolean(properties.get(MessageConst.PROPERTY_TRANSACTION_PREPARED))
                ? MessageType.Trans_Msg_Half
                : MessageType.Normal_Msg;
    }

    private static CommunicationMode mode(Manner manner) {
        return switch (manner) {
            case SYNC -> CommunicationMode.SYNC;
            case ASYNC -> CommunicationMode.ASYNC;
            case ONE_WAY -> CommunicationMode.ONEWAY;
        };
    }

    private void each(Consumer<SendMessageHook> call) {
        for (SendMessageHook hook : sendHooks) {
            try {
                call.accept(hook);
            } catch (RuntimeException e) {
                log.warn("the send hook {} failed; the send goes on", hook.hookName(), e);
            }
        }
    }
}
