package org.apache.rocketmq.client.impl.consumer;

import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.rocketmq.client.ClientConfig;
import org.apache.rocketmq.client.consumer.listener.ConsumeReturnType;
import org.apache.rocketmq.client.hook.ConsumeMessageContext;
import org.apache.rocketmq.client.hook.ConsumeMessageHook;
import org.apache.rocketmq.client.hook.FilterMessageContext;
import org.apache.rocketmq.client.hook.FilterMessageHook;
import org.apache.rocketmq.common.message.MessageExt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The hooks of one consumer: asked around each call of its listener, on the listener's thread (spec/client.md 41). */
final class ConsumeHooks {
    private static final Logger log = LoggerFactory.getLogger(ConsumeHooks.class);
    private static final String RETURN_TYPE = "ConsumeContextType";

    private final ClientConfig consumer;
    private final Supplier<String> group;
    private final List<ConsumeMessageHook> around = new CopyOnWriteArrayList<>();
    private final List<FilterMessageHook> filters = new CopyOnWriteArrayList<>();

    ConsumeHooks(ClientConfig consumer, Supplier<String> group) {
        this.consumer = consumer;
        this.group = group;
    }

    void add(ConsumeMessageHook hook) {
        around.add(hook);
    }

    void add(FilterMessageHook hook) {
        filters.add(hook);
    }

    /** What the filters leave of a batch; the messages that they take out count as done with. */
    List<ReceivedMessage> filter(List<ReceivedMessage> messages, BrokerQueue queue, MessageFaces faces) {
        if (filters.isEmpty()) {
            return messages;
        }
        Map<MessageExt, ReceivedMessage> byFace = new HashMap<>();
        List<MessageExt> left = new ArrayList<>();
        for (ReceivedMessage message : messages) {
            MessageExt face = faces.face(message);
            byFace.put(face, message);
            left.add(face);
        }
        FilterMessageContext context = new FilterMessageContext();
        context.setConsumerGroup(group.get());
        context.setUnitMode(consumer.isUnitMode());
        context.setMq(Queues.face(queue));
        context.setMsgList(left);
        for (FilterMessageHook hook : filters) {
            quietly(hook.hookName(), () -> hook.filterMessage(context));
        }
        return context.getMsgList().stream().map(byFace::get).toList();
    }

    /** Null when nobody wants to know. */
    ConsumeMessageContext before(List<MessageExt> messages, BrokerQueue queue) {
        if (around.isEmpty()) {
            return null;
        }
        ConsumeMessageContext context = new ConsumeMessageContext();
        context.setNamespace(consumer.getNamespace());
        context.setConsumerGroup(group.get());
        context.setProps(new HashMap<>());
        context.setMq(Queues.face(queue));
        context.setMsgList(messages);
        context.setAccessChannel(consumer.getAccessChannel());
        for (ConsumeMessageHook hook : around) {
            quietly(hook.hookName(), () -> hook.consumeMessageBefore(context));
        }
        return context;
    }

    /** @param context of {@link #before} */
    void after(ConsumeMessageContext context, ConsumeReturnType type, String status, boolean success) {
        if (context == null) {
            return;
        }
        context.getProps().put(RETURN_TYPE, type.name());
        context.setStatus(status);
        context.setSuccess(success);
        for (ConsumeMessageHook hook : around) {
            quietly(hook.hookName(), () -> hook.consumeMessageAfter(context));
        }
    }

    private static void quietly(String name, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            log.warn("the hook {} failed; consumption goes on", name, e);
        }
    }
}
