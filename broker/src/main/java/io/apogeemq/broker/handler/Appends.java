package io.apogeemq.broker.handler;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.SendAnswer;
import io.apogeemq.protocol.message.BatchBody;
import io.apogeemq.protocol.message.OffsetMessageId;
import io.apogeemq.protocol.message.OutgoingBatch;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Reply;
import io.apogeemq.store.Store;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * From an encoded message to its answer: append, wait for what its durability asks, say where it lies. A send that the
 * log has no room for waits in line, without the log's lock, and is made again.
 */
public final class Appends {
    private final Store store;
    private final SendMarks marks;
    private final BooleanSupplier traceOn;
    private final boolean onDisk;
    private final ConcurrentHashMap<Loop, Scratch> scratches = new ConcurrentHashMap<>();

    /** What the sends of one loop share, because only one of them is at work at a time. */
    record Scratch(OutgoingRecord record, OutgoingBatch batch, BatchBody items) {
        Scratch() {
            this(new OutgoingRecord(), new OutgoingBatch(), new BatchBody());
        }
    }

    /**
     * @param traceOn {@code traceOn}, told to clients
     * @param onDisk {@code flushDiskType=SYNC_FLUSH}: an answer waits until its message is on disk
     */
    public Appends(Store store, SendMarks marks, BooleanSupplier traceOn, boolean onDisk) {
        this.store = store;
        this.marks = marks;
        this.traceOn = traceOn;
        this.onDisk = onDisk;
    }

    Scratch scratch(Loop loop) {
        return scratches.computeIfAbsent(loop, unused -> new Scratch());
    }

    CompletionStage<Reply> append(
            Call call,
            OutgoingRecord record,
            int queueId,
            String uniqueId,
            boolean waits,
            Supplier<CompletionStage<Reply>> again) {
        AppendResult result = store.append(record);
        if (result != AppendResult.APPENDED) {
            record.clear();
            return notAppended(result, call, again);
        }
        String id = OffsetMessageId.text(marks.storeHost(), record.position());
        SendAnswer answer = answer(id, queueId, record.queueOffset(), uniqueId);
        long end = record.endPosition();
        record.clear();
        return confirm(call, end, waits, answer);
    }

    CompletionStage<Reply> append(
            Call call, OutgoingBatch batch, int queueId, boolean waits, Supplier<CompletionStage<Reply>> again) {
        AppendResult result = store.append(batch);
        if (result != AppendResult.APPENDED) {
            return notAppended(result, call, again);
        }
        StringBuilder ids = new StringBuilder();
        for (int i = 0; i < batch.count(); i++) {
            ids.append(i == 0 ? "" : ",").append(OffsetMessageId.text(marks.storeHost(), batch.position(i)));
        }
        return confirm(
                call, batch.endPosition(), waits, answer(ids.toString(), queueId, batch.firstQueueOffset(), null));
    }

    private SendAnswer answer(String messageId, int queueId, long queueOffset, @Nullable String uniqueId) {
        return new SendAnswer(
                messageId, queueId, queueOffset, uniqueId, null, null, marks.region(), traceOn.getAsBoolean());
    }

    private CompletionStage<Reply> notAppended(AppendResult result, Call call, Supplier<CompletionStage<Reply>> again) {
        if (result == AppendResult.REFUSED) {
            return Reply.refused(ResponseCode.SERVICE_NOT_AVAILABLE, String.valueOf(store.refusal()))
                    .now();
        }
        call.keep();
        CompletableFuture<Reply> later = new CompletableFuture<>();
        boolean parked = store.whenWritable(
                call.peer().loop(),
                () -> again.get().whenComplete((reply, failure) -> {
                    if (failure != null) {
                        later.completeExceptionally(failure);
                    } else {
                        later.complete(reply);
                    }
                }));
        if (!parked) {
            return Reply.refused(
                            ResponseCode.SYSTEM_BUSY,
                            "[OVERLOAD]system busy, start flow control for a while: too many sends wait for room in the"
                                    + " log")
                    .now();
        }
        return later;
    }

    /** Even a message for which nobody waits is confirmed: that is what gets it written. */
    private CompletionStage<Reply> confirm(Call call, long endPosition, boolean waits, SendAnswer answer) {
        Durability durability = onDisk && waits ? Durability.ON_DISK : Durability.MEMORY;
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        store.confirmations()
                .await(
                        endPosition,
                        durability,
                        call.peer().loop(),
                        timedOut -> reply.complete(
                                timedOut
                                        ? Reply.of(
                                                ResponseCode.FLUSH_DISK_TIMEOUT,
                                                "the message is stored, but was not on disk in time (syncFlushTimeout)",
                                                SendAnswer.CODEC,
                                                answer,
                                                null)
                                        : Reply.ok(SendAnswer.CODEC, answer)));
        return reply;
    }
}
