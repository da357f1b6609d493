package io.apogeemq.broker.pop;

import io.apogeemq.protocol.body.PopAck;
import io.apogeemq.protocol.body.PopCheckPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is handed out and not acknowledged. Follows from the log of pops: {@link #replay} of all its records from
 * {@link #doneTo} on makes the same. Not thread-safe.
 */
final class PopLedger {
    private final Map<PopKey, PopBatch> batches = new HashMap<>();
    private final TreeSet<PopBatch> byDue =
            new TreeSet<>(Comparator.comparingLong(PopBatch::dueMillis).thenComparingLong(PopBatch::logOffset));
    private final TreeMap<Long, PopBatch> byLogOffset = new TreeMap<>();
    private long count;

    void add(PopBatch batch) {
        if (batches.putIfAbsent(batch.key(), batch) == null) {
            byDue.add(batch);
            byLogOffset.put(batch.logOffset(), batch);
            count += batch.count();
        }
    }

    /** Somebody begins to do with it; false when it is not out, or somebody else was faster. */
    boolean begin(PopKey key, long offset) {
        PopBatch batch = batches.get(key);
        return batch != null && batch.begin(offset);
    }

    /**
     * What was begun has ended.
     *
     * @param done told in the log; else it is open as before
     */
    void end(PopKey key, long offset, boolean done) {
        PopBatch batch = batches.get(key);
        if (batch == null || !batch.end(offset, done)) {
            return;
        }
        count--;
        if (batch.count() == 0) {
            batches.remove(key);
            byDue.remove(batch);
            byLogOffset.remove(batch.logOffset());
        }
    }

    /** A record of the log. */
    void replay(PopCheckPoint record, long logOffset) {
        add(batch(record, logOffset));
    }

    /** A record of the log. */
    void replay(PopAck record) {
        PopKey key =
                new PopKey(record.group(), record.topic(), record.queueId(), record.startOffset(), record.popMillis());
        List<Long> offsets = record.offsets();
        if (offsets == null || offsets.isEmpty()) {
            end(key, record.offset(), true);
        } else {
            offsets.forEach(offset -> end(key, offset, true));
        }
    }

    static PopBatch batch(PopCheckPoint record, long logOffset) {
        List<Integer> differences = record.differences();
        int messages = differences.isEmpty() ? record.count() : differences.size();
        long[] offsets = new long[messages];
        for (int i = 0; i < messages; i++) {
            offsets[i] = record.startOffset() + (differences.isEmpty() ? i : differences.get(i));
        }
        return new PopBatch(
                new PopKey(record.group(), record.topic(), record.queueId(), record.startOffset(), record.popMillis()),
                record.invisibleMillis(),
                record.suspended(),
                offsets,
                logOffset);
    }

    /** Batches whose time is over. */
    List<PopBatch> due(long nowMillis, int most) {
        List<PopBatch> due = new ArrayList<>();
        for (PopBatch batch : byDue) {
            if (batch.dueMillis() > nowMillis || due.size() >= most) {
                break;
            }
            if (batch.open().length > 0) {
                due.add(batch);
            }
        }
        return due;
    }

    /** When the next one's time is over, or null when nothing is out. */
    @Nullable
    Long nextDueMillis() {
        return byDue.isEmpty() ? null : byDue.first().dueMillis();
    }

    @Nullable
    PopBatch find(PopKey key) {
        return batches.get(key);
    }

    /** Records of the log below this number say nothing of what is out now. */
    long doneTo(long end) {
        return byLogOffset.isEmpty() ? end : byLogOffset.firstKey();
    }

    /** How many messages are out. */
    long count() {
        return count;
    }

    /** What is out, for comparison: offsets by pop. */
    Map<PopKey, List<Long>> open() {
        Map<PopKey, List<Long>> open = new HashMap<>();
        batches.forEach((key, batch) -> {
            List<Long> offsets = new ArrayList<>();
            for (long offset : batch.open()) {
                offsets.add(offset);
            }
            if (!offsets.isEmpty()) {
                open.put(key, offsets);
            }
        });
        return open;
    }
}
