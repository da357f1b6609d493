package org.apache.rocketmq.client.trace.hook;

import io.opentracing.Span;
import io.opentracing.Tracer;
import io.opentracing.propagation.Format;
import io.opentracing.propagation.TextMapAdapter;
import io.opentracing.tag.Tags;
import java.util.HashMap;
import java.util.Map;
import org.apache.rocketmq.client.hook.SendMessageContext;
import org.apache.rocketmq.client.hook.SendMessageHook;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.client.producer.SendStatus;
import org.apache.rocketmq.client.trace.TraceConstants;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageAccessor;

/** Makes an OpenTracing span of each send; the message carries it on. */
public class SendMessageOpenTracingHookImpl implements SendMessageHook {
    private final Tracer tracer;

    public SendMessageOpenTracingHookImpl(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public String hookName() {
        return "SendMessageOpenTracingHook";
    }

    @Override
    public void sendMessageBefore(SendMessageContext context) {
        if (context == null) {
            return;
        }
        Message message = context.getMessage();
        Map<String, String> properties = message.getProperties() == null ? new HashMap<>() : message.getProperties();
        Span span = SpanTags.begin(
                tracer, TraceConstants.TO_PREFIX + message.getTopic(), Tags.SPAN_KIND_PRODUCER, properties);
        Map<String, String> carried = new HashMap<>();
        tracer.inject(span.context(), Format.Builtin.TEXT_MAP, new TextMapAdapter(carried));
        carried.forEach((name, value) -> MessageAccessor.putProperty(message, name, value));
        SpanTags.describe(span, message);
        span.setTag(TraceConstants.ROCKETMQ_STORE_HOST, context.getBrokerAddr());
        span.setTag(TraceConstants.ROCKETMQ_MSG_TYPE, context.getMsgType().name());
        context.setMqTraceContext(span);
    }

    @Override
    public void sendMessageAfter(SendMessageContext context) {
        if (context == null || !(context.getMqTraceContext() instanceof Span span)) {
            return;
        }
        SendResult result = context.getSendResult();
        if (result != null) {
            span.setTag(TraceConstants.ROCKETMQ_SUCCESS, result.getSendStatus() == SendStatus.SEND_OK);
            span.setTag(TraceConstants.ROCKETMQ_MSG_ID, result.getMsgId());
            span.setTag(TraceConstants.ROCKETMQ_REGION_ID, result.getRegionId());
        } else if (context.getException() != null) {
            span.setTag(Tags.ERROR, true);
            span.setTag(TraceConstants.ROCKETMQ_SUCCESS, false);
        }
        span.finish();
    }
}
