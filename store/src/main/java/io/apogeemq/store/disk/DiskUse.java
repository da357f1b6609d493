package io.apogeemq.store.disk;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How full a file system is.
 *
 * @param used bytes taken
 * @param usable bytes that this process may still take; less than what is free when some is kept for others
 */
public record DiskUse(long used, long usable) {
    private static final long MIB = 1 << 20;

    /** Of the disk of this machine that the directory, or the nearest one above it that is there, lies on. */
    public static DiskUse of(Path directory) throws IOException {
        Path present = directory.toAbsolutePath();
        while (!Files.exists(present) && present.getParent() != null) {
            present = present.getParent();
        }
        FileStore disk = Files.getFileStore(present);
        return new DiskUse(disk.getTotalSpace() - disk.getUnallocatedSpace(), disk.getUsableSpace());
    }

    /** The part in use, from 0 to 1, as {@code df} shows it. */
    public double ratio() {
        return used + usable == 0 ? 1 : (double) used / (used + usable);
    }

    /** The same when so many bytes more were free. */
    public DiskUse without(long bytes) {
        long freed = Math.min(bytes, used);
        return new DiskUse(used - freed, usable + freed);
    }

    @Override
    public String toString() {
        return "%.1f%% full (%,d MiB of %,d MiB, %,d MiB left)"
                .formatted(ratio() * 100, used / MIB, (used + usable) / MIB, usable / MIB);
    }
}
