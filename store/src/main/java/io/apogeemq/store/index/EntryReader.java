package io.apogeemq.store.index;

import io.apogeemq.store.disk.DiskFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads entries from the file, a block at a time: a busy chain's next entry often lies in the block of this one. */
final class EntryReader {
    private static final int BLOCK_COUNT = 800;

    private final IndexLayout layout;
    private final DiskFile file;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK_COUNT * IndexLayout.ENTRY_LENGTH);
    /** Numbers of the entries in the block. */
    private int blockFirst;

    private int blockEnd;

    EntryReader(IndexLayout layout, DiskFile file) {
        this.layout = layout;
        this.file = file;
    }

    /** @param end the number of the first entry that the file does not have yet */
    IndexEntry entry(int number, int end) throws IOException {
        if (number < blockFirst || number >= blockEnd) {
            load(number - number % BLOCK_COUNT, end);
        }
        if (number >= blockEnd) {
            throw new EOFException("the index file ends before its entry " + number);
        }
        return IndexEntry.read(block, (number - blockFirst) * IndexLayout.ENTRY_LENGTH);
    }

    /** What was read may change: read it again. */
    void forget() {
        blockEnd = 0;
    }

    private void load(int first, int end) throws IOException {
        int count = Math.min(BLOCK_COUNT, end - first);
        block.clear().limit(count * IndexLayout.ENTRY_LENGTH);
        blockEnd = 0;
        int read = file.read(block, layout.entryAt(first));
        blockFirst = first;
        blockEnd = first + read / IndexLayout.ENTRY_LENGTH;
    }
}
