package io.apogeemq.broker.handler;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.SendAnswer;
import io.apogeemq.protocol.message.OffsetMessageId;
import io.apogeemq.protocol.message.OutgoingBatch;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Reply;
import io.apogeemq.store.Store;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.log.Waiter;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * From an encoded message to its answer: append, wait for what its durability asks, say where it lies. A send that the
 * log has no room for waits in line, without the log's lock, and is made again.
 */
public final class Appends {
    private final Store store;
    private final SendMarks marks;
    private final BooleanSupplier traceOn;
    private final boolean onDisk;
    private final ConcurrentHashMap<Loop, SendScratch> scratches = new ConcurrentHashMap<>();

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

    SendScratch scratch(Loop loop) {
        SendScratch scratch = scratches.get(loop);
        return scratch != null ? scratch : scratches.computeIfAbsent(loop, unused -> new SendScratch(marks, traceOn));
    }

    /** How many sends have come, also such that were refused. Any thread. */
    public long sendCount() {
        return scratches.values().stream().mapToLong(SendScratch::sends).sum();
    }

    /**
     * Appends a message and answers its call when it is as durable as promised; lets go of the record.
     *
     * @return APPENDED; or why not, with the call still to be answered: see {@link #refuseOrRetry}
     */
    AppendResult append(Call call, SendScratch scratch, int queueId, byte[] uniqueId, boolean waits) {
        OutgoingRecord record = scratch.record();
        AppendResult result = store.append(record);
        if (result == AppendResult.APPENDED) {
            WaitingSend send =
                    new WaitingSend(call, scratch, record.position(), queueId, record.queueOffset(), uniqueId);
            confirm(call, record.endPosition(), waits, send);
        }
        record.clear();
        return result;
    }

    /** The same for a batch. */
    AppendResult append(Call call, OutgoingBatch batch, int queueId, boolean waits) {
        AppendResult result = store.append(batch);
        if (result == AppendResult.APPENDED) {
            StringBuilder ids = new StringBuilder();
            for (int i = 0; i < batch.count(); i++) {
                ids.append(i == 0 ? "" : ",").append(OffsetMessageId.text(marks.storeHost(), batch.position(i)));
            }
            SendAnswer answer = new SendAnswer(
                    ids.toString(),
                    queueId,
                    batch.queueOffset(0),
                    null,
                    null,
                    null,
                    marks.region(),
                    traceOn.getAsBoolean());
            confirm(
                    call,
                    batch.endPosition(),
                    waits,
                    late -> call.answer(
                            late
                                    ? Reply.of(
                                            ResponseCode.FLUSH_DISK_TIMEOUT,
                                            WaitingSend.NOT_ON_DISK,
                                            SendAnswer.CODEC,
                                            answer,
                                            null)
                                    : Reply.ok(SendAnswer.CODEC, answer)));
        }
        return result;
    }

    /** Even a message for which nobody waits is confirmed: that is what gets it written. */
    private void confirm(Call call, long endPosition, boolean waits, Waiter waiter) {
        Durability durability = onDisk && waits ? Durability.ON_DISK : Durability.MEMORY;
        store.confirmations().await(endPosition, durability, call.peer().loop(), waiter);
    }

    /**
     * After an append that found no room: makes the send again when there may be some, or answers that there is none.
     *
     * @param again makes the send again, on the call's loop; uses nothing that was not kept
     */
    void refuseOrRetry(AppendResult result, Call call, Runnable again) {
        if (result == AppendResult.REFUSED) {
            call.answer(Reply.refused(ResponseCode.SERVICE_NOT_AVAILABLE, String.valueOf(store.refusal())));
        } else if (!store.whenWritable(call.peer().loop(), call.later(again))) {
            call.answer(Reply.refused(
                    ResponseCode.SYSTEM_BUSY,
                    "[OVERLOAD]system busy, start flow control for a while: too many sends wait for room in the log"));
        }
    }
}
