package io.apogeemq.client.consume;

import io.apogeemq.concurrent.Pool;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** The threads that run the user's listener and nothing else. Any thread. */
final class ListenerThreads implements Executor {
    private final Pool pool;
    private final Workshop shop;
    private volatile int count;

    ListenerThreads(Pool pool, int count, Workshop shop) {
        this.pool = pool;
        this.count = count;
        this.shop = shop;
    }

    @Override
    public void execute(Runnable call) {
        pool.execute(call);
    }

    int count() {
        return count;
    }

    void resize(int newCount) {
        count = newCount;
        pool.resize(newCount);
    }

    /** Ends them; completes on the loop when the listeners that run have ended or were interrupted. */
    CompletionStage<Void> close(long waitMillis) {
        return CompletableFuture.runAsync(() -> pool.close(waitMillis), shop.callbacks())
                .thenRunAsync(() -> {}, shop.loop());
    }
}
