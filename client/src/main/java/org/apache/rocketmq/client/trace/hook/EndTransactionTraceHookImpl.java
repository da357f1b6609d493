package org.apache.rocketmq.client.trace.hook;

import java.util.ArrayList;
import java.util.List;
import org.apache.rocketmq.client.hook.EndTransactionContext;
import org.apache.rocketmq.client.hook.EndTransactionHook;
import org.apache.rocketmq.client.trace.AsyncTraceDispatcher;
import org.apache.rocketmq.client.trace.TraceBean;
import org.apache.rocketmq.client.trace.TraceContext;
import org.apache.rocketmq.client.trace.TraceDispatcher;
import org.apache.rocketmq.client.trace.TraceType;
import org.apache.rocketmq.common.MixAll;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageConst;
import org.apache.rocketmq.common.message.MessageType;
import org.apache.rocketmq.remoting.protocol.NamespaceUtil;

/** Makes a trace of the end of each transaction. */
public class EndTransactionTraceHookImpl implements EndTransactionHook {
    private final TraceDispatcher localDispatcher;

    public EndTransactionTraceHookImpl(TraceDispatcher localDispatcher) {
        this.localDispatcher = localDispatcher;
    }

    @Override
    public String hookName() {
        return "EndTransactionTraceHook";
    }

    @Override
    public void endTransaction(EndTransactionContext context) {
        if (context == null || isTrace(context.getMessage().getTopic())) {
            return;
        }
        Message message = context.getMessage();
        TraceBean bean = new TraceBean();
        bean.setTopic(NamespaceUtil.withoutNamespace(message.getTopic()));
        bean.setTags(message.getTags());
        bean.setKeys(message.getKeys());
        bean.setStoreHost(context.getBrokerAddr());
        bean.setMsgType(MessageType.Trans_msg_Commit);
        bean.setMsgId(context.getMsgId());
        bean.setTransactionState(context.getTransactionState());
        bean.setTransactionId(context.getTransactionId());
        bean.setFromTransactionCheck(context.isFromTransactionCheck());
        String region = message.getProperty(MessageConst.PROPERTY_MSG_REGION);
        TraceContext trace = new TraceContext();
        trace.setTraceType(TraceType.EndTransaction);
        trace.setGroupName(NamespaceUtil.withoutNamespace(context.getProducerGroup()));
        trace.setRegionId(region == null ? MixAll.DEFAULT_TRACE_REGION_ID : region);
        trace.setTraceBeans(new ArrayList<>(List.of(bean)));
        localDispatcher.append(trace);
    }

    private boolean isTrace(String topic) {
        return localDispatcher instanceof AsyncTraceDispatcher dispatcher
                && topic.startsWith(dispatcher.getTraceTopicName());
    }
}
