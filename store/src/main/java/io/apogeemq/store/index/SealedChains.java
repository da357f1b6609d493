package io.apogeemq.store.index;

import io.apogeemq.store.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A full file, opened for a look. */
final class SealedChains implements Chains, Closeable {
    private final IndexLayout layout;
    private final DiskFile file;
    private final int nextEntry;
    private final EntryReader entries;

    SealedChains(IndexLayout layout, DiskFile file, IndexHeader header) {
        this.layout = layout;
        this.file = file;
        this.nextEntry = header.nextEntry();
        this.entries = new EntryReader(layout, file);
    }

    @Override
    public int newest(int hash) throws IOException {
        ByteBuffer slot = ByteBuffer.allocate(IndexLayout.SLOT_LENGTH);
        file.read(slot, layout.slotAt(layout.slotOf(hash)));
        int number = slot.getInt(0);
        return 0 < number && number < nextEntry ? number : 0;
    }

    @Override
    public IndexEntry entry(int number) throws IOException {
        return entries.entry(number, nextEntry);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
