package org.apache.rocketmq.client.trace.hook;

import io.apogeemq.concurrent.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.rocketmq.client.consumer.listener.ConsumeReturnType;
import org.apache.rocketmq.client.hook.ConsumeMessageContext;
import org.apache.rocketmq.client.hook.ConsumeMessageHook;
import org.apache.rocketmq.client.trace.TraceBean;
import org.apache.rocketmq.client.trace.TraceContext;
import org.apache.rocketmq.client.trace.TraceDispatcher;
import org.apache.rocketmq.client.trace.TraceType;
import org.apache.rocketmq.common.MixAll;
import org.apache.rocketmq.common.message.MessageConst;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.remoting.protocol.NamespaceUtil;

/** Makes a trace before and after each call of a listener. */
public class ConsumeMessageTraceHookImpl implements ConsumeMessageHook {
    private final TraceDispatcher localDispatcher;

    public ConsumeMessageTraceHookImpl(TraceDispatcher localDispatcher) {
        this.localDispatcher = localDispatcher;
    }

    @Override
    public String hookName() {
        return "ConsumeMessageTraceHook";
    }

    @Override
    public void consumeMessageBefore(ConsumeMessageContext context) {
        if (context == null || context.getMsgList() == null) {
            return;
        }
        List<TraceBean> beans = new ArrayList<>();
        String region = "";
        for (MessageExt message : context.getMsgList()) {
            if (!"false".equals(message.getProperty(MessageConst.PROPERTY_TRACE_SWITCH))) {
                beans.add(bean(message));
                region = message.getProperty(MessageConst.PROPERTY_MSG_REGION);
            }
        }
        if (beans.isEmpty()) {
            return;
        }
        TraceContext trace = new TraceContext();
        trace.setTraceType(TraceType.SubBefore);
        trace.setGroupName(NamespaceUtil.withoutNamespace(context.getConsumerGroup()));
        trace.setRegionId(region);
        trace.setTraceBeans(beans);
        trace.setAccessChannel(context.getAccessChannel());
        context.setMqTraceContext(trace);
        localDispatcher.append(trace);
    }

    private static TraceBean bean(MessageExt message) {
        TraceBean bean = new TraceBean();
        bean.setTopic(NamespaceUtil.withoutNamespace(message.getTopic()));
        bean.setMsgId(message.getMsgId());
        bean.setTags(message.getTags());
        bean.setKeys(message.getKeys());
        bean.setStoreTime(message.getStoreTimestamp());
        bean.setBodyLength(message.getStoreSize());
        bean.setRetryTimes(message.getReconsumeTimes());
        return bean;
    }

    @Override
    public void consumeMessageAfter(ConsumeMessageContext context) {
        if (context == null || !(context.getMqTraceContext() instanceof TraceContext before)) {
            return;
        }
        TraceContext trace = new TraceContext();
        trace.setTraceType(TraceType.SubAfter);
        trace.setRegionId(before.getRegionId());
        trace.setGroupName(before.getGroupName());
        trace.setRequestId(before.getRequestId());
        trace.setAccessChannel(context.getAccessChannel());
        trace.setSuccess(context.isSuccess());
        trace.setTraceBeans(before.getTraceBeans());
        long costMillis = Clock.system().millis() - before.getTimeStamp();
        trace.setCostTime((int) (costMillis / before.getTraceBeans().size()));
        String type = context.getProps() == null ? null : context.getProps().get(MixAll.CONSUME_CONTEXT_TYPE);
        if (type != null) {
            trace.setContextCode(ConsumeReturnType.valueOf(type).ordinal());
        }
        localDispatcher.append(trace);
    }
}
