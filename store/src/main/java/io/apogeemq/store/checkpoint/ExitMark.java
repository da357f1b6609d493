package io.apogeemq.store.checkpoint;

import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code abort}: there while a broker runs, and still there after it was killed. Its text is the process id, as
 * newer brokers write it (spec store 9). Beside it {@code apogee/boot} says since which start of the machine the store is
 * whole but for what processes wrote since: written after a recovery, never before, and so never true of what a loss of
 * power has left. Another broker that runs in between does no harm: it too has ended on this machine, or on an earlier one.
 */
public final class ExitMark {
    private final Disk disk;
    private final Path directory;
    private final Path path;
    private final TableFile boot;

    /** @param directory the store's root */
    public ExitMark(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
        this.path = directory.resolve("abort");
        this.boot = new TableFile(disk, directory.resolve("apogee"), "boot");
    }

    /** Whether the last exit was not clean. */
    public boolean isSet() {
        return disk.exists(path);
    }

    public LastExit lastExit() throws IOException {
        if (!isSet()) {
            return LastExit.CLEAN;
        }
        String now = disk.bootId();
        return !now.isEmpty() && now.equals(bootOfStore()) ? LastExit.KILLED : LastExit.UNKNOWN;
    }

    private @Nullable String bootOfStore() throws IOException {
        try {
            return boot.load(text -> text.strip());
        } catch (TableFile.Damaged e) {
            return null;
        }
    }

    /** The store is whole as it lies there, and forced. */
    public void recovered() throws IOException {
        if (!disk.bootId().equals(bootOfStore())) {
            boot.delete();
            boot.save(disk.bootId() + "\n");
        }
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
