package io.apogeemq.broker.transaction;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The half messages that wait for their end, by their offset in the half queue. A plain value: it reads nothing and appends
 * nothing. Whoever has shown it the half queue from {@link #lowest} on, and every end behind it, has the same ledger again.
 */
final class HalfLedger {
    private final TreeMap<Long, Half> waiting = new TreeMap<>();
    /** Those that were appended again, by where they were first. */
    private final HashMap<Long, Half> moved = new HashMap<>();

    /** Among them may be some that have ended, or are due later by now: looking for them in the middle would cost more. */
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::millis));

    private long next;
    private volatile int count;

    private record Due(long millis, Half half) {}

    /** Forgets all, and begins at that offset. */
    void clear(long from) {
        waiting.clear();
        moved.clear();
        due.clear();
        next = from;
        count = 0;
    }

    /** The next half message is there; it is due when it says so. One that is known already changes nothing. */
    void add(Half half) {
        if (half.offset < next) {
            return;
        }
        next = half.offset + 1;
        waiting.put(half.offset, half);
        if (half.origin != half.offset) {
            moved.put(half.origin, half);
        }
        due.add(new Due(half.dueMillis, half));
        count = waiting.size();
    }

    /** Nothing before that offset comes any more: what was there is lost, or no half message. */
    void pass(long offset) {
        next = Math.max(next, offset);
    }

    /** A half message has ended; unknown ones are no matter. */
    void end(long offset) {
        Half ended = waiting.remove(offset);
        if (ended != null) {
            // not the one that came after it
            moved.remove(ended.origin, ended);
        }
        count = waiting.size();
        if (due.size() > 64 && due.size() > 4 * waiting.size()) {
            due.clear();
            waiting.values().forEach(half -> due.add(new Due(half.dueMillis, half)));
        }
    }

    @Nullable
    Half find(long offset) {
        return waiting.get(offset);
    }

    /** The one that was there first and has been appended again since, or null when it has ended or there was none. */
    @Nullable
    Half findMoved(long origin) {
        return moved.get(origin);
    }

    /** The offset from which on half messages have not been seen. */
    long next() {
        return next;
    }

    /** Where the half queue has to be read again from to find all that wait. */
    long lowest() {
        return waiting.isEmpty() ? next : waiting.firstKey();
    }

    /** How many wait. Any thread. */
    int count() {
        return count;
    }

    Collection<Half> all() {
        return waiting.values();
    }

    /** Looks at it again then. */
    void postpone(Half half, long millis) {
        half.dueMillis = millis;
        due.add(new Due(millis, half));
    }

    /** Takes the next one that is due; it is not given again unless it is postponed. Null when none is. */
    @Nullable
    Half takeDue(long now) {
        dropStale();
        Due first = due.peek();
        if (first == null || first.millis() > now) {
            return null;
        }
        due.remove();
        return first.half();
    }

    /** When the next one is due; {@link Long#MAX_VALUE} when none will be. */
    long nextDueMillis() {
        dropStale();
        Due first = due.peek();
        return first == null ? Long.MAX_VALUE : first.millis();
    }

    /** How many it keeps to tell what is due. */
    int dueCount() {
        return due.size();
    }

    private void dropStale() {
        Due first = due.peek();
        while (first != null
                && (waiting.get(first.half().offset) != first.half() || first.half().dueMillis != first.millis())) {
            due.remove();
            first = due.peek();
        }
    }
}
