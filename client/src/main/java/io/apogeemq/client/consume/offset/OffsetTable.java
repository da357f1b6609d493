package io.apogeemq.client.consume.offset;

import io.apogeemq.protocol.body.BrokerQueue;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Offsets in memory. Any thread. A frozen entry (the broker moved the offset) stays as it is until it is removed. */
final class OffsetTable {
    private final ConcurrentHashMap<BrokerQueue, Entry> entries = new ConcurrentHashMap<>();

    private record Entry(long offset, boolean frozen) {}

    void set(BrokerQueue queue, long offset) {
        change(queue, offset, false);
    }

    void raise(BrokerQueue queue, long offset) {
        entries.compute(
                queue,
                (key, old) -> old != null && (old.frozen || old.offset >= offset) ? old : new Entry(offset, false));
    }

    void freeze(BrokerQueue queue, long offset) {
        change(queue, offset, true);
    }

    OptionalLong get(BrokerQueue queue) {
        @Nullable Entry entry = entries.get(queue);
        return entry == null ? OptionalLong.empty() : OptionalLong.of(entry.offset);
    }

    void remove(BrokerQueue queue) {
        entries.remove(queue);
    }

    Map<BrokerQueue, Long> all() {
        Map<BrokerQueue, Long> copy = new HashMap<>();
        entries.forEach((queue, entry) -> copy.put(queue, entry.offset));
        return copy;
    }

    Map<BrokerQueue, Long> ofTopic(String topic) {
        Map<BrokerQueue, Long> copy = all();
        copy.keySet().removeIf(queue -> !queue.topic().equals(topic));
        return copy;
    }

    private void change(BrokerQueue queue, long offset, boolean freeze) {
        entries.compute(queue, (key, old) -> old != null && old.frozen ? old : new Entry(offset, freeze));
    }
}
