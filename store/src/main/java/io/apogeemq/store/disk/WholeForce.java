package io.apogeemq.store.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Forces a whole file system: {@code syncfs}, for which Java knows no call, by the program {@code sync -f}. The kernel then
 * writes what ten thousand small files have in the order of the disk, not file by file and each with a wait of its own: 0.2 s
 * in the place of 9 (ext4, virtual disk; nothing else to be written).
 *
 * <p>Only where it says when a write has failed (Linux 5.8 and later), and on file systems of a local disk, of which we know
 * that what it forces is what {@code fsync} forces.
 */
final class WholeForce {
    private static final Set<String> KNOWN = Set.of("ext2", "ext3", "ext4", "xfs", "btrfs");
    private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+).*");
    private static final int LEAST_MAJOR = 5;
    private static final int LEAST_MINOR = 8;

    /** When others have so much to write, waiting for our own files alone is the shorter way. */
    private static final long MOST_SECONDS = 60;

    private final boolean tellsErrors;
    private @Nullable Boolean offered;

    WholeForce() {
        this.tellsErrors = tellsErrors(System.getProperty("os.name", ""), System.getProperty("os.version", ""));
    }

    /** Whether syncfs of that kernel tells what could not be written. */
    static boolean tellsErrors(String system, String release) {
        Matcher version = RELEASE.matcher(release);
        if (!system.equals("Linux") || !version.matches()) {
            return false;
        }
        int major = Integer.parseInt(version.group(1));
        return major > LEAST_MAJOR || (major == LEAST_MAJOR && Integer.parseInt(version.group(2)) >= LEAST_MINOR);
    }

    /** False when there is no such way, or it failed: nothing is promised then. */
    synchronized boolean force(Path directory) throws IOException {
        if (offered == null) {
            offered =
                    tellsErrors && KNOWN.contains(Files.getFileStore(directory).type());
        }
        return offered
                && Program.succeeds(
                        MOST_SECONDS, "sync", "-f", directory.toAbsolutePath().toString());
    }
}
