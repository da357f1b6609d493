package io.apogeemq.store.queue;

import io.apogeemq.concurrent.OwnedBy;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The ordered view of the log for one topic and queue id. Costs a few hundred bytes while idle: no descriptor, no mapping,
 * and no file before the first unit is written to one.
 * <pre>
 *   min ....... firstInMemory ....... max ........ next
 *    |  in files   |   in memory too   |  in memory,  |
 *    |             |                   |  record not  |
 *    |             |                   |  written yet |
 * </pre>
 * {@code next} belongs to the holder of the log's lock, which adds units; {@code max} moves when their records are
 * written, and only what lies below it is seen. The {@code disk} loop writes units to files and then lets go of chunks.
 */
@OwnedBy("log lock; files: disk loop")
public final class ConsumeQueue {
    private static final int SMALLEST_CHUNK = 16;
    private static final int LARGEST_CHUNK = 1024;

    private final QueueName name;
    private final QueueFiles files;

    // log lock; with ten thousand queues none of this is in a processor's cache, so an append looks at nothing else
    private long nextOffset;
    private UnitChunk tail;
    /** The tail's, so that it need not be looked at. */
    private byte[] tailUnits;

    private int tailAt;
    private boolean deleted;
    private long stagedIn = -1;
    private int stagedSlot;

    // disk loop, or the thread that recovers
    private volatile long persistedOffset;
    private boolean beginsInside;

    private volatile long minOffset;
    private volatile long maxOffset;
    private volatile UnitChunk firstInMemory;
    private volatile boolean dirty;
    private volatile @Nullable QueueWatcher watcher;

    /** Offsets below were there before this process: their messages may have left the page cache. */
    private long startOffset;

    ConsumeQueue(QueueName name, QueueFiles files) {
        this.name = name;
        this.files = files;
        this.tail = new UnitChunk(0, 0);
        this.tailUnits = tail.units;
        this.firstInMemory = tail;
    }

    public QueueName name() {
        return name;
    }

    /** The first message that can be read, if there is any below {@link #maxOffset}. Any thread. */
    public long minOffset() {
        return minOffset;
    }

    /** The number that the next message gets, as far as readers may see. Any thread. */
    public long maxOffset() {
        return maxOffset;
    }

    /** Whether the message at that offset was written by this process, and so is likely still in memory. */
    public boolean isRecent(long offset) {
        return offset >= startOffset;
    }

    /**
     * Adds one who is told when the queue grows; nothing changes when he is among them. Any thread. Look at {@link
     * #maxOffset} once more after this: what came before is not told.
     */
    public synchronized void watch(QueueWatcher more) {
        watcher = QueueWatchers.with(watcher, more);
    }

    /** Takes one away again. Any thread. */
    public synchronized void unwatch(QueueWatcher one) {
        watcher = QueueWatchers.without(watcher, one);
    }

    /** Tells all who watch; null when nobody does. */
    public @Nullable QueueWatcher watcher() {
        return watcher;
    }

    // ---- the holder of the log's lock

    /** Number of the next message. Log lock. */
    public long nextOffset() {
        return nextOffset;
    }

    /** Adds the unit of the next message; not seen before {@link #publish}. Log lock. */
    public void append(long position, int length, long tagCode) {
        if (tailAt == tailUnits.length) {
            addChunk();
        }
        QueueUnit.write(tailUnits, tailAt, position, length, tagCode);
        tailAt += QueueUnit.UNIT_LENGTH;
        nextOffset++;
    }

    /** Begins at that offset instead of 0; while it has never had a message. Log lock. */
    public void beginAt(long offset) {
        if (nextOffset != 0) {
            throw new IllegalStateException(this + " cannot begin at " + offset);
        }
        restartAt(offset);
    }

    /** Adds units that say that their messages are lost, up to that offset. Log lock. */
    public void fillUpTo(long offset, long position) {
        while (nextOffset < offset) {
            append(position, QueueUnit.FILLER_LENGTH, 0);
        }
    }

    /** Twice as large when the disk loop did not even come by while the last one was filled, else half. */
    private void addChunk() {
        UnitChunk full = tail;
        int capacity = full.base >= persistedOffset ? full.capacity() * 2 : full.capacity() / 2;
        UnitChunk chunk = new UnitChunk(nextOffset, Math.max(SMALLEST_CHUNK, Math.min(LARGEST_CHUNK, capacity)));
        full.next = chunk;
        fillFrom(chunk);
    }

    private void fillFrom(UnitChunk chunk) {
        tail = chunk;
        tailUnits = chunk.units;
        tailAt = 0;
    }

    /** Lets go of a large chunk that a quiet queue no longer fills; false when there is something in it to keep. Log lock. */
    public boolean shrink() {
        if (tail.capacity() <= SMALLEST_CHUNK * 2 || nextOffset != persistedOffset) {
            return false;
        }
        fillFrom(new UnitChunk(nextOffset, 0));
        firstInMemory = tail;
        return true;
    }

    /** No more messages for this one: who wants to append asks the table again. Log lock. */
    public void markDeleted() {
        deleted = true;
    }

    public boolean isDeleted() {
        return deleted;
    }

    /** The slot that this queue has in the numbered batch, or -1. Log lock. */
    public int slotIn(long batch) {
        return stagedIn == batch ? stagedSlot : -1;
    }

    public void putInSlot(long batch, int slot) {
        stagedIn = batch;
        stagedSlot = slot;
    }

    // ---- whoever wrote the records, one at a time

    /** Lets readers see everything below that offset. */
    public void publish(long newMax) {
        maxOffset = newMax;
    }

    /** Says that there is something for the files; true when nobody had said so. */
    boolean markDirty() {
        if (dirty) {
            return false;
        }
        dirty = true;
        return true;
    }

    void markClean() {
        dirty = false;
    }

    // ---- readers

    /**
     * Copies units to the buffer's beginning, whatever its position: as many as are there, fit and lie together.
     *
     * @return how many; 0 when the file that should hold the first one is missing
     */
    public int read(long from, int count, ByteBuffer target) throws IOException {
        target.clear();
        int wanted = (int) Math.min(Math.min(count, maxOffset - from), target.capacity() / QueueUnit.UNIT_LENGTH);
        if (wanted <= 0) {
            return 0;
        }
        while (true) {
            UnitChunk first = firstInMemory;
            if (from < first.base) {
                return files.read(this, from, (int) Math.min(wanted, first.base - from), target);
            }
            int copied = copy(first, from, wanted, target);
            VarHandle.acquireFence();
            // else the disk loop, once in a round, has let chunks go meanwhile, and what comes after them was not found
            if (first == firstInMemory) {
                return copied;
            }
        }
    }

    /** Whether reading from there touches no file. */
    public boolean isInMemory(long offset) {
        return offset >= firstInMemory.base;
    }

    private int copy(UnitChunk first, long from, int count, ByteBuffer target) {
        int done = 0;
        for (UnitChunk chunk = first; chunk != null && done < count; chunk = chunk.next) {
            long at = from + done - chunk.base;
            int capacity = chunk.capacity();
            if (at < capacity) {
                int part = (int) Math.min(count - done, capacity - at);
                target.put(
                        done * QueueUnit.UNIT_LENGTH,
                        chunk.units,
                        (int) at * QueueUnit.UNIT_LENGTH,
                        part * QueueUnit.UNIT_LENGTH);
                done += part;
            }
        }
        return done;
    }

    // ---- the disk loop

    /** Units below are in the files. The disk loop. */
    public long persistedOffset() {
        return persistedOffset;
    }

    /** How many units wait for the files. */
    long unpersisted() {
        return maxOffset - persistedOffset;
    }

    /** Units below are in the files: chunks that hold nothing else are let go. */
    void persistedTo(long offset) {
        persistedOffset = offset;
        UnitChunk old = firstInMemory;
        UnitChunk kept = old;
        while (kept.next != null && kept.next.base <= offset) {
            kept = kept.next;
        }
        firstInMemory = kept;
        // a reader that misses what is taken away here sees that the first has changed
        VarHandle.releaseFence();
        for (UnitChunk chunk = old; chunk != null && chunk != kept; ) {
            UnitChunk next = chunk.next;
            chunk.next = null;
            chunk = next;
        }
    }

    /** Whether the first unit of the files is not the first of its file, so that fillers come before it. */
    boolean beginsInside() {
        return beginsInside;
    }

    void filled() {
        beginsInside = false;
    }

    // ---- recovery and retention

    /** Begins with what the files hold. Before anybody else knows the queue. */
    void restore(long min, long max) {
        nextOffset = max;
        persistedOffset = max;
        minOffset = min;
        maxOffset = max;
        startOffset = max;
        fillFrom(new UnitChunk(max, 0));
        firstInMemory = tail;
        beginsInside = false;
    }

    /** Begins anew, empty, at that offset. Before anybody else knows the queue. */
    void restartAt(long offset) {
        restore(offset, offset);
        beginsInside = offset != 0;
    }

    /** What recovery has added was not checked: readers have to. Before anybody else knows the queue. */
    public void countAsOld() {
        startOffset = nextOffset;
    }

    /** Moves the minimum up; never down. The disk loop, or the thread that recovers. */
    public void raiseMinOffset(long offset) {
        if (offset > minOffset) {
            minOffset = offset;
        }
    }

    @Override
    public String toString() {
        return name + " [" + minOffset + ", " + maxOffset + ")";
    }
}
