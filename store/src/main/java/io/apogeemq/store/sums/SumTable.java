package io.apogeemq.store.sums;

import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.segment.Segment;
import io.apogeemq.store.segment.SegmentFiles;
import io.apogeemq.store.segment.SegmentList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sums that there are, by segment. A file is opened, and checked as a whole, when it is first asked for; one that is
 * damaged or of an earlier past of the log counts as none, and the scrub takes the sums again. Any thread.
 */
public final class SumTable {
    private static final Logger log = LoggerFactory.getLogger(SumTable.class);

    private final Disk disk;
    private final Path directory;
    private final SegmentList segments;
    private final ConcurrentHashMap<Long, Entry> entries = new ConcurrentHashMap<>();
    private volatile Runnable onLost = () -> {};

    /** A file of sums. */
    private static final class Entry {
        private volatile @Nullable BlockSums sums;
        /** When its segment was last compared, ms since 1970; -1: not looked up yet. */
        private volatile long checkedMillis = -1;
    }

    /**
     * Deletes the sums of segments that are gone, or that were sealed in another past and are written on now.
     *
     * @param root storePathRootDir
     */
    public SumTable(Disk disk, Path root, SegmentList segments) throws IOException {
        this.disk = disk;
        this.directory = directoryIn(root);
        this.segments = segments;
        for (String name : disk.list(directory)) {
            if (SegmentFiles.isName(name) && isSealed(segments.find(Long.parseLong(name)), Long.parseLong(name))) {
                entries.put(Long.parseLong(name), new Entry());
            } else if (SegmentFiles.isName(name) || SumsWriter.isUnfinished(name)) {
                disk.delete(directory.resolve(name));
            }
        }
    }

    /** Where all sums of a store lie. */
    public static Path directoryIn(Path root) {
        return root.resolve("apogee").resolve("sums");
    }

    private Path fileOf(Segment segment) {
        return directory.resolve(SegmentFiles.nameOf(segment.start()));
    }

    private boolean isSealed(@Nullable Segment segment, long start) {
        return segment != null && segment.start() == start && segment != segments.last();
    }

    /** Sets who is told when sums were lost. */
    void whenLost(Runnable listener) {
        onLost = listener;
    }

    /** The segment's sums, or null when it has none yet. Under a lease. Waits for the disk when first asked. */
    public @Nullable BlockSums find(Segment segment) {
        Entry entry = entries.get(segment.start());
        if (entry == null) {
            return null;
        }
        BlockSums present = entry.sums;
        return present != null ? present : open(segment, entry);
    }

    /** Two threads may come here at once; both find the same. */
    private @Nullable BlockSums open(Segment segment, Entry entry) {
        try {
            BlockSums read = BlockSums.read(disk, fileOf(segment), segment);
            if (isOfThisPast(read, segment)) {
                entry.sums = read;
                return read;
            }
            log.info("{} was written on after its block sums had been taken; they are taken again", segment);
        } catch (IOException | UncheckedIOException e) {
            log.warn("{} has no block sums until they are taken again: {}", segment, e.getMessage());
        }
        if (entries.remove(segment.start(), entry)) {
            onLost.run();
        }
        return null;
    }

    private boolean isOfThisPast(BlockSums sums, Segment segment) throws IOException {
        Segment next = segments.find(segment.end());
        if (next == null || !next.lease()) {
            return false;
        }
        try {
            return sums.isOfThisPast(segment, next);
        } finally {
            next.release();
        }
    }

    /** Whether there are sums of the segment, as far as is known without looking at them. */
    public boolean has(Segment segment) {
        return entries.containsKey(segment.start());
    }

    /** When all its blocks were last compared; 0 when that is not known. The {@code disk} loop. */
    long checkedMillis(Segment segment) {
        Entry entry = entries.get(segment.start());
        if (entry == null) {
            return 0;
        }
        if (entry.checkedMillis < 0) {
            entry.checkedMillis = readCheckedMillis(segment);
        }
        return entry.checkedMillis;
    }

    private long readCheckedMillis(Segment segment) {
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES);
        try (DiskFile file = disk.open(fileOf(segment))) {
            return file.read(bytes, BlockSums.CHECKED_AT) == Long.BYTES ? Math.max(0, bytes.getLong(0)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Notes that all blocks were compared. The {@code disk} loop. */
    void checked(Segment segment, long millis) {
        Entry entry = entries.get(segment.start());
        if (entry == null) {
            return;
        }
        entry.checkedMillis = millis;
        try (DiskFile file = disk.open(fileOf(segment))) {
            file.write(ByteBuffer.allocate(Long.BYTES).putLong(millis).flip(), BlockSums.CHECKED_AT);
        } catch (IOException e) {
            log.warn("that {} was checked is not noted, it will be checked again: {}", segment, e.toString());
        }
    }

    SumsWriter write(Segment segment) throws IOException {
        return new SumsWriter(disk, directory, SegmentFiles.nameOf(segment.start()), segment.length());
    }

    /** The sums were written. The {@code disk} loop. */
    void taken(Segment segment, long millis) {
        Entry entry = new Entry();
        entry.checkedMillis = millis;
        entries.put(segment.start(), entry);
    }

    /** The log begins later than before: the sums of what is gone go too. The {@code disk} loop. */
    public void dropBefore() {
        long logStart = segments.first().start();
        for (long start : entries.keySet()) {
            if (start < logStart) {
                entries.remove(start);
                drop(directory.resolve(SegmentFiles.nameOf(start)));
            }
        }
    }

    private void drop(Path file) {
        try {
            disk.delete(file);
        } catch (IOException e) {
            log.warn("{} is of no use any more, the next start deletes it: {}", file, e.toString());
        }
    }
}
