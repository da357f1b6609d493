package io.apogeemq.store.segment;

import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The log's directory: names, lengths, making and opening. A file is named after the position of its first byte, twenty
 * digits, and has its full length from the beginning (spec store 2).
 */
public final class SegmentFiles {
    private static final int NAME_LENGTH = 20;

    private final Disk disk;
    private final Path directory;
    private final int length;

    public SegmentFiles(Disk disk, Path directory, int length) {
        this.disk = disk;
        this.directory = directory;
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
     * @throws IOException when a file has another length than configured, or one is missing in between
     */
    public SegmentList openAll() throws IOException {
        SegmentList segments = new SegmentList();
        List<String> names =
                disk.list(directory).stream().filter(SegmentFiles::isName).toList();
        for (int i = 0; i < names.size(); i++) {
            Path path = directory.resolve(names.get(i));
            DiskFile file = disk.open(path);
            long found = file.length();
            if (found == 0 && i == names.size() - 1) {
                // somebody was stopped between making it and giving it its length
                file.close();
                disk.delete(path);
                break;
            }
            if (found != length) {
                file.close();
                throw new IOException(path + " has " + found + " bytes, mappedFileSizeCommitLog says " + length
                        + ": set it to what the store was made with");
            }
            long start = Long.parseLong(names.get(i));
            if (!segments.isEmpty() && segments.last().end() != start) {
                file.close();
                throw new IOException(path + " does not follow " + segments.last() + ": a file of the log is missing");
            }
            segments.add(new Segment(path, start, length, file));
        }
        return segments;
    }

    /** Makes a segment of zeros whose name and length are durable. */
    public Segment create(long start) throws IOException {
        Path path = directory.resolve(nameOf(start));
        disk.delete(path);
        DiskFile file = disk.create(path, length);
        try {
            file.force();
            disk.forceDirectory(directory);
        } catch (IOException e) {
            file.close();
            throw e;
        }
        return new Segment(path, start, length, file);
    }

    /** Takes the disk space of a segment; see {@link Disk#reserve}. */
    public boolean reserve(Segment segment) {
        return disk.reserve(segment.path(), length);
    }

    /**
     * Removes a segment's file, durably; the segment itself lives until its last lease is given back. May be tried again
     * after a failure.
     */
    public void delete(Segment segment) throws IOException {
        disk.delete(segment.path());
        disk.forceDirectory(directory);
        segment.retire();
    }
}
