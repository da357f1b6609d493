package io.apogeemq.store.index;

import io.apogeemq.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The slots of the file that grows, in memory: each key changes one anywhere in twenty megabytes, so they are written
 * together, now and then. Only blocks that were touched take memory.
 */
final class SlotTable {
    private static final int BLOCK_COUNT = 1024;
    private static final int MOST_BLOCKS_AT_ONCE = 64;
    private static final int[] UNTOUCHED = {};

    private final IndexLayout layout;
    private final DiskFile file;
    private final boolean fresh;
    private final int[][] blocks;
    private final BitSet dirty = new BitSet();

    /** @param fresh whether the file has no slot in use yet */
    SlotTable(IndexLayout layout, DiskFile file, boolean fresh) {
        this.layout = layout;
        this.file = file;
        this.fresh = fresh;
        this.blocks = new int[(layout.slotCount() - 1) / BLOCK_COUNT + 1][];
        Arrays.fill(blocks, UNTOUCHED);
    }

    int get(int slot) throws IOException {
        return block(slot / BLOCK_COUNT)[slot % BLOCK_COUNT];
    }

    void set(int slot, int number) throws IOException {
        block(slot / BLOCK_COUNT)[slot % BLOCK_COUNT] = number;
        dirty.set(slot / BLOCK_COUNT);
    }

    private int[] block(int index) throws IOException {
        int[] block = blocks[index];
        if (block == UNTOUCHED) {
            block = new int[countIn(index)];
            if (!fresh) {
                load(index, block);
            }
            blocks[index] = block;
        }
        return block;
    }

    private int countIn(int index) {
        return Math.min(BLOCK_COUNT, layout.slotCount() - index * BLOCK_COUNT);
    }

    private void load(int index, int[] block) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(block.length * IndexLayout.SLOT_LENGTH);
        file.read(bytes, layout.slotAt(index * BLOCK_COUNT));
        bytes.flip().asIntBuffer().get(block, 0, bytes.limit() / IndexLayout.SLOT_LENGTH);
    }

    boolean isDirty() {
        return !dirty.isEmpty();
    }

    /** Writes what has changed, neighbouring blocks together. */
    void write() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(MOST_BLOCKS_AT_ONCE * BLOCK_COUNT * IndexLayout.SLOT_LENGTH);
        for (int first = dirty.nextSetBit(0); first >= 0; first = dirty.nextSetBit(first)) {
            int end = Math.min(dirty.nextClearBit(first), first + MOST_BLOCKS_AT_ONCE);
            bytes.clear();
            for (int i = first; i < end; i++) {
                for (int number : blocks[i]) {
                    bytes.putInt(number);
                }
            }
            file.write(bytes.flip(), layout.slotAt(first * BLOCK_COUNT));
            dirty.clear(first, end);
        }
    }

    /** Where a slot leads instead. */
    interface Mending {
        int newestFor(int number) throws IOException;
    }

    /** Passes every slot in use to the mending and returns how many are in use then. Keeps in memory only what changed. */
    int mend(Mending mending) throws IOException {
        int used = 0;
        for (int i = 0; i < blocks.length; i++) {
            boolean wasThere = blocks[i] != UNTOUCHED;
            int[] block = block(i);
            boolean changed = false;
            for (int j = 0; j < block.length; j++) {
                int number = block[j] == 0 ? 0 : mending.newestFor(block[j]);
                changed |= number != block[j];
                block[j] = number;
                used += number == 0 ? 0 : 1;
            }
            if (changed) {
                dirty.set(i);
            } else if (!wasThere) {
                blocks[i] = UNTOUCHED;
            }
        }
        return used;
    }
}
