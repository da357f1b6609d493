package org.apache.rocketmq.client.trace.hook;

import java.util.ArrayList;
import java.util.List;
import org.apache.rocketmq.client.trace.TraceBean;
import org.apache.rocketmq.client.trace.TraceContext;
import org.apache.rocketmq.client.trace.TraceDispatcher;
import org.apache.rocketmq.client.trace.TraceType;
import org.apache.rocketmq.common.MixAll;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.remoting.protocol.NamespaceUtil;
import org.apache.rocketmq.remoting.protocol.RemotingCommand;
import org.apache.rocketmq.remoting.protocol.RequestCode;
import org.apache.rocketmq.remoting.protocol.ResponseCode;

/** Makes a trace of each message that was taken back, when the process asks for it by a property. */
public class DefaultRecallMessageTraceHook implements RPCHook {
    private static final String SWITCH = "com.rocketmq.recall.default.trace.enable";

    private final TraceDispatcher traceDispatcher;
    private final boolean enabled = Boolean.getBoolean(SWITCH);

    public DefaultRecallMessageTraceHook(TraceDispatcher traceDispatcher) {
        this.traceDispatcher = traceDispatcher;
    }

    @Override
    public void doBeforeRequest(String remoteAddr, RemotingCommand request) {}

    @Override
    public void doAfterResponse(String remoteAddr, RemotingCommand request, RemotingCommand response) {
        if (!enabled || request.getCode() != RequestCode.RECALL_MESSAGE || response.getExtFields() == null) {
            return;
        }
        String messageId = response.getExtFields().get("msgId");
        String topic = request.getExtFields().get("topic");
        if (messageId == null || topic == null) {
            return;
        }
        TraceBean bean = new TraceBean();
        bean.setTopic(NamespaceUtil.withoutNamespace(topic));
        bean.setMsgId(messageId);
        String group = request.getExtFields().get("producerGroup");
        String region = response.getExtFields().get("MSG_REGION");
        TraceContext trace = new TraceContext();
        trace.setTraceType(TraceType.Recall);
        trace.setGroupName(group == null ? "" : NamespaceUtil.withoutNamespace(group));
        trace.setRegionId(region == null ? MixAll.DEFAULT_TRACE_REGION_ID : region);
        trace.setTraceBeans(new ArrayList<>(List.of(bean)));
        trace.setSuccess(response.getCode() == ResponseCode.SUCCESS);
        traceDispatcher.append(trace);
    }
}
