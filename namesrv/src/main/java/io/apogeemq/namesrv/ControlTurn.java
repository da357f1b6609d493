package io.apogeemq.namesrv;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Makes a reply on {@code control} for a request that came in on another loop. Any thread. */
record ControlTurn(Loop control) {

    CompletionStage<Reply> reply(Call call, Supplier<Reply> work) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        // what it throws is answered, as is a loop that takes no more: then nothing comes of the stage
        call.goOn(control, () -> reply.complete(work.get()));
        return reply;
    }
}
