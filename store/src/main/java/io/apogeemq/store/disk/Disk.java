package io.apogeemq.store.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A file system as the store uses one. What was written survives the end of the process; it survives a loss of power
 * only after {@link DiskFile#force}, and a new, renamed or deleted name only after {@link #forceDirectory}. Any thread.
 */
public interface Disk {

    /** Names in the directory, sorted; none when there is no such directory. */
    List<String> list(Path directory) throws IOException;

    boolean exists(Path file);

    void createDirectories(Path directory) throws IOException;

    /** Makes a file of that length, all zeros, taking no space yet where the system knows holes. It must not exist. */
    DiskFile create(Path file, long length) throws IOException;

    /** Opens a file for reading and writing. */
    DiskFile open(Path file) throws IOException;

    /**
     * Takes the space for the whole file now, so that the disk cannot be full in the middle of it. Reads as zeros; nothing
     * is written twice. Where the system offers no way, or the space is not there, nothing happens.
     *
     * @return whether the space is taken
     */
    boolean reserve(Path file, long length);

    /** How full the file system is that this directory, or the nearest one above it that is there, lies on. */
    DiskUse use(Path directory) throws IOException;

    /**
     * Gives the file a second name, which no file has, without an instant in which the first is missing. Neither name
     * follows when the other is given to another file. For files that are replaced, not changed.
     */
    void link(Path file, Path second) throws IOException;

    /** Gives the file its new name in one step, in place of any that has it. */
    void rename(Path from, Path to) throws IOException;

    /**
     * Deletes a file, or a directory that holds nothing; does nothing when it is not there. There is no call that deletes
     * a directory with what is in it: whoever made the files knows their names.
     *
     * @throws java.nio.file.DirectoryNotEmptyException when the directory holds something
     */
    void delete(Path path) throws IOException;

    /** Makes the directory's names durable. */
    void forceDirectory(Path directory) throws IOException;

    /**
     * Makes durable all that was written below the directory, bytes and names, in one go, where the system offers a way: for
     * who has written thousands of files. It may force more than that, and so take longer than a few files would. What lies
     * below the directory must lie on its file system.
     *
     * @return false when nothing is promised, and each file and directory has to be forced
     */
    default boolean forceBelow(Path directory) throws IOException {
        return false;
    }

    /**
     * Names the time since the machine was last started; empty where that is not known. While it stays the same, what was
     * written is there, though not forced: processes may have ended, power was not lost.
     */
    String bootId();

    /**
     * Locks the file for this process, making it when needed.
     *
     * @throws AlreadyLocked when somebody has it, in this process or another
     */
    Closeable lock(Path file) throws IOException;

    /** Somebody else works with the file. */
    final class AlreadyLocked extends IOException {
        private static final long serialVersionUID = 1;

        public AlreadyLocked(Path file) {
            super(file + " is locked");
        }
    }
}
