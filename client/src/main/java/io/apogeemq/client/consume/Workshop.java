package io.apogeemq.client.consume;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.Pool;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The threads of one consumer.
 *
 * @param loop owns everything; results come back to it
 * @param listeners run the user's listener and nothing else
 * @param callbacks run other code of the user's, and what has to block
 */
record Workshop(Loop loop, Clock clock, Pool listeners, Pool callbacks) {

    /** Ends the listeners' threads; completes on the loop. */
    CompletionStage<Void> close(long waitMillis) {
        return CompletableFuture.runAsync(() -> listeners.close(waitMillis), callbacks)
                .thenRunAsync(() -> {}, loop);
    }
}
