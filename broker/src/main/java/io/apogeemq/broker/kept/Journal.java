package io.apogeemq.broker.kept;

import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of a table since its file was last written, one behind the other. The end of what was written whole is where
 * length or checksum no longer fit: what a crash tore counts as not written.
 *
 * <pre>
 *   at  length  field
 *    0       4  length    of the entry's bytes; 0 behind the last entry
 *    4       4  checksum  CRC-32 of the first entry's bytes, if this is another, and of its own
 *    8  length  bytes
 *
 *   The first entry names the file that the others continue:
 *    8       4  length    of its text in bytes; 0 when there was no file
 *   12       4  checksum  CRC-32 of the text
 * </pre>
 *
 * Another broker may have served the directory since, and knows nothing of a journal: its changes are in the file only, and
 * ours from before must not come over them.
 *
 * <p>A journal that begins anew does so in the same file: to force blocks that were written before takes one write of the
 * disk, while a file that grows, or a new name, takes the file system's own journal too. What lies behind the end is of
 * an earlier journal, with another first entry, and so never taken for a part of this one.
 *
 * <p>One thread at a time: while opening the caller's, then the disk loop.
 */
public final class Journal {
    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    private static final int HEAD_LENGTH = 8;

    /** A table's entry is some hundred bytes; a length beyond this is a torn one. */
    private static final int LONGEST_ENTRY = 16 << 20;

    /** Zeros go ahead of the entries in steps of this. */
    private static final int STEP = 64 << 10;

    /** Ten thousand changes between two writings of the table's file make it longer; then it is not kept. */
    private static final int LONGEST_KEPT = 1 << 20;

    private final Disk disk;
    private final Path directory;
    private final Path path;
    private @Nullable DiskFile file;
    private long end;
    /** Up to here the file's blocks are on the disk. */
    private long written;
    /** The first entry of the next journal. */
    private byte[] continued = mark(new byte[0]);

    public Journal(Disk disk, Path directory, String name) {
        this.disk = disk;
        this.directory = directory;
        this.path = directory.resolve(name);
    }

    /**
     * What lies there whole.
     *
     * @param mark of the file that the entries continue
     * @param entries oldest first
     */
    private record Content(byte[] mark, List<byte[]> entries) {}

    /**
     * The entries, oldest first, or none when they do not continue that text.
     *
     * @param file the text that the table's file holds; null when it is gone or damaged: then nothing speaks against them
     */
    public List<byte[]> read(byte @Nullable [] file) throws IOException {
        Content content = content();
        if (file == null || content.entries.isEmpty() || Arrays.equals(content.mark, mark(file))) {
            return content.entries;
        }
        log.warn(
                "the table was written after {}, by this broker or another that knows no journals: the {} changes in the"
                        + " journal are not made again",
                path,
                content.entries.size());
        return List.of();
    }

    private Content content() throws IOException {
        List<byte[]> entries = new ArrayList<>();
        if (!disk.exists(path)) {
            return new Content(continued, entries);
        }
        try (DiskFile from = disk.open(path)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(from.length()));
            from.read(bytes, 0);
            bytes.flip();
            while (bytes.remaining() > HEAD_LENGTH) {
                if (bytes.getInt(bytes.position()) == 0) {
                    break;
                }
                byte[] entry = entry(bytes, entries.isEmpty() ? new byte[0] : entries.get(0));
                if (entry == null) {
                    log.warn("{} ends in a torn entry at {}; what came before it counts", path, bytes.position());
                    break;
                }
                entries.add(entry);
            }
        }
        return entries.isEmpty()
                ? new Content(continued, entries)
                : new Content(entries.get(0), entries.subList(1, entries.size()));
    }

    private static byte @Nullable [] entry(ByteBuffer bytes, byte[] first) {
        int at = bytes.position();
        int length = bytes.getInt(at);
        if (length <= 0 || length > LONGEST_ENTRY || length > bytes.remaining() - HEAD_LENGTH) {
            return null;
        }
        byte[] entry = new byte[length];
        bytes.get(at + HEAD_LENGTH, entry);
        if (bytes.getInt(at + 4) != sum(first, entry)) {
            return null;
        }
        bytes.position(at + HEAD_LENGTH + length);
        return entry;
    }

    /** Adds entries; they are on disk when this returns. */
    void append(List<byte[]> entries) throws IOException {
        DiskFile to = file();
        List<byte[]> all = new ArrayList<>(entries);
        if (end == 0) {
            all.add(0, continued);
        }
        int length = all.stream().mapToInt(entry -> HEAD_LENGTH + entry.length).sum();
        long needed = end + length + HEAD_LENGTH;
        long ahead = needed <= written ? needed : (needed + STEP - 1) / STEP * STEP;
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(ahead - end));
        for (byte[] entry : all) {
            byte[] first = end == 0 && bytes.position() == 0 ? new byte[0] : continued;
            bytes.putInt(entry.length).putInt(sum(first, entry)).put(entry);
        }
        to.write(bytes.clear(), end);
        to.force();
        written = Math.max(written, ahead);
        end += length;
    }

    /** Begins anew behind that text, which is in the table's file and holds all that the entries did. */
    void continueAfter(byte[] text) throws IOException {
        continued = mark(text);
        end = 0;
        DiskFile open = file;
        file = null;
        if (open == null) {
            if (!disk.exists(path)) {
                return;
            }
            open = disk.open(path);
        }
        long length = open.length();
        try (DiskFile closed = open) {
            if (length > 0) {
                closed.write(ByteBuffer.allocate(HEAD_LENGTH), 0);
            }
        }
        if (length > LONGEST_KEPT) {
            disk.delete(path);
        }
    }

    private DiskFile file() throws IOException {
        DiskFile open = file;
        if (open == null) {
            if (disk.exists(path)) {
                open = disk.open(path);
            } else {
                disk.createDirectories(directory);
                open = disk.create(path, 0);
                disk.forceDirectory(directory);
            }
            written = open.length();
            file = open;
        }
        return open;
    }

    private static byte[] mark(byte[] text) {
        return ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(text.length)
                .putInt(sum(new byte[0], text))
                .array();
    }

    private static int sum(byte[] first, byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(first);
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
