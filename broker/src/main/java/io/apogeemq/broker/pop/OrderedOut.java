package io.apogeemq.broker.pop;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one queue that a group was handed in order: until the first of them is acknowledged or its time is over,
 * nobody gets any of the queue. Kept in memory: after a restart they are handed out again. Any thread.
 */
final class OrderedOut {
    private long popMillis;
    private @Nullable String attemptId;
    private long[] offsets = new long[0];
    private long[] untilMillis = new long[0];
    private boolean[] done = new boolean[0];
    private long after;
    private Map<Long, Integer> attempts = new HashMap<>();

    /** Whether nobody may have messages of the queue now, but the one who asks the same again. */
    synchronized boolean blocks(long nowMillis, @Nullable String attempt) {
        int first = first();
        return first < offsets.length
                && untilMillis[first] > nowMillis
                && (attempt == null || !attempt.equals(attemptId));
    }

    private int first() {
        int first = 0;
        while (first < offsets.length && done[first]) {
            first++;
        }
        return first;
    }

    /** Hands these out; returns how often each was before. */
    synchronized List<Integer> take(
            long now, long invisibleMillis, @Nullable String attempt, long[] taken, long nextOffset) {
        Map<Long, Integer> counts = new HashMap<>();
        List<Integer> before = new ArrayList<>();
        for (long offset : taken) {
            int count = attempts.getOrDefault(offset, 0);
            before.add(count);
            counts.put(offset, count + 1);
        }
        attempts = counts;
        popMillis = now;
        attemptId = attempt;
        offsets = taken.clone();
        untilMillis = new long[taken.length];
        Arrays.fill(untilMillis, now + invisibleMillis);
        done = new boolean[taken.length];
        after = nextOffset;
        return before;
    }

    /** Returns the offset up to which all is done, or -1 when the message was not handed out then. */
    synchronized long acknowledge(long popTime, long offset) {
        int index = find(popTime, offset);
        if (index < 0) {
            return -1;
        }
        done[index] = true;
        int first = first();
        if (first < offsets.length) {
            return offsets[first];
        }
        offsets = new long[0];
        attempts = new HashMap<>();
        return after;
    }

    /** False when the message was not handed out then. */
    synchronized boolean change(long popTime, long offset, long newUntilMillis) {
        int index = find(popTime, offset);
        if (index >= 0) {
            untilMillis[index] = newUntilMillis;
        }
        return index >= 0;
    }

    private int find(long popTime, long offset) {
        int index = popTime == popMillis ? Arrays.binarySearch(offsets, offset) : -1;
        return index >= 0 && !done[index] ? index : -1;
    }
}
