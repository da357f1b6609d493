package io.apogeemq.client.consume;

import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The queues that a program chooses; as long as it chooses none, those that the group gives. */
@OwnedBy("the consumer's loop")
final class ChosenAllotment {
    private @Nullable Set<BrokerQueue> chosen;

    void choose(Set<BrokerQueue> queues) {
        chosen = Set.copyOf(queues);
    }

    Allotment over(Allotment group) {
        return (topic, queues) -> {
            Set<BrokerQueue> all = chosen;
            return all == null
                    ? group.of(topic, queues)
                    : CompletableFuture.completedStage(Optional.of(all.stream()
                            .filter(queue -> queue.topic().equals(topic))
                            .toList()));
        };
    }
}
