package io.apogeemq.store.index;

import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The newest index file. Entries collect in memory and are written some thousand together; slots stay in memory. It is
 * whole only after {@link #writeRest}, {@link #writeSlots} and {@link #writeHeader}, each forced: neither header nor slots
 * on the disk ever name an entry that is not there. Slots may lead behind the header; {@link #trim} mends that after a crash.
 */
@OwnedBy("indexer")
final class GrowingFile implements Chains {
    private static final int MOST_UNWRITTEN = 3200;

    private final Path path;
    private final IndexLayout layout;
    private final DiskFile file;
    private final SlotTable slots;
    private final EntryReader written;
    private final ByteBuffer unwritten = ByteBuffer.allocateDirect(MOST_UNWRITTEN * IndexLayout.ENTRY_LENGTH);
    private int firstUnwritten;
    private IndexHeader saved;

    private long beginMillis;
    private long endMillis;
    private long beginPosition;
    private long endPosition;
    private int usedSlots;
    private int nextEntry;

    GrowingFile(Path path, IndexLayout layout, DiskFile file, IndexHeader header) {
        this.path = path;
        this.layout = layout;
        this.file = file;
        this.slots = new SlotTable(layout, file, header.isEmpty());
        this.written = new EntryReader(layout, file);
        this.saved = header;
        beginMillis = header.beginMillis();
        endMillis = header.endMillis();
        beginPosition = header.beginPosition();
        endPosition = header.endPosition();
        usedSlots = header.usedSlots();
        nextEntry = Math.max(header.nextEntry(), IndexLayout.FIRST_ENTRY);
        firstUnwritten = nextEntry;
    }

    Path path() {
        return path;
    }

    IndexHeader header() {
        return new IndexHeader(beginMillis, endMillis, beginPosition, endPosition, usedSlots, nextEntry);
    }

    long endPosition() {
        return endPosition;
    }

    boolean isFull() {
        return nextEntry >= layout.entryLimit();
    }

    /** Whether the header on the disk lacks something. */
    boolean isDirty() {
        return !saved.equals(header());
    }

    /** Adds an entry; the file must not be full. After an exception nothing has changed. */
    void put(int hash, long position, long storeMillis) throws IOException {
        if (unwritten.remaining() < IndexLayout.ENTRY_LENGTH) {
            writeEntries();
        }
        int slot = layout.slotOf(hash);
        int previous = slots.get(slot);
        if (nextEntry == IndexLayout.FIRST_ENTRY) {
            beginMillis = storeMillis;
            beginPosition = position;
        }
        long seconds = Math.max(0, Math.min(Integer.MAX_VALUE, (storeMillis - beginMillis) / 1000));
        unwritten.putInt(hash).putLong(position).putInt((int) seconds).putInt(previous);
        slots.set(slot, nextEntry);
        if (previous == 0) {
            usedSlots++;
        }
        nextEntry++;
        endMillis = storeMillis;
        endPosition = position;
    }

    @Override
    public int newest(int hash) throws IOException {
        int number = slots.get(layout.slotOf(hash));
        return 0 < number && number < nextEntry ? number : 0;
    }

    @Override
    public IndexEntry entry(int number) throws IOException {
        return number < firstUnwritten
                ? written.entry(number, firstUnwritten)
                : IndexEntry.read(unwritten, (number - firstUnwritten) * IndexLayout.ENTRY_LENGTH);
    }

    private void writeEntries() throws IOException {
        file.write(unwritten.duplicate().flip(), layout.entryAt(firstUnwritten));
        firstUnwritten = nextEntry;
        unwritten.clear();
    }

    /** Writes all entries; to be forced before {@link #writeSlots}. */
    void writeRest() throws IOException {
        if (firstUnwritten < nextEntry) {
            writeEntries();
        }
    }

    /** Writes the slots; to be forced before {@link #writeHeader}. */
    void writeSlots() throws IOException {
        slots.write();
    }

    void force() throws IOException {
        file.force();
    }

    /** Writes the header: one that was true when all else was last forced. */
    void writeHeader(IndexHeader header) throws IOException {
        file.write(header.toBytes(), 0);
        saved = header;
    }

    /**
     * Takes out the entries of records from that position on, and leads every slot to an entry that is there: reads all
     * slots. Header and slots on the disk must not name what will be overwritten, so they are forced at once, and in this
     * order: a slot that leads too far is found again.
     *
     * @return whether an entry is left
     */
    boolean trim(long end) throws IOException {
        int kept = nextEntry;
        while (kept > IndexLayout.FIRST_ENTRY && entry(kept - 1).position() >= end) {
            kept--;
        }
        if (kept == IndexLayout.FIRST_ENTRY) {
            return false;
        }
        if (kept < nextEntry) {
            IndexEntry last = entry(kept - 1);
            endMillis = header().millisOf(last);
            endPosition = last.position();
        }
        // what slots lead to was forced before them, also behind the header's last entry
        int there = kept;
        usedSlots = slots.mend(number -> newestBelow(there, number));
        nextEntry = kept;
        firstUnwritten = kept;
        written.forget();
        if (isDirty()) {
            writeHeader(header());
            file.force();
        }
        if (slots.isDirty()) {
            slots.write();
            file.force();
        }
        return true;
    }

    private int newestBelow(int end, int number) throws IOException {
        int found = number;
        while (found >= end) {
            if (found >= layout.entryLimit()) {
                return 0;
            }
            found = Chains.before(found, written.entry(found, layout.entryLimit()));
        }
        return Math.max(0, found);
    }

    void close() throws IOException {
        file.close();
    }
}
