package io.apogeemq.store.log;

import io.apogeemq.concurrent.OwnedBy;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Waiters in the order of their positions: a ring of arrays, so that waiting makes no objects. Only {@link #head} is read
 * by others.
 */
@OwnedBy("the loop that waits")
final class WaitingLine {
    /** The head of an empty line. */
    static final long NOBODY = Long.MAX_VALUE;

    private long[] ends = new long[64];
    private long[] deadlines = new long[64];
    private @Nullable Waiter[] waiters = new Waiter[64];
    private int first;
    private int count;
    private volatile long head = NOBODY;

    /** Position that the first one waits for. Any thread. */
    long head() {
        return head;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Joins at the end; who waits for less than the one before waits for as much. */
    void join(long end, long deadlineNanos, Waiter waiter) {
        if (count == ends.length) {
            grow();
        }
        int last = (first + count - 1) & (ends.length - 1);
        int at = (first + count) & (ends.length - 1);
        ends[at] = count == 0 ? end : Math.max(end, ends[last]);
        deadlines[at] = deadlineNanos;
        waiters[at] = waiter;
        count++;
        if (count == 1) {
            head = end;
        }
    }

    private void grow() {
        int length = ends.length;
        long[] moreEnds = new long[length * 2];
        long[] moreDeadlines = new long[length * 2];
        @Nullable Waiter[] moreWaiters = new Waiter[length * 2];
        for (int i = 0; i < count; i++) {
            int at = (first + i) & (length - 1);
            moreEnds[i] = ends[at];
            moreDeadlines[i] = deadlines[at];
            moreWaiters[i] = waiters[at];
        }
        Arrays.fill(waiters, null);
        ends = moreEnds;
        deadlines = moreDeadlines;
        waiters = moreWaiters;
        first = 0;
    }

    /** When the first one gives up; only while somebody waits. */
    long firstDeadline() {
        return deadlines[first];
    }

    /** Takes the first one when it waits for no more than that position. */
    @Nullable
    Waiter pollReached(long position) {
        return count > 0 && ends[first] <= position ? poll() : null;
    }

    /** Takes the first one when its time is over. */
    @Nullable
    Waiter pollLate(long nowNanos) {
        return count > 0 && nowNanos - deadlines[first] >= 0 ? poll() : null;
    }

    private Waiter poll() {
        Waiter waiter = Objects.requireNonNull(waiters[first]);
        waiters[first] = null;
        first = (first + 1) & (ends.length - 1);
        count--;
        head = count == 0 ? NOBODY : ends[first];
        return waiter;
    }
}
