package io.apogeemq.client.consume;

import io.apogeemq.client.consume.calls.BrokerCalls;
import io.apogeemq.client.consume.offset.Offsets;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Where to begin in a queue that was just assigned (spec/client.md 30). Any thread. */
final class StartOffsets {
    private final Supplier<ConsumerSettings> settings;
    private final BrokerCalls calls;
    private final Offsets offsets;

    StartOffsets(Supplier<ConsumerSettings> settings, BrokerCalls calls, Offsets offsets) {
        this.settings = settings;
        this.calls = calls;
        this.offsets = offsets;
    }

    /** The stored offset; without one, what the settings say. Fails when that can't be found out now. */
    CompletionStage<Long> of(BrokerQueue queue) {
        return offsets.read(queue)
                .thenCompose(stored ->
                        stored.isPresent() ? CompletableFuture.completedStage(stored.getAsLong()) : ofNewQueue(queue));
    }

    private CompletionStage<Long> ofNewQueue(BrokerQueue queue) {
        boolean retry = queue.topic().startsWith(RetryTopics.PREFIX);
        return switch (settings.get().startAt()) {
            case FIRST -> CompletableFuture.completedStage(0L);
            // of retries none is ever to be skipped
            case LAST -> retry ? CompletableFuture.completedStage(0L) : calls.maxOffset(queue);
            case TIMESTAMP ->
                retry
                        ? calls.maxOffset(queue)
                        : calls.offsetByTime(queue, settings.get().startMillis());
        };
    }
}
