package io.apogeemq.store.read;

import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.queue.QueueUnit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was read last of the queues' files: units of 512 messages at once, so that a reader of a backlog asks for a file at
 * every sixteenth pull. Units never change, so nothing here grows old. At most 2.6 MB. Any thread.
 */
final class UnitBlocks {
    private static final int BLOCK_COUNT = 512;
    private static final int MOST_KEPT = 256;

    private final Object lock = new Object();
    // guarded by lock; the one used longest ago first
    private final Map<Key, Block> blocks = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Block> eldest) {
            return size() > MOST_KEPT;
        }
    };

    private record Key(ConsumeQueue queue, long number) {}

    /** Units from an offset on, not always from the block's beginning, nor to its end. */
    private record Block(long from, int count, byte[] units) {
        boolean holds(long offset) {
            return from <= offset && offset < from + count;
        }
    }

    /** As {@link ConsumeQueue#read}; may wait for the disk. */
    int read(ConsumeQueue queue, long from, int count, ByteBuffer target) throws IOException {
        int got = readKept(queue, from, count, target);
        if (got > 0 || queue.isInMemory(from)) {
            return got > 0 ? got : queue.read(from, count, target);
        }
        long number = from / BLOCK_COUNT;
        int wanted = (int) ((number + 1) * BLOCK_COUNT - from);
        byte[] units = new byte[wanted * QueueUnit.UNIT_LENGTH];
        Block block = new Block(from, queue.read(from, wanted, ByteBuffer.wrap(units)), units);
        if (block.count == 0) {
            return 0;
        }
        synchronized (lock) {
            blocks.put(new Key(queue, number), block);
        }
        return copy(block, from, count, target);
    }

    /** The same without waiting: 0 when they are not here. */
    int readKept(ConsumeQueue queue, long from, int count, ByteBuffer target) {
        Block block = find(queue, from);
        return block == null ? 0 : copy(block, from, count, target);
    }

    private @Nullable Block find(ConsumeQueue queue, long offset) {
        Block block;
        synchronized (lock) {
            block = blocks.get(new Key(queue, offset / BLOCK_COUNT));
        }
        return block != null && block.holds(offset) ? block : null;
    }

    private static int copy(Block block, long from, int count, ByteBuffer target) {
        int first = (int) (from - block.from);
        int part = Math.min(Math.min(count, block.count - first), target.capacity() / QueueUnit.UNIT_LENGTH);
        target.clear();
        target.put(0, block.units, first * QueueUnit.UNIT_LENGTH, part * QueueUnit.UNIT_LENGTH);
        return part;
    }
}
