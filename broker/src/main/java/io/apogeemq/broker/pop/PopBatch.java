package io.apogeemq.broker.pop;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Messages that were handed out together.
 *
 * <pre>
 *   OPEN ──(somebody acknowledges it, or its time is over)──► BUSY ──(told in the log)──► done
 *    ▲                                                          │
 *    └─────────────────(the log takes no more)──────────────────┘
 * </pre>
 */
final class PopBatch {
    private final PopKey key;
    private final long invisibleMillis;
    private final boolean suspended;
    private final long[] offsets;
    private final long logOffset;
    private final BitSet open;
    private final BitSet busy;

    /**
     * @param suspended the consumer itself asked for it later: coming again is no further attempt
     * @param offsets ascending
     * @param logOffset its number in the log of pops
     */
    PopBatch(PopKey key, long invisibleMillis, boolean suspended, long[] offsets, long logOffset) {
        this.key = key;
        this.invisibleMillis = invisibleMillis;
        this.suspended = suspended;
        this.offsets = offsets;
        this.logOffset = logOffset;
        this.open = new BitSet(offsets.length);
        this.busy = new BitSet(offsets.length);
        open.set(0, offsets.length);
    }

    PopKey key() {
        return key;
    }

    long invisibleMillis() {
        return invisibleMillis;
    }

    boolean suspended() {
        return suspended;
    }

    long logOffset() {
        return logOffset;
    }

    /** When what is open comes again. */
    long dueMillis() {
        return key.popMillis() + invisibleMillis;
    }

    /** What nobody has done anything about. */
    long[] open() {
        return open.stream()
                .filter(index -> !busy.get(index))
                .mapToLong(index -> offsets[index])
                .toArray();
    }

    long lastOffset() {
        return offsets[offsets.length - 1];
    }

    int count() {
        return open.cardinality();
    }

    boolean begin(long offset) {
        int index = Arrays.binarySearch(offsets, offset);
        if (index < 0 || !open.get(index) || busy.get(index)) {
            return false;
        }
        busy.set(index);
        return true;
    }

    /** Whether it was open until now and is done. */
    boolean end(long offset, boolean done) {
        int index = Arrays.binarySearch(offsets, offset);
        if (index < 0) {
            return false;
        }
        busy.clear(index);
        boolean was = open.get(index);
        if (done) {
            open.clear(index);
        }
        return was && done;
    }
}
