package io.apogeemq.client.core;

import io.apogeemq.concurrent.Loop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Brings work to a loop and its outcome back. */
final class Handover {

    private Handover() {}

    /** Does the work on the loop; a loop that takes no more work is a {@link ClientFailure}. */
    static <T extends @Nullable Object> CompletionStage<T> to(Loop loop, Supplier<CompletionStage<T>> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            loop.execute(() -> work.get().whenComplete(into(done)));
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(
                    ClientFailure.client(ClientFailure.NO_CODE, "this client is stopped: " + e.getMessage(), e));
        }
        return done;
    }

    /** Ends the other stage in the same way. */
    static <T extends @Nullable Object> BiConsumer<T, @Nullable Throwable> into(CompletableFuture<T> target) {
        return (value, end) -> {
            if (end != null) {
                target.completeExceptionally(ClientFailure.of(end, "", 0));
            } else {
                target.complete(value);
            }
        };
    }
}
