package io.apogeemq.broker.handler;

import io.apogeemq.broker.feature.Appender;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.header.SendAnswer;
import io.apogeemq.protocol.message.OffsetMessageId;
import io.apogeemq.protocol.message.OutgoingBatch;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Refusal;
import io.apogeemq.remoting.Reply;
import io.apogeemq.store.log.AppendResult;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * From an encoded message to its answer: append, wait for what its durability asks, say where it lies. A send that the
 * log has no room for waits in line, without the log's lock, and is made again.
 */
public final class Appends {
    private final Appender appender;
    private final SendMarks marks;
    private final BooleanSupplier traceOn;
    private final ConcurrentHashMap<Loop, SendScratch> scratches = new ConcurrentHashMap<>();

    /** @param traceOn {@code traceOn}, told to clients */
    public Appends(Appender appender, SendMarks marks, BooleanSupplier traceOn) {
        this.appender = appender;
        this.marks = marks;
        this.traceOn = traceOn;
    }

    SendScratch scratch(Loop loop) {
        SendScratch scratch = scratches.get(loop);
        return scratch != null
                ? scratch
                : scratches.computeIfAbsent(loop, unused -> new SendScratch(marks, traceOn, appender));
    }

    /** Why a message may not be sent at all now; null when it may. Any thread. */
    @Nullable
    Refusal refuse() {
        return appender.refuse();
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
        AppendResult result = appender.tryAppend(record);
        if (result == AppendResult.APPENDED) {
            WaitingSend send =
                    new WaitingSend(call, scratch, record.position(), queueId, record.queueOffset(), uniqueId);
            appender.confirm(record, waits, call.peer().loop(), send);
        }
        record.clear();
        return result;
    }

    /** The same for a batch. */
    AppendResult append(Call call, OutgoingBatch batch, int queueId, boolean waits) {
        AppendResult result = appender.tryAppend(batch);
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
            appender.confirm(batch, waits, call.peer().loop(), missing -> {
                Refusal late = missing == null ? null : appender.late(missing);
                call.answer(
                        late == null
                                ? Reply.ok(SendAnswer.CODEC, answer)
                                : Reply.of(late.code(), late.remark(), SendAnswer.CODEC, answer, null));
            });
        }
        return result;
    }

    /**
     * After an append that found no room: makes the send again when there may be some, or answers that there is none.
     *
     * @param again makes the send again, on the call's loop; uses nothing that was not kept
     */
    void refuseOrRetry(AppendResult result, Call call, Runnable again) {
        Refusal refusal = appender.waitOrRefuse(result, call.peer().loop(), call.later(again));
        if (refusal != null) {
            call.answer(Reply.refused(refusal));
        }
    }
}
