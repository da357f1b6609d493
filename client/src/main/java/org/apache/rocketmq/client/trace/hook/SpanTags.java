package org.apache.rocketmq.client.trace.hook;

import io.opentracing.Span;
import io.opentracing.SpanContext;
import io.opentracing.Tracer;
import io.opentracing.propagation.Format;
import io.opentracing.propagation.TextMapAdapter;
import io.opentracing.tag.Tags;
import java.util.Map;
import org.apache.rocketmq.client.trace.TraceConstants;
import org.apache.rocketmq.common.message.Message;

/** Spans of messages: begun where the properties of the message say, with the tags that all of them have. */
final class SpanTags {
    private SpanTags() {}

    /** A span below the one that the message carries, if it carries any. */
    static Span begin(Tracer tracer, String name, String kind, Map<String, String> properties) {
        Tracer.SpanBuilder builder = tracer.buildSpan(name).withTag(Tags.SPAN_KIND, kind);
        SpanContext parent = tracer.extract(Format.Builtin.TEXT_MAP, new TextMapAdapter(properties));
        return (parent == null ? builder : builder.asChildOf(parent)).start();
    }

    static void describe(Span span, Message message) {
        span.setTag(Tags.PEER_SERVICE, TraceConstants.ROCKETMQ_SERVICE);
        span.setTag(Tags.MESSAGE_BUS_DESTINATION, message.getTopic());
        span.setTag(TraceConstants.ROCKETMQ_TAGS, message.getTags());
        span.setTag(TraceConstants.ROCKETMQ_KEYS, message.getKeys());
        span.setTag(TraceConstants.ROCKETMQ_BODY_LENGTH, message.getBody() == null ? 0 : message.getBody().length);
    }
}
