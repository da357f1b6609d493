package io.apogeemq.broker.table;

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
 *    0       4  length    of the entry's bytes, more than 0
 *    4       4  checksum  CRC-32 of the bytes
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
 * <p>One thread at a time: while opening the caller's, then the disk loop.
 */
public final class Journal {
    private static final Logger log = LoggerFactory.getLogger(Journal.class);

    private static final int HEAD_LENGTH = 8;

    /** A table's entry is some hundred bytes; a length beyond this is a torn one. */
    private static final int LONGEST_ENTRY = 16 << 20;

    private final Disk disk;
    private final Path directory;
    private final Path path;
    private @Nullable DiskFile file;
    private long end;
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
                byte[] entry = entry(bytes);
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

    private static byte @Nullable [] entry(ByteBuffer bytes) {
        int at = bytes.position();
        int length = bytes.getInt(at);
        if (length <= 0 || length > LONGEST_ENTRY || length > bytes.remaining() - HEAD_LENGTH) {
            return null;
        }
        byte[] entry = new byte[length];
        bytes.get(at + HEAD_LENGTH, entry);
        if (bytes.getInt(at + 4) != sum(entry)) {
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
        ByteBuffer bytes = ByteBuffer.allocate(
                all.stream().mapToInt(entry -> HEAD_LENGTH + entry.length).sum());
        for (byte[] entry : all) {
            bytes.putInt(entry.length).putInt(sum(entry)).put(entry);
        }
        int length = bytes.position();
        to.write(bytes.flip(), end);
        to.force();
        end += length;
    }

    /** Begins anew behind that text, which is in the table's file and holds all that the entries did. */
    void continueAfter(byte[] file) throws IOException {
        continued = mark(file);
        DiskFile open = this.file;
        if (open != null) {
            open.close();
            this.file = null;
        }
        disk.delete(path);
        end = 0;
    }

    private DiskFile file() throws IOException {
        DiskFile open = file;
        if (open == null) {
            disk.createDirectories(directory);
            disk.delete(path);
            open = disk.create(path, 0);
            disk.forceDirectory(directory);
            file = open;
            end = 0;
        }
        return open;
    }

    private static byte[] mark(byte[] text) {
        return ByteBuffer.allocate(2 * Integer.BYTES)
                .putInt(text.length)
                .putInt(sum(text))
                .array();
    }

    private static int sum(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
