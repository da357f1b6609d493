package io.apogeemq.store.sums;

import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/** Writes a file of sums piece by piece beside its place, and puts it there when it is whole. The {@code disk} loop. */
final class SumsWriter implements Closeable {
    private static final String UNFINISHED = ".tmp";

    private final Disk disk;
    private final Path directory;
    private final Path path;
    private final Path unfinished;
    private final DiskFile file;
    private final CRC32C crc = new CRC32C();
    private long at = BlockSums.HEAD_LENGTH;
    private boolean finished;

    SumsWriter(Disk disk, Path directory, String name, int segmentLength) throws IOException {
        this.disk = disk;
        this.directory = directory;
        this.path = directory.resolve(name);
        this.unfinished = directory.resolve(name + UNFINISHED);
        disk.createDirectories(directory);
        disk.delete(unfinished);
        file = disk.create(unfinished, BlockSums.fileLength(segmentLength));
    }

    static boolean isUnfinished(String name) {
        return name.endsWith(UNFINISHED);
    }

    /** Adds the sums of the following blocks. */
    void add(ByteBuffer sums) throws IOException {
        crc.update(sums.duplicate());
        int length = sums.remaining();
        file.write(sums, at);
        at += length;
    }

    /** Writes the head and gives the file its name; durable on return. */
    void finish(BlockSums.Head head) throws IOException {
        ByteBuffer covered = head.encode();
        crc.update(covered.duplicate());
        ByteBuffer bytes = ByteBuffer.allocate(BlockSums.HEAD_LENGTH);
        bytes.put(covered)
                .putInt((int) crc.getValue())
                .putLong(head.takenMillis())
                .putInt(0)
                .flip();
        file.write(bytes, 0);
        file.force();
        file.close();
        finished = true;
        disk.rename(unfinished, path);
        disk.forceDirectory(directory);
    }

    /** Leaves nothing behind of what was not finished. */
    @Override
    public void close() throws IOException {
        if (!finished) {
            file.close();
            disk.delete(unfinished);
        }
    }
}
