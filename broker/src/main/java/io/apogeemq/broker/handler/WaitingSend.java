package io.apogeemq.broker.handler;

import io.apogeemq.concurrent.Position;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.frame.HeadWriter;
import io.apogeemq.protocol.frame.Payload;
import io.apogeemq.protocol.header.SendAnswer;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Refusal;
import io.apogeemq.remoting.Reply;
import io.apogeemq.store.log.Waiter;
import org.jspecify.annotations.Nullable;

/**
 * One message from its append to its answer: waits until it is as durable as promised, and then is the reply. All that a
 * send leaves behind until it is answered is this one object. Owned by the connection's loop.
 */
final class WaitingSend implements Waiter, Reply {
    private final Call call;
    private final SendScratch scratch;
    private final long position;
    private final int queueId;
    private final long queueOffset;
    private final byte[] uniqueId;
    private @Nullable Refusal late;

    WaitingSend(Call call, SendScratch scratch, long position, int queueId, long queueOffset, byte[] uniqueId) {
        this.call = call;
        this.scratch = scratch;
        this.position = position;
        this.queueId = queueId;
        this.queueOffset = queueOffset;
        this.uniqueId = uniqueId;
    }

    @Override
    public void done(@Nullable Position missing) {
        late = missing == null ? null : scratch.late(missing);
        call.answer(this);
    }

    @Override
    public int code() {
        return late == null ? ResponseCode.SUCCESS : late.code();
    }

    @Override
    public @Nullable String remark() {
        return late == null ? null : late.remark();
    }

    @Override
    public @Nullable Payload body() {
        return null;
    }

    @Override
    public void writeFields(HeadWriter out) {
        SendAnswer.write(
                out,
                scratch.messageId(position),
                queueId,
                queueOffset,
                uniqueId,
                scratch.region(),
                scratch.isTraceOn());
    }
}
