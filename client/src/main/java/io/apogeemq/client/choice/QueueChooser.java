package io.apogeemq.client.choice;

import io.apogeemq.client.core.TopicView;
import io.apogeemq.protocol.body.BrokerQueue;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Chooses the queue of a message: the next one in turn whose broker is not known to be in trouble (spec/client.md 21). */
public final class QueueChooser {
    private final FaultTable faults;

    public QueueChooser(FaultTable faults) {
        this.faults = faults;
    }

    /**
     * Chooses one. Any thread.
     *
     * @param view has at least one writable queue
     * @param lastBroker the broker on which the message's last try failed; null at the first
     */
    public BrokerQueue choose(TopicView view, @Nullable String lastBroker) {
        List<BrokerQueue> queues = view.writable();
        BrokerQueue queue = null;
        if (faults.isEnabled()) {
            queue = first(view, name -> !name.equals(lastBroker) && faults.isAvailable(name));
            if (queue == null) {
                queue = first(view, name -> !name.equals(lastBroker) && faults.isReachable(name));
            }
        } else if (lastBroker != null) {
            queue = first(view, name -> !name.equals(lastBroker));
        }
        return queue == null ? queues.get(view.nextTurn() % queues.size()) : queue;
    }

    private static @Nullable BrokerQueue first(TopicView view, Predicate<String> fits) {
        List<BrokerQueue> queues = view.writable();
        for (int i = 0; i < queues.size(); i++) {
            BrokerQueue queue = queues.get(view.nextTurn() % queues.size());
            if (fits.test(queue.brokerName())) {
                return queue;
            }
        }
        return null;
    }
}
