package io.apogeemq.broker.group;

import io.apogeemq.broker.kept.SavedTable;
import io.apogeemq.protocol.body.DataVersion;
import io.apogeemq.protocol.body.JsonForm;
import io.apogeemq.protocol.body.OffsetTableBody;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * How far each group has consumed each queue: the offset of the next message, as the group's members tell it. Any thread
 * reads and sets; the last word counts, also when it is smaller (spec/requests.md 15). Kept in
 * {@code config/consumerOffset.json} every few seconds: what a crash forgets is consumed again.
 */
public final class ConsumerOffsets implements SavedTable.Source {
    private static final char SEPARATOR = '@';

    private final ConcurrentHashMap<Key, ConcurrentHashMap<Integer, AtomicLong>> offsets = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();
    /** How many changes the last encoded text holds, and how many the file does. One thread at a time. */
    private long encodedChanges;

    private volatile long savedChanges;
    private final DataVersion version;

    private record Key(String topic, String group) {
        String text() {
            return topic + SEPARATOR + group;
        }
    }

    /**
     * @param kept what the file held, null when there was none
     */
    public ConsumerOffsets(@Nullable OffsetTableBody kept) {
        version = kept == null || kept.dataVersion() == null ? DataVersion.NONE : kept.dataVersion();
        if (kept != null) {
            kept.offsets().forEach((text, queues) -> {
                int at = text.indexOf(SEPARATOR);
                if (at > 0) {
                    Key key = new Key(text.substring(0, at), text.substring(at + 1));
                    queues.forEach((queueId, offset) -> cell(key, queueId).set(offset));
                }
            });
        }
    }

    /** The offset, or -1 when the group has none for the queue. */
    public long find(String topic, String group, int queueId) {
        ConcurrentHashMap<Integer, AtomicLong> queues = offsets.get(new Key(topic, group));
        AtomicLong offset = queues == null ? null : queues.get(queueId);
        return offset == null ? -1 : offset.get();
    }

    public void set(String topic, String group, int queueId, long offset) {
        AtomicLong cell = cell(new Key(topic, group), queueId);
        if (cell.getAndSet(offset) != offset) {
            changes.incrementAndGet();
        }
    }

    private AtomicLong cell(Key key, int queueId) {
        ConcurrentHashMap<Integer, AtomicLong> queues = offsets.get(key);
        if (queues == null) {
            queues = offsets.computeIfAbsent(key, unused -> new ConcurrentHashMap<>());
        }
        AtomicLong cell = queues.get(queueId);
        return cell != null ? cell : queues.computeIfAbsent(queueId, unused -> new AtomicLong());
    }

    /** Topics for which the group has offsets. */
    public Set<String> topicsOf(String group) {
        Set<String> topics = new TreeSet<>();
        for (Key key : offsets.keySet()) {
            if (key.group.equals(group)) {
                topics.add(key.topic);
            }
        }
        return topics;
    }

    public void removeTopic(String topic) {
        if (offsets.keySet().removeIf(key -> key.topic.equals(topic))) {
            changes.incrementAndGet();
        }
    }

    public void removeGroup(String group) {
        if (offsets.keySet().removeIf(key -> key.group.equals(group))) {
            changes.incrementAndGet();
        }
    }

    /** Whether anything changed since what the file holds. */
    public boolean isDirty() {
        return changes.get() != savedChanges;
    }

    @Override
    public byte[] encode() {
        encodedChanges = changes.get();
        return OffsetTableBody.BODY.write(body(), JsonForm.FILE);
    }

    @Override
    public void saved() {
        savedChanges = encodedChanges;
    }

    /** The table as tools and followers see it. */
    public OffsetTableBody body() {
        Map<String, Map<Integer, Long>> table = new TreeMap<>();
        offsets.forEach((key, queues) -> {
            Map<Integer, Long> row = new TreeMap<>();
            queues.forEach((queueId, offset) -> row.put(queueId, offset.get()));
            table.put(key.text(), row);
        });
        return new OffsetTableBody(version, null, table, null);
    }
}
