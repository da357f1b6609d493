package io.apogeemq.store.segment;

import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.disk.DiskUse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log's directories: names, lengths, making and opening. A file is named after the position of its first byte, twenty
 * digits, and has its full length from the beginning (spec store 2).
 */
public final class SegmentFiles {
    private static final Logger log = LoggerFactory.getLogger(SegmentFiles.class);
    private static final int NAME_LENGTH = 20;

    private final Disk disk;
    private final LogDirectories directories;
    private final int length;

    public SegmentFiles(Disk disk, LogDirectories directories, int length) {
        this.disk = disk;
        this.directories = directories;
        this.length = length;
    }

    public int length() {
        return length;
    }

    /** The name of the file that begins there: of the log, and of queues alike. */
    public static String nameOf(long start) {
        String digits = Long.toString(start);
        return "0".repeat(NAME_LENGTH - digits.length()) + digits;
    }

    public static boolean isName(String name) {
        return name.length() == NAME_LENGTH && name.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /**
     * Opens all that is there.
     *
     * @throws IOException when a file has another length than configured, one is missing in between, or two directories
     *     have one of the same name
     */
    public SegmentList openAll() throws IOException {
        NavigableMap<String, Path> paths = paths();
        SegmentList segments = new SegmentList();
        for (Path path : paths.values()) {
            DiskFile file = disk.open(path);
            long found = file.length();
            if (found == 0 && path.equals(paths.lastEntry().getValue())) {
                // somebody was stopped between making it and giving it its length
                file.close();
                drop(path);
                break;
            }
            if (found != length) {
                file.close();
                throw new IOException(otherLength(path, found, paths.values()));
            }
            long start = Long.parseLong(path.getFileName().toString());
            if (!segments.isEmpty() && segments.last().end() != start) {
                file.close();
                throw new IOException(path + " does not follow " + segments.last() + ": a file of the log is missing"
                        + (directories.all().size() == 1 ? "" : ", or a directory in storePathCommitLog")
                        + "; bring back what begins with position "
                        + segments.last().end());
            }
            segments.add(new Segment(path, start, length, file));
        }
        return segments;
    }

    /** Either that one file is not what it was, or all of them are of a store that was made with another length. */
    private String otherLength(Path path, long found, Collection<Path> all) throws IOException {
        for (Path each : all) {
            try (DiskFile file = disk.open(each)) {
                if (file.length() == length) {
                    return path + " has " + found + " bytes, other files of the log have " + length
                            + ": bring back the whole file";
                }
            }
        }
        return path + " has " + found + " bytes, mappedFileSizeCommitLog says " + length
                + ": set it to what the store was made with";
    }

    private NavigableMap<String, Path> paths() throws IOException {
        NavigableMap<String, Path> paths = new TreeMap<>();
        for (Path directory : directories.all()) {
            for (String name : disk.list(directory)) {
                if (SegmentFiles.isName(name)) {
                    Path path = directory.resolve(name);
                    Path twin = paths.get(name);
                    paths.put(name, twin == null ? path : theOneInUse(twin, path));
                }
            }
        }
        return paths;
    }

    /** Apache's brokers leave a file made ahead behind when a directory becomes full and the round begins anew. */
    private Path theOneInUse(Path one, Path other) throws IOException {
        boolean oneIsEmpty = isEmpty(one);
        if (!oneIsEmpty && !isEmpty(other)) {
            throw new IOException(one + " and " + other + " both have that part of the log: take away the wrong one");
        }
        Path empty = oneIsEmpty ? one : other;
        log.info("{} holds nothing and is left out: that part of the log lies in {}", empty, oneIsEmpty ? other : one);
        drop(empty);
        return oneIsEmpty ? other : one;
    }

    /** Holds nothing, so it may also stay. */
    private void drop(Path path) {
        try {
            disk.delete(path);
        } catch (IOException e) {
            log.debug("{} is not removed: {}", path, e.toString());
        }
    }

    /**
     * Makes durable which files there are: the process that made or deleted some may have been killed before it came to
     * that, and a loss of power would else bring back what a start has found gone.
     */
    public void forceNames() throws IOException {
        for (Path directory : directories.all()) {
            if (disk.exists(directory)) {
                disk.forceDirectory(directory);
            }
        }
    }

    /** A file of the log begins with the length of its first record. */
    private boolean isEmpty(Path path) throws IOException {
        try (DiskFile file = disk.open(path)) {
            ByteBuffer head = ByteBuffer.allocate(Long.BYTES);
            return file.read(head, 0) < Long.BYTES || head.getLong(0) == 0;
        }
    }

    /** Makes a segment of zeros whose name and length are durable. */
    public Segment create(long start) throws IOException {
        return create(start, false).segment();
    }

    /** A new segment, and whether the disk has given it its space. */
    public record Made(Segment segment, boolean isReserved) {}

    /**
     * Makes a segment of zeros whose name and length are durable, in the first directory that can take it.
     *
     * @param reserve whether to take its space; where no directory gives it, the first one has the file without
     */
    Made create(long start, boolean reserve) throws IOException {
        List<Path> choices = directories.choices(start, length);
        Path unreserved = null;
        IOException failure = null;
        for (Path directory : choices) {
            try {
                Segment segment = createIn(directory, start);
                boolean reserved = reserve && reserve(segment);
                if (reserved || !reserve || choices.size() == 1) {
                    return new Made(segment, reserved);
                }
                delete(segment);
                unreserved = unreserved == null ? directory : unreserved;
            } catch (IOException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (unreserved == null && failure != null) {
            throw failure;
        }
        return new Made(createIn(unreserved == null ? choices.get(0) : unreserved, start), false);
    }

    private Segment createIn(Path directory, long start) throws IOException {
        String name = nameOf(start);
        for (Path each : directories.all()) {
            disk.delete(each.resolve(name));
        }
        Path path = directory.resolve(name);
        DiskFile file = disk.create(path, length);
        try {
            file.force();
            disk.forceDirectory(directory);
        } catch (IOException e) {
            file.close();
            throw e;
        }
        return Segment.made(path, start, length, file);
    }

    /** Takes the disk space of a segment; see {@link Disk#reserve}. */
    public boolean reserve(Segment segment) {
        return disk.reserve(segment.path(), length);
    }

    /** Says that the disk of that segment has no room for another one, with numbers; null when it has. */
    @Nullable
    String lackOfRoom(Segment segment) {
        try {
            DiskUse use = disk.use(segment.path());
            return use.usable() >= length
                    ? null
                    : "the disk of %s has %,d KiB left, and a log file takes %,d KiB (mappedFileSizeCommitLog): sends are refused"
                                    .formatted(segment.path().getParent(), use.usable() / 1024, length / 1024)
                            + " when it is full; make room there or set storePathCommitLog to a larger disk as well"
                            + " (a store without messages can also have smaller files)";
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * Removes a segment's file, durably; the segment itself lives until its last lease is given back. May be tried again
     * after a failure.
     */
    public void delete(Segment segment) throws IOException {
        disk.delete(segment.path());
        Path directory = segment.path().getParent();
        if (directory != null) {
            disk.forceDirectory(directory);
        }
        segment.retire();
    }
}
