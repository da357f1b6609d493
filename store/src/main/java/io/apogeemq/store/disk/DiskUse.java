package io.apogeemq.store.disk;

/**
 * How full a file system is.
 *
 * @param used bytes taken
 * @param usable bytes that this process may still take; less than what is free when some is kept for others
 */
public record DiskUse(long used, long usable) {
    private static final long MIB = 1 << 20;

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
