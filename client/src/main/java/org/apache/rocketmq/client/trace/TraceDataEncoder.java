package org.apache.rocketmq.client.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.apache.rocketmq.client.AccessChannel;
import org.apache.rocketmq.client.producer.LocalTransactionState;
import org.apache.rocketmq.common.message.MessageType;

/** Traces as text: fields end with U+0001, entries with U+0002 (spec/messages.md 18). */
public class TraceDataEncoder {
    private static final String FIELD_END = String.valueOf(TraceConstants.CONTENT_SPLITOR);
    private static final String ENTRY_END = String.valueOf(TraceConstants.FIELD_SPLITOR);

    /** From this many fields on, an entry of a send has the broker's id of the message. */
    private static final int PUB_WITH_OFFSET_ID = 14;

    /** From this many fields on, it has the client's address. */
    private static final int PUB_WITH_CLIENT = 15;

    /** The entries of a text; entries of kinds that are not known are left out. */
    public static List<TraceContext> decoderFromTraceDataString(String traceData) {
        List<TraceContext> contexts = new ArrayList<>();
        if (traceData == null) {
            return contexts;
        }
        for (String entry : traceData.split(ENTRY_END)) {
            List<String> fields = Arrays.asList(entry.split(FIELD_END));
            for (TraceType type : TraceType.values()) {
                if (type.name().equals(fields.get(0))) {
                    contexts.add(read(type, fields));
                }
            }
        }
        return contexts;
    }

    private static TraceContext read(TraceType type, List<String> fields) {
        TraceContext context = new TraceContext();
        TraceBean bean = new TraceBean();
        context.setTraceType(type);
        context.setTraceBeans(new ArrayList<>(List.of(bean)));
        Iterator<String> in = fields.iterator();
        in.next();
        switch (type) {
            case Pub -> readPub(context, bean, in, fields.size());
            case Recall -> {
                readHead(context, in);
                bean.setTopic(in.next());
                bean.setMsgId(in.next());
                context.setSuccess(Boolean.parseBoolean(in.next()));
            }
            case SubBefore -> {
                readHead(context, in);
                context.setRequestId(in.next());
                bean.setMsgId(in.next());
                bean.setRetryTimes(Integer.parseInt(in.next()));
                bean.setKeys(in.hasNext() ? in.next() : "");
            }
            case SubAfter -> readSubAfter(context, bean, in);
            case EndTransaction -> {
                readHead(context, in);
                readMessage(bean, in);
                bean.setMsgType(type(in.next()));
                bean.setTransactionId(in.next());
                bean.setTransactionState(LocalTransactionState.valueOf(in.next()));
                bean.setFromTransactionCheck(Boolean.parseBoolean(in.next()));
            }
        }
        return context;
    }

    private static void readHead(TraceContext context, Iterator<String> in) {
        context.setTimeStamp(Long.parseLong(in.next()));
        context.setRegionId(in.next());
        context.setGroupName(in.next());
    }

    private static void readMessage(TraceBean bean, Iterator<String> in) {
        bean.setTopic(in.next());
        bean.setMsgId(in.next());
        bean.setTags(in.next());
        bean.setKeys(in.next());
        bean.setStoreHost(in.next());
    }

    private static void readPub(TraceContext context, TraceBean bean, Iterator<String> in, int fieldCount) {
        readHead(context, in);
        readMessage(bean, in);
        bean.setBodyLength(Integer.parseInt(in.next()));
        context.setCostTime(Integer.parseInt(in.next()));
        bean.setMsgType(type(in.next()));
        if (fieldCount >= PUB_WITH_OFFSET_ID) {
            bean.setOffsetMsgId(in.next());
        }
        context.setSuccess(Boolean.parseBoolean(in.next()));
        if (fieldCount >= PUB_WITH_CLIENT) {
            bean.setClientHost(in.next());
        }
    }

    private static void readSubAfter(TraceContext context, TraceBean bean, Iterator<String> in) {
        context.setRequestId(in.next());
        bean.setMsgId(in.next());
        context.setCostTime(Integer.parseInt(in.next()));
        context.setSuccess(Boolean.parseBoolean(in.next()));
        bean.setKeys(in.next());
        if (in.hasNext()) {
            context.setContextCode(Integer.parseInt(in.next()));
        }
        if (in.hasNext()) {
            context.setTimeStamp(Long.parseLong(in.next()));
            context.setGroupName(in.next());
        }
    }

    private static MessageType type(String ordinal) {
        return MessageType.values()[Integer.parseInt(ordinal)];
    }

    /** The entries of what happened, and the keys of its messages; null for null. */
    public static TraceTransferBean encoderFromContextBean(TraceContext ctx) {
        if (ctx == null) {
            return null;
        }
        StringBuilder entries = new StringBuilder();
        Set<String> keys = new HashSet<>();
        boolean oneForEach = ctx.getTraceType() == TraceType.SubBefore || ctx.getTraceType() == TraceType.SubAfter;
        for (TraceBean bean :
                oneForEach ? ctx.getTraceBeans() : ctx.getTraceBeans().subList(0, 1)) {
            entries.append(entry(ctx, bean)).append(ENTRY_END);
        }
        for (TraceBean bean : ctx.getTraceBeans()) {
            keys.add(bean.getMsgId());
            if (bean.getKeys() != null && !bean.getKeys().isEmpty()) {
                keys.addAll(List.of(bean.getKeys().split(" ")));
            }
        }
        TraceTransferBean transfer = new TraceTransferBean();
        transfer.setTransData(entries.toString());
        transfer.setTransKey(keys);
        return transfer;
    }

    private static String entry(TraceContext context, TraceBean bean) {
        return switch (context.getTraceType()) {
            case Pub ->
                fields(
                        context.getTraceType(),
                        context.getTimeStamp(),
                        context.getRegionId(),
                        context.getGroupName(),
                        bean.getTopic(),
                        bean.getMsgId(),
                        bean.getTags(),
                        bean.getKeys(),
                        bean.getStoreHost(),
                        bean.getBodyLength(),
                        context.getCostTime(),
                        bean.getMsgType().ordinal(),
                        bean.getOffsetMsgId(),
                        context.isSuccess());
            case Recall ->
                fields(
                        context.getTraceType(),
                        context.getTimeStamp(),
                        context.getRegionId(),
                        context.getGroupName(),
                        bean.getTopic(),
                        bean.getMsgId(),
                        context.isSuccess());
            case SubBefore ->
                fields(
                        context.getTraceType(),
                        context.getTimeStamp(),
                        context.getRegionId(),
                        context.getGroupName(),
                        context.getRequestId(),
                        bean.getMsgId(),
                        bean.getRetryTimes(),
                        bean.getKeys());
            case SubAfter -> {
                String common = fields(
                        context.getTraceType(),
                        context.getRequestId(),
                        bean.getMsgId(),
                        context.getCostTime(),
                        context.isSuccess(),
                        bean.getKeys(),
                        context.getContextCode());
                yield context.getAccessChannel() == AccessChannel.CLOUD
                        ? common + FIELD_END
                        : common + FIELD_END + fields(context.getTimeStamp(), context.getGroupName());
            }
            case EndTransaction ->
                fields(
                        context.getTraceType(),
                        context.getTimeStamp(),
                        context.getRegionId(),
                        context.getGroupName(),
                        bean.getTopic(),
                        bean.getMsgId(),
                        bean.getTags(),
                        bean.getKeys(),
                        bean.getStoreHost(),
                        bean.getMsgType().ordinal(),
                        bean.getTransactionId(),
                        bean.getTransactionState().name(),
                        bean.isFromTransactionCheck());
        };
    }

    private static String fields(Object... values) {
        StringJoiner fields = new StringJoiner(FIELD_END);
        for (Object value : values) {
            fields.add(String.valueOf(value));
        }
        return fields.toString();
    }
}
