package org.apache.rocketmq.client.trace.hook;

import io.opentracing.Span;
import io.opentracing.Tracer;
import io.opentracing.tag.Tags;
import java.util.Map;
import org.apache.rocketmq.client.hook.EndTransactionContext;
import org.apache.rocketmq.client.hook.EndTransactionHook;
import org.apache.rocketmq.client.trace.TraceConstants;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageType;

/** Makes an OpenTracing span of the end of each transaction, below the one of its send. */
public class EndTransactionOpenTracingHookImpl implements EndTransactionHook {
    private final Tracer tracer;

    public EndTransactionOpenTracingHookImpl(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public String hookName() {
        return "EndTransactionOpenTracingHook";
    }

    @Override
    public void endTransaction(EndTransactionContext context) {
        if (context == null) {
            return;
        }
        Message message = context.getMessage();
        Map<String, String> properties = message.getProperties() == null ? Map.of() : message.getProperties();
        Span span = SpanTags.begin(tracer, TraceConstants.END_TRANSACTION, Tags.SPAN_KIND_PRODUCER, properties);
        SpanTags.describe(span, message);
        span.setTag(TraceConstants.ROCKETMQ_STORE_HOST, context.getBrokerAddr());
        span.setTag(TraceConstants.ROCKETMQ_MSG_ID, context.getMsgId());
        span.setTag(TraceConstants.ROCKETMQ_MSG_TYPE, MessageType.Trans_msg_Commit.name());
        span.setTag(TraceConstants.ROCKETMQ_TRANSACTION_ID, context.getTransactionId());
        span.setTag(
                TraceConstants.ROCKETMQ_TRANSACTION_STATE,
                context.getTransactionState().name());
        span.setTag(TraceConstants.ROCKETMQ_IS_FROM_TRANSACTION_CHECK, context.isFromTransactionCheck());
        span.finish();
    }
}
