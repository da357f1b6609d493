package io.apogeemq.client.core;

import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Who waits for the answer to a request, by correlation id (spec/client.md 25). */
@OwnedBy("the client's loop")
public final class PendingReplies {
    /** More requests than this wait only when nobody answers any. */
    private static final int MAX_WAITING = 100_000;

    private final Loop loop;
    private final Map<String, CompletableFuture<PushedReply>> waiting = new HashMap<>();

    PendingReplies(Loop loop) {
        this.loop = loop;
    }

    /**
     * Waits for the answer with that id. Any thread; what is waited for by then is not missed, whoever is faster.
     *
     * @return the answer, or a {@link ClientFailure} of the kind TIMEOUT when there is none in time
     */
    public CompletionStage<PushedReply> expect(String correlationId, long timeoutMillis) {
        return Handover.to(loop, () -> {
            if (waiting.size() >= MAX_WAITING) {
                return CompletableFuture.failedFuture(
                        ClientFailure.tooMany("there are " + MAX_WAITING + " requests waiting for their answers"));
            }
            CompletableFuture<PushedReply> answer = new CompletableFuture<>();
            waiting.put(correlationId, answer);
            Cancellable timer = loop.schedule(
                    timeoutMillis,
                    () -> answer.completeExceptionally(ClientFailure.timeout("the consumer", timeoutMillis)));
            answer.whenComplete((reply, end) -> {
                timer.cancel();
                waiting.remove(correlationId, answer);
            });
            return answer;
        });
    }

    /** Waits no longer, for that reason. Any thread. */
    public void giveUp(String correlationId, ClientFailure reason) {
        loop.execute(() -> {
            CompletableFuture<PushedReply> answer = waiting.get(correlationId);
            if (answer != null) {
                answer.completeExceptionally(reason);
            }
        });
    }

    /** False when nobody waits for it, or nobody does any longer. */
    boolean arrived(String correlationId, PushedReply reply) {
        loop.assertInside();
        CompletableFuture<PushedReply> answer = waiting.get(correlationId);
        return answer != null && answer.complete(reply);
    }
}
