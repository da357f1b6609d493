package io.apogeemq.broker.group;

import io.apogeemq.broker.kept.SavedTable;
import io.apogeemq.protocol.body.DataVersion;
import io.apogeemq.protocol.body.JsonForm;
import io.apogeemq.protocol.body.OffsetTableBody;
import io.apogeemq.protocol.message.TopicNames;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far each group has consumed each queue: the offset of the next message, as the group's members tell it. Any thread
 * reads and sets; the last word counts, also when it is smaller (spec/requests.md 15). Kept in
 * {@code config/consumerOffset.json} every few seconds: what a crash forgets is consumed again.
 */
public final class ConsumerOffsets implements SavedTable.Source {
    private static final Logger log = LoggerFactory.getLogger(ConsumerOffsets.class);

    private static final char SEPARATOR = '@';

    /** Each takes some hundred bytes, and as many again while the file is written. */
    private static final int MOST =
            (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 1024);

    private final ConcurrentHashMap<Key, ConcurrentHashMap<Integer, AtomicLong>> offsets = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
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

    /**
     * Notes where the group goes on; a negative offset says nothing.
     *
     * @return false when it would be one more than there may be: see {@link #fullness}
     */
    public boolean set(String topic, String group, int queueId, long offset) {
        if (offset < 0) {
            return true;
        }
        Key key = new Key(topic, group);
        ConcurrentHashMap<Integer, AtomicLong> queues = offsets.get(key);
        AtomicLong cell = queues == null ? null : queues.get(queueId);
        if (cell == null) {
            if (count.get() >= MOST) {
                return false;
            }
            cell = cell(key, queueId);
        }
        if (cell.getAndSet(offset) != offset) {
            changes.incrementAndGet();
        }
        return true;
    }

    /** How far a queue has come: the offset of its next message. */
    @FunctionalInterface
    public interface QueueEnds {
        long end(String topic, int queueId);
    }

    /**
     * Takes back offsets that are behind the queues' ends. Messages that a group had consumed may be lost with the power; the
     * next ones get their numbers, and the group would pass over them. At the start, before anybody reads.
     */
    public void lowerTo(QueueEnds ends) {
        offsets.forEach((key, queues) -> queues.forEach((queueId, cell) -> {
            long end = ends.end(key.topic, queueId);
            long offset = cell.get();
            if (offset > end) {
                cell.set(end);
                changes.incrementAndGet();
                log.warn(
                        "group {} had consumed {}/{} up to {}, and the queue ends at {}: what came behind is lost, the group"
                                + " goes on at its end",
                        key.group,
                        key.topic,
                        queueId,
                        offset,
                        end);
            }
        }));
    }

    /** Why no further offset is taken. */
    public String fullness() {
        return "the broker keeps " + count.get() + " consumer offsets, as many as its memory is good for: delete groups"
                + " that are no more (mqadmin deleteSubGroup), or give it more (-Xmx)";
    }

    private AtomicLong cell(Key key, int queueId) {
        return offsets.computeIfAbsent(key, unused -> new ConcurrentHashMap<>()).computeIfAbsent(queueId, unused -> {
            count.incrementAndGet();
            return new AtomicLong(-1);
        });
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

    /** Groups that have offsets for the topic. */
    public Set<String> groupsOf(String topic) {
        Set<String> groups = new TreeSet<>();
        for (Key key : offsets.keySet()) {
            if (key.topic.equals(topic)) {
                groups.add(key.group);
            }
        }
        return groups;
    }

    public void removeTopic(String topic) {
        removeIf(key -> key.topic.equals(topic));
    }

    public void removeGroup(String group) {
        removeIf(key -> key.group.equals(group));
    }

    /** Of the groups by which the broker itself tells how far it has come in its log. */
    public void removeSystemGroups() {
        removeIf(key -> key.group.startsWith(TopicNames.SYSTEM_GROUP_PREFIX));
    }

    private void removeIf(Predicate<Key> gone) {
        for (Key key : offsets.keySet()) {
            Map<Integer, AtomicLong> removed = gone.test(key) ? offsets.remove(key) : null;
            if (removed != null) {
                count.addAndGet(-removed.size());
                changes.incrementAndGet();
            }
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
            queues.forEach((queueId, cell) -> {
                long offset = cell.get();
                if (offset >= 0) {
                    row.put(queueId, offset);
                }
            });
            table.put(key.text(), row);
        });
        return new OffsetTableBody(version, null, table, null);
    }
}
