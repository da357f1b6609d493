package org.apache.rocketmq.client.trace.hook;

import io.apogeemq.concurrent.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.rocketmq.client.hook.SendMessageContext;
import org.apache.rocketmq.client.hook.SendMessageHook;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.client.trace.AsyncTraceDispatcher;
import org.apache.rocketmq.client.trace.TraceBean;
import org.apache.rocketmq.client.trace.TraceContext;
import org.apache.rocketmq.client.trace.TraceDispatcher;
import org.apache.rocketmq.client.trace.TraceType;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.remoting.protocol.NamespaceUtil;

/** Makes a trace of each send that a broker has answered. */
public class SendMessageTraceHookImpl implements SendMessageHook {
    private final TraceDispatcher localDispatcher;

    public SendMessageTraceHookImpl(TraceDispatcher localDispatcher) {
        this.localDispatcher = localDispatcher;
    }

    @Override
    public String hookName() {
        return "SendMessageTraceHook";
    }

    @Override
    public void sendMessageBefore(SendMessageContext context) {
        if (context == null || isTrace(context.getMessage().getTopic())) {
            return;
        }
        Message message = context.getMessage();
        TraceBean bean = new TraceBean();
        bean.setTopic(NamespaceUtil.withoutNamespace(message.getTopic()));
        bean.setTags(message.getTags());
        bean.setKeys(message.getKeys());
        bean.setStoreHost(context.getBrokerAddr());
        bean.setBodyLength(message.getBody().length);
        bean.setMsgType(context.getMsgType());
        TraceContext trace = new TraceContext();
        trace.setTraceType(TraceType.Pub);
        trace.setGroupName(NamespaceUtil.withoutNamespace(context.getProducerGroup()));
        trace.setTraceBeans(new ArrayList<>(List.of(bean)));
        context.setMqTraceContext(trace);
    }

    @Override
    public void sendMessageAfter(SendMessageContext context) {
        if (context == null || !(context.getMqTraceContext() instanceof TraceContext trace)) {
            return;
        }
        SendResult result = context.getSendResult();
        if (result == null || result.getRegionId() == null || !result.isTraceOn()) {
            return;
        }
        int costMillis = (int) (Clock.system().millis() - trace.getTimeStamp());
        trace.setCostTime(costMillis);
        trace.setSuccess(result.getSendStatus() == SendStatus.SEND_OK);
        trace.setRegionId(result.getRegionId());
        TraceBean bean = trace.getTraceBeans().get(0);
        bean.setMsgId(result.getMsgId());
        bean.setOffsetMsgId(result.getOffsetMsgId());
        bean.setStoreTime(trace.getTimeStamp() + costMillis / 2);
        localDispatcher.append(trace);
    }

    private boolean isTrace(String topic) {
        return localDispatcher instanceof AsyncTraceDispatcher dispatcher
                && topic.startsWith(dispatcher.getTraceTopicName());
    }
}
