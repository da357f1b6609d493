package io.apogeemq.store.checkpoint;

import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The file {@code abort}: there while a broker runs, and still there after it was killed. Its text is the process id, as
 * newer brokers write it (spec store 9).
 */
public final class ExitMark {
    private final Disk disk;
    private final Path directory;
    private final Path path;

    public ExitMark(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
        this.path = directory.resolve("abort");
    }

    /** Whether the last exit was not clean. */
    public boolean isSet() {
        return disk.exists(path);
    }

    public void set(long processId) throws IOException {
        byte[] text = Long.toString(processId).getBytes(StandardCharsets.US_ASCII);
        // one that is there stays there: without it the next start would trust what this one has not yet mended
        try (DiskFile file = isSet() ? disk.open(path) : disk.create(path, text.length)) {
            file.setLength(text.length);
            file.write(ByteBuffer.wrap(text), 0);
            file.force();
        }
        disk.forceDirectory(directory);
    }

    public void clear() throws IOException {
        disk.delete(path);
        disk.forceDirectory(directory);
    }
}
