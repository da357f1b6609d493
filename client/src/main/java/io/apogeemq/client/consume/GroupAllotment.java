package io.apogeemq.client.consume;

import io.apogeemq.client.consume.allocate.AllocationStrategy;
import io.apogeemq.client.consume.calls.BrokerCalls;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The queues that the group gives to this member: its share by the strategy, or all where each member gets everything. */
final class GroupAllotment implements Allotment {
    private final Supplier<ConsumerSettings> settings;
    private final BrokerCalls calls;
    private final AllocationStrategy strategy;
    private final Executor callbacks;

    /** @param callbacks run the strategy, which may be the program's own */
    GroupAllotment(
            Supplier<ConsumerSettings> settings, BrokerCalls calls, AllocationStrategy strategy, Executor callbacks) {
        this.settings = settings;
        this.calls = calls;
        this.strategy = strategy;
        this.callbacks = callbacks;
    }

    @Override
    public CompletionStage<Optional<Collection<BrokerQueue>>> of(String topic, List<BrokerQueue> queues) {
        if (queues.isEmpty()) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        if (!settings.get().clustering()) {
            return CompletableFuture.completedStage(Optional.of(queues));
        }
        return calls.members(settings.get().group(), topic)
                .thenApply(members -> members.stream().sorted().toList())
                .thenCompose(members -> members.isEmpty()
                        ? CompletableFuture.completedStage(Optional.empty())
                        : CompletableFuture.supplyAsync(() -> Optional.of(allocate(queues, members)), callbacks));
    }

    private Collection<BrokerQueue> allocate(List<BrokerQueue> queues, List<String> members) {
        return strategy.allocate(settings.get().group(), settings.get().clientId(), queues, members);
    }
}
