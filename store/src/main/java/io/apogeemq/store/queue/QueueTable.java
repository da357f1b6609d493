package io.apogeemq.store.queue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All queues by name. Any thread finds one; making and removing is atomic for each topic. */
public final class QueueTable {
    private static final ConsumeQueue[] NONE = new ConsumeQueue[0];

    private final QueueFiles files;

    /** For each topic its queues, at the index of their ids; gaps are null. Arrays are never changed once they are here. */
    private final Map<String, @Nullable ConsumeQueue[]> queues = new ConcurrentHashMap<>();

    public QueueTable(QueueFiles files) {
        this.files = files;
    }

    public @Nullable ConsumeQueue find(String topic, int queueId) {
        @Nullable ConsumeQueue[] ofTopic = queues.get(topic);
        return ofTopic != null && 0 <= queueId && queueId < ofTopic.length ? ofTopic[queueId] : null;
    }

    /** @throws IllegalArgumentException when there can be no queue of that id */
    public ConsumeQueue findOrMake(String topic, int queueId) {
        ConsumeQueue present = find(topic, queueId);
        return present != null ? present : make(new QueueName(topic, queueId));
    }

    private ConsumeQueue make(QueueName name) {
        int index = name.queueId();
        @Nullable
        ConsumeQueue[] now = queues.compute(name.topic(), (topic, before) -> {
            @Nullable ConsumeQueue[] old = before == null ? NONE : before;
            if (index < old.length && old[index] != null) {
                return old;
            }
            @Nullable ConsumeQueue[] more = Arrays.copyOf(old, Math.max(old.length, index + 1));
            more[index] = new ConsumeQueue(name, files);
            return more;
        });
        ConsumeQueue made = now[index];
        if (made == null) {
            throw new IllegalStateException("the queue " + name + " was made and is not there");
        }
        return made;
    }

    /** Takes all queues of the topic out and returns them. */
    public List<ConsumeQueue> removeTopic(String topic) {
        return present(queues.remove(topic));
    }

    public Set<String> topics() {
        return new TreeSet<>(queues.keySet());
    }

    public List<ConsumeQueue> ofTopic(String topic) {
        return present(queues.get(topic));
    }

    public void forEach(Consumer<ConsumeQueue> action) {
        queues.values().forEach(ofTopic -> present(ofTopic).forEach(action));
    }

    void clear() {
        queues.clear();
    }

    private static List<ConsumeQueue> present(@Nullable ConsumeQueue @Nullable [] ofTopic) {
        List<ConsumeQueue> found = new ArrayList<>();
        if (ofTopic != null) {
            for (ConsumeQueue queue : ofTopic) {
                if (queue != null) {
                    found.add(queue);
                }
            }
        }
        return found;
    }
}
