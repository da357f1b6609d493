package org.apache.rocketmq.client.trace.hook;

import io.opentracing.Span;
import io.opentracing.Tracer;
import io.opentracing.tag.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.rocketmq.client.hook.ConsumeMessageContext;
import org.apache.rocketmq.client.hook.ConsumeMessageHook;
import org.apache.rocketmq.client.trace.TraceConstants;
import org.apache.rocketmq.common.message.MessageConst;
import org.apache.rocketmq.common.message.MessageExt;

/** Makes an OpenTracing span of each message's consumption, below the one of its send. */
public class ConsumeMessageOpenTracingHookImpl implements ConsumeMessageHook {
    private final Tracer tracer;

    public ConsumeMessageOpenTracingHookImpl(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public String hookName() {
        return "ConsumeMessageOpenTracingHook";
    }

    @Override
    public void consumeMessageBefore(ConsumeMessageContext context) {
        if (context == null
                || context.getMsgList() == null
                || context.getMsgList().isEmpty()) {
            return;
        }
        List<Span> spans = new ArrayList<>();
        for (MessageExt message : context.getMsgList()) {
            Map<String, String> properties = message.getProperties() == null ? Map.of() : message.getProperties();
            Span span = SpanTags.begin(
                    tracer, TraceConstants.FROM_PREFIX + message.getTopic(), Tags.SPAN_KIND_CONSUMER, properties);
            SpanTags.describe(span, message);
            span.setTag(TraceConstants.ROCKETMQ_MSG_ID, message.getMsgId());
            span.setTag(TraceConstants.ROCKETMQ_RETRY_TIMERS, message.getReconsumeTimes());
            span.setTag(TraceConstants.ROCKETMQ_REGION_ID, message.getProperty(MessageConst.PROPERTY_MSG_REGION));
            spans.add(span);
        }
        context.setMqTraceContext(spans);
    }

    @Override
    public void consumeMessageAfter(ConsumeMessageContext context) {
        if (context == null || !(context.getMqTraceContext() instanceof List<?> spans)) {
            return;
        }
        for (Object each : spans) {
            if (each instanceof Span span) {
                span.setTag(TraceConstants.ROCKETMQ_SUCCESS, context.isSuccess());
                span.finish();
            }
        }
    }
}
