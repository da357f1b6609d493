package io.apogeemq.store.index;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of the index: full files, of which only the headers are in memory, and the one that grows. A file is
 * named after the local time of its making, seventeen digits; names only ever go up, whatever the clock does.
 */
@OwnedBy("indexer")
final class IndexFiles {
    private static final Logger log = LoggerFactory.getLogger(IndexFiles.class);
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSS");
    private static final int NAME_LENGTH = 17;

    private final Disk disk;
    private final Path directory;
    private final IndexLayout layout;
    private final Clock clock;
    private final ZoneId zone;
    private final List<Entry> sealed = new ArrayList<>();
    private @Nullable GrowingFile growing;

    /** One file and what its header says. */
    record Entry(Path path, IndexHeader header) {}

    /** Looks into a file; returns whether there is more to see. */
    interface Look {
        boolean at(Chains chains) throws IOException;
    }

    /**
     * Reads what is there; nothing but headers.
     *
     * @param forcedMillis which files are taken for whole: those whose last entry is not newer. What is not goes, with all
     *     files behind it, and is made again from the log
     */
    IndexFiles(Disk disk, Path directory, IndexLayout layout, Clock clock, ZoneId zone, long forcedMillis)
            throws IOException {
        this.disk = disk;
        this.directory = directory;
        this.layout = layout;
        this.clock = clock;
        this.zone = zone;
        load(forcedMillis);
    }

    private void load(long forcedMillis) throws IOException {
        List<String> names =
                disk.list(directory).stream().filter(IndexFiles::isName).toList();
        for (int i = 0; i < names.size(); i++) {
            Path path = directory.resolve(names.get(i));
            DiskFile file = disk.open(path);
            long length = file.length();
            IndexHeader header = readHeader(file);
            String damage = damage(length, header, forcedMillis);
            file.close();
            if (damage != null) {
                log.warn("{} {}: it and newer ones are made again from the log", path, damage);
                for (String name : names.subList(i, names.size())) {
                    disk.delete(directory.resolve(name));
                }
                break;
            }
            sealed.add(new Entry(path, header));
        }
        growLast();
    }

    private static boolean isName(String name) {
        return name.length() == NAME_LENGTH && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static IndexHeader readHeader(DiskFile file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(IndexLayout.HEADER_LENGTH);
        file.read(bytes, 0);
        return IndexHeader.read(bytes);
    }

    private @Nullable String damage(long length, IndexHeader header, long forcedMillis) {
        if (length != layout.fileLength()) {
            return "has " + length + " bytes, maxHashSlotNum and maxIndexNum say " + layout.fileLength();
        }
        if (header.isEmpty()) {
            return "has no entries";
        }
        if (!header.isSound(layout)
                || (!sealed.isEmpty()
                        && header.beginPosition() < last().header().endPosition())) {
            return "has a damaged header";
        }
        return header.endMillis() > forcedMillis ? "may not have reached the disk before the last exit" : null;
    }

    private Entry last() {
        return sealed.get(sealed.size() - 1);
    }

    private void growLast() throws IOException {
        if (!sealed.isEmpty()) {
            Entry entry = sealed.remove(sealed.size() - 1);
            growing = new GrowingFile(entry.path, layout, disk.open(entry.path), entry.header);
        }
    }

    /** The file that new entries go into; null when the next has to be made. */
    @Nullable
    GrowingFile growing() {
        return growing;
    }

    boolean isEmpty() {
        return growing == null && sealed.isEmpty();
    }

    /** The header of the newest file with an entry in it. */
    IndexHeader newest() {
        if (growing != null && !growing.header().isEmpty()) {
            return growing.header();
        }
        return sealed.isEmpty() ? IndexHeader.after(0, 0) : last().header();
    }

    /** All files as they are now. */
    List<Entry> newestFirst() {
        List<Entry> all = new ArrayList<>();
        if (growing != null) {
            all.add(new Entry(growing.path(), growing.header()));
        }
        for (int i = sealed.size() - 1; i >= 0; i--) {
            all.add(sealed.get(i));
        }
        return all;
    }

    /** Looks into a file; one that has gone has nothing to see. */
    boolean look(Path path, Look look) throws IOException {
        if (growing != null && growing.path().equals(path)) {
            return look.at(growing);
        }
        for (Entry entry : sealed) {
            if (entry.path.equals(path)) {
                try (SealedChains chains = new SealedChains(layout, disk.open(path), entry.header)) {
                    return look.at(chains);
                } catch (NoSuchFileException e) {
                    return false;
                }
            }
        }
        return false;
    }

    /** Whether that record has an entry of that hash already. */
    boolean holds(int hash, long position) throws IOException {
        for (Entry entry : newestFirst()) {
            if (entry.header.endPosition() < position) {
                return false;
            }
            boolean[] held = {false};
            look(entry.path, chains -> {
                int number = chains.newest(hash);
                while (number > 0 && !held[0]) {
                    IndexEntry found = chains.entry(number);
                    held[0] = found.hash() == hash && found.position() == position;
                    number = found.position() < position ? 0 : Chains.before(number, found);
                }
                return false;
            });
            if (held[0]) {
                return true;
            }
        }
        return false;
    }

    /** Makes the next file. */
    GrowingFile create() throws IOException {
        IndexHeader header = IndexHeader.after(newest().endMillis(), newest().endPosition());
        disk.createDirectories(directory);
        Path path = directory.resolve(nextName());
        GrowingFile made = new GrowingFile(path, layout, disk.create(path, layout.fileLength()), header);
        made.writeHeader(header);
        made.force();
        disk.forceDirectory(directory);
        growing = made;
        return made;
    }

    private String nextName() throws IOException {
        LocalDateTime now = LocalDateTime.ofInstant(Instant.ofEpochMilli(clock.millis()), zone)
                .truncatedTo(ChronoUnit.MILLIS);
        List<String> names =
                disk.list(directory).stream().filter(IndexFiles::isName).toList();
        String name = NAME.format(now);
        if (!names.isEmpty() && names.get(names.size() - 1).compareTo(name) >= 0) {
            name = NAME.format(
                    LocalDateTime.parse(names.get(names.size() - 1), NAME).plus(1, ChronoUnit.MILLIS));
        }
        return name;
    }

    /** Closes the growing file, which is full and has its header; the next has to be made. */
    void seal() throws IOException {
        if (growing != null) {
            sealed.add(new Entry(growing.path(), growing.header()));
            growing.close();
            growing = null;
        }
    }

    /**
     * Takes out all entries of records from that position on: the log ended there.
     *
     * @param mend whether slots may lead to entries that are not there
     */
    void trim(long end, boolean mend) throws IOException {
        while (growing != null && (mend || growing.endPosition() >= end)) {
            if (growing.trim(end)) {
                return;
            }
            dropGrowing();
            growLast();
        }
    }

    private void dropGrowing() throws IOException {
        if (growing != null) {
            GrowingFile dropped = growing;
            growing = null;
            dropped.close();
            disk.delete(dropped.path());
            disk.forceDirectory(directory);
        }
    }

    /** Finds the position of the first record with keys behind that one; -1 stands for the log's beginning. */
    interface NextKeyed {
        long after(long position) throws IOException;
    }

    /** Drops every file before which one is missing: between two neighbours lies no record with keys. */
    void dropBehindGap(long logStart, NextKeyed next) throws IOException {
        List<Entry> oldestFirst = new ArrayList<>(newestFirst());
        Collections.reverse(oldestFirst);
        long before = -1;
        for (int i = 0; i < oldestFirst.size(); i++) {
            IndexHeader header = oldestFirst.get(i).header;
            boolean follows = header.beginPosition() == before || header.beginPosition() < logStart;
            if (!follows && header.beginPosition() != next.after(before < logStart ? -1 : before)) {
                log.warn("before {} an index file is missing: newer ones are made again", oldestFirst.get(i).path);
                for (int drop = oldestFirst.size() - i; drop > 0; drop--) {
                    dropGrowing();
                    growLast();
                }
                return;
            }
            before = header.endPosition();
        }
    }

    /** Drops the full files whose records have all gone. */
    void dropBefore(long position) throws IOException {
        while (!sealed.isEmpty() && sealed.get(0).header.endPosition() < position) {
            disk.delete(sealed.remove(0).path);
        }
    }

    void dropAll() throws IOException {
        dropGrowing();
        while (!sealed.isEmpty()) {
            disk.delete(sealed.remove(sealed.size() - 1).path);
        }
        disk.forceDirectory(directory);
    }

    void close() throws IOException {
        if (growing != null) {
            growing.close();
        }
    }
}
