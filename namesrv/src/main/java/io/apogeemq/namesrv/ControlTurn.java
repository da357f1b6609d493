package io.apogeemq.namesrv;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.remoting.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** Makes a reply on {@code control} for a request that came in on another loop. Any thread. */
record ControlTurn(Loop control) {

    CompletionStage<Reply> reply(Supplier<Reply> work) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        try {
            control.execute(() -> complete(reply, work));
        } catch (RejectedExecutionException e) {
            return busy(e);
        }
        return reply;
    }

    /** The answer when a loop takes no more work. */
    static CompletionStage<Reply> busy(RejectedExecutionException e) {
        return Reply.refused(ResponseCode.SYSTEM_BUSY, "[OVERLOAD]system busy: " + e.getMessage())
                .now();
    }

    private static void complete(CompletableFuture<Reply> reply, Supplier<Reply> work) {
        try {
            reply.complete(work.get());
        } catch (RuntimeException e) {
            reply.completeExceptionally(e);
        }
    }
}
