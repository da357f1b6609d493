package io.apogeemq.client.admin;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The same question to several at once. */
final class Parallel {

    private Parallel() {}

    /** All answers in the order of the addresses; or the first failure, when all have ended. */
    static <T> CompletionStage<List<T>> ask(
            Collection<String> addresses, Function<String, CompletionStage<T>> question) {
        List<CompletableFuture<T>> asked = addresses.stream()
                .map(address -> question.apply(address).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(asked.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> asked.stream().map(CompletableFuture::join).toList());
    }

    /** As {@link #ask}, for questions without an answer. */
    static CompletionStage<Void> tell(Collection<String> addresses, Function<String, CompletionStage<Void>> question) {
        return CompletableFuture.allOf(addresses.stream()
                .map(address -> question.apply(address).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }
}
