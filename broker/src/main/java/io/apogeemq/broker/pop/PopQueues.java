package io.apogeemq.broker.pop;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The queues that groups are handed messages of. Any thread. */
final class PopQueues {
    /** Each takes some hundred bytes. */
    private static final int MOST =
            (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 2048);

    private final ConcurrentHashMap<PopQueue.Name, PopQueue> queues = new ConcurrentHashMap<>();

    /** Null when there are as many as the heap is good for. */
    @Nullable
    PopQueue of(String group, String topic, int queueId) {
        PopQueue.Name name = new PopQueue.Name(group, topic, queueId);
        PopQueue known = queues.get(name);
        if (known != null || queues.size() >= MOST) {
            return known;
        }
        return queues.computeIfAbsent(name, PopQueue::new);
    }

    @Nullable
    PopQueue find(String group, String topic, int queueId) {
        return queues.get(new PopQueue.Name(group, topic, queueId));
    }

    /** Forgets those of topics and groups that are no more. */
    void forgetIf(Predicate<PopQueue.Name> gone) {
        queues.keySet().removeIf(gone);
    }
}
