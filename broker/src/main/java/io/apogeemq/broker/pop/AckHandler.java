package io.apogeemq.broker.pop;

import io.apogeemq.broker.feature.FeatureCore;
import io.apogeemq.broker.group.ConsumerOffsets;
import io.apogeemq.protocol.body.BadBody;
import io.apogeemq.protocol.body.BatchAckBody;
import io.apogeemq.protocol.body.BatchAckPart;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.AckRequest;
import io.apogeemq.protocol.header.ChangeInvisibleAnswer;
import io.apogeemq.protocol.header.ChangeInvisibleRequest;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Refusal;
import io.apogeemq.remoting.Reply;
import io.apogeemq.store.queue.ConsumeQueue;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What consumers say of messages that they were handed: ACK_MESSAGE 200051, BATCH_ACK_MESSAGE 200151 and
 * CHANGE_MESSAGE_INVISIBLETIME 200053 (spec/requests.md). On the connection's loop.
 */
final class AckHandler {
    private static final long LONGEST_INVISIBLE_MILLIS = 40L * 24 * 3600 * 1000;

    private final FeatureCore core;
    private final ConsumerOffsets offsets;
    private final PopState state;
    private final PopQueues queues;
    private final PopWaiting waiting;

    AckHandler(FeatureCore core, ConsumerOffsets offsets, PopState state, PopQueues queues, PopWaiting waiting) {
        this.core = core;
        this.offsets = offsets;
        this.state = state;
        this.queues = queues;
        this.waiting = waiting;
    }

    CompletionStage<Reply> acknowledge(Call call, AckRequest request) {
        PopHandle handle = PopHandle.parse(request.handle());
        Reply refusal = refuse(request.topic(), request.queueId(), request.offset(), handle);
        if (refusal != null || handle == null) {
            return (refusal == null ? Reply.ok() : refusal).now();
        }
        if (handle.reviveQueueId() == PopHandle.ORDERED) {
            return acknowledgeInOrder(request, handle).now();
        }
        return state.acknowledge(
                        key(request.group(), request.topic(), request.queueId(), handle), List.of(request.offset()))
                .thenApply(AckHandler::answer);
    }

    private static PopKey key(String group, String topic, int queueId, PopHandle handle) {
        return new PopKey(group, topic, queueId, handle.startOffset(), handle.popMillis());
    }

    private static Reply answer(@Nullable Refusal refusal) {
        return refusal == null ? Reply.ok() : Reply.refused(refusal);
    }

    private Reply acknowledgeInOrder(AckRequest request, PopHandle handle) {
        PopQueue queue = queues.find(request.group(), request.topic(), request.queueId());
        long to = queue == null ? -1 : queue.ordered().acknowledge(handle.popMillis(), request.offset());
        if (to < 0) {
            return Reply.refused(
                    ResponseCode.MESSAGE_ILLEGAL,
                    "offset is illegal, message " + request.offset() + " is not handed out by that pop any more");
        }
        offsets.set(request.topic(), request.group(), request.queueId(), to);
        waiting.wakeOne(request.topic(), request.group(), request.queueId());
        return Reply.ok();
    }

    CompletionStage<Reply> acknowledgeAll(Call call, NoHeader none) {
        BatchAckBody body;
        try {
            body = BatchAckBody.BODY.read(call.body());
        } catch (BadBody e) {
            return Reply.refused(ResponseCode.SYSTEM_ERROR, "the body " + e.getMessage())
                    .now();
        }
        if (body.parts().isEmpty()) {
            return Reply.refused(ResponseCode.NO_MESSAGE, "no message is named").now();
        }
        List<CompletableFuture<@Nullable Refusal>> all = new ArrayList<>();
        for (BatchAckPart part : body.parts()) {
            List<Long> named;
            try {
                named = BitSet.valueOf(Base64.getDecoder().decode(part.bits())).stream()
                        .mapToObj(bit -> part.startOffset() + bit)
                        .toList();
            } catch (IllegalArgumentException e) {
                return Reply.refused(ResponseCode.INVALID_PARAMETER, "the bits of a pop are no Base64: " + part.bits())
                        .now();
            }
            PopKey key = new PopKey(part.group(), topic(part), part.queueId(), part.startOffset(), part.popMillis());
            if (!named.isEmpty()) {
                all.add(state.acknowledge(key, named).toCompletableFuture());
            }
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> all.stream()
                        .map(CompletableFuture::join)
                        .filter(refusal -> refusal != null)
                        .findFirst()
                        .map(Reply::refused)
                        .orElseGet(Reply::ok));
    }

    private static String topic(BatchAckPart part) {
        return switch (part.retry()) {
            case PopTopics.RETRY_V1 -> PopTopics.retryV1(part.group(), part.topic());
            case PopTopics.RETRY_V2 -> PopTopics.retryV2(part.group(), part.topic());
            default -> part.topic();
        };
    }

    CompletionStage<Reply> changeInvisible(Call call, ChangeInvisibleRequest request) {
        PopHandle handle = PopHandle.parse(request.handle());
        Reply refusal = refuse(request.topic(), request.queueId(), request.offset(), handle);
        if (refusal == null
                && (request.invisibleMillis() < 0 || request.invisibleMillis() > LONGEST_INVISIBLE_MILLIS)) {
            refusal = Reply.refused(
                    ResponseCode.INVALID_PARAMETER,
                    "invisibleTime is 0 to " + LONGEST_INVISIBLE_MILLIS + " ms, not " + request.invisibleMillis());
        }
        if (refusal != null || handle == null) {
            return (refusal == null ? Reply.ok() : refusal).now();
        }
        if (handle.reviveQueueId() == PopHandle.ORDERED) {
            return changeInOrder(request, handle).now();
        }
        return state.change(
                        key(request.group(), request.topic(), request.queueId(), handle),
                        request.offset(),
                        request.invisibleMillis(),
                        request.suspend())
                .thenApply(changed -> changed(request, changed));
    }

    private static Reply changed(ChangeInvisibleRequest request, PopState.Changed changed) {
        Refusal refusal = changed.refusal();
        if (refusal != null) {
            return Reply.refused(refusal);
        }
        if (!changed.wasOut()) {
            return notOut(request.offset());
        }
        return Reply.ok(
                ChangeInvisibleAnswer.CODEC,
                new ChangeInvisibleAnswer(changed.popMillis(), request.invisibleMillis(), PopLog.QUEUE));
    }

    private static Reply notOut(long offset) {
        return Reply.refused(
                ResponseCode.NO_MESSAGE,
                "message " + offset + " is not handed out by that pop any more: it is acknowledged, or comes again");
    }

    private Reply changeInOrder(ChangeInvisibleRequest request, PopHandle handle) {
        PopQueue queue = queues.find(request.group(), request.topic(), request.queueId());
        long until = core.clock().millis() + request.invisibleMillis();
        if (queue == null || !queue.ordered().change(handle.popMillis(), request.offset(), until)) {
            return notOut(request.offset());
        }
        return Reply.ok(
                ChangeInvisibleAnswer.CODEC,
                new ChangeInvisibleAnswer(handle.popMillis(), request.invisibleMillis(), PopHandle.ORDERED));
    }

    private @Nullable Reply refuse(String name, int queueId, long offset, @Nullable PopHandle handle) {
        if (!state.isReady()) {
            return Reply.refused(
                    ResponseCode.NO_PERMISSION, "this broker hands nothing out by pop now: it starts, or is no master");
        }
        if (handle == null) {
            return Reply.refused(
                    ResponseCode.INVALID_PARAMETER, "extraInfo is what the pop said of the message, eight words");
        }
        TopicRecord topic = core.topics().find(name);
        if (topic == null) {
            return Reply.refused(ResponseCode.TOPIC_NOT_EXIST, "topic[" + name + "] not exist, apply first please!");
        }
        if (queueId < 0 || queueId >= topic.readQueueCount()) {
            return Reply.refused(
                    ResponseCode.MESSAGE_ILLEGAL, "queueId[" + queueId + "] is illegal for topic[" + name + "]");
        }
        ConsumeQueue queue = core.store().queue(name, queueId);
        if (queue == null || offset < queue.minOffset() || offset >= queue.maxOffset()) {
            return Reply.refused(
                    ResponseCode.NO_MESSAGE, "message " + offset + " is not in queue " + queueId + " of " + name);
        }
        return null;
    }
}
