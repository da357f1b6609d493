package io.apogeemq.store.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. Any thread; reads and writes of different places go on side by side. */
public interface DiskFile extends Closeable {
    /** What reads around the cache are made of: the block of every file system and disk that we know. */
    int DIRECT_UNIT = 4096;

    long length() throws IOException;

    /** Reads until the buffer is full or the file ends, and returns how many bytes; the buffer's position moves. */
    int read(ByteBuffer target, long at) throws IOException;

    /**
     * The same past the system's cache, so that what is read once and never again does not drive out what is read often.
     * Place, buffer's address and what remains of it are multiples of {@link #DIRECT_UNIT}; the buffer is direct. Where the
     * system offers no such way it is read as ever.
     */
    default int readAround(ByteBuffer target, long at) throws IOException {
        return read(target, at);
    }

    /** Whether reading that part of a mapping of this file makes nobody wait for the disk, as far as the system says. */
    default boolean isInMemory(ByteBuffer mapping, int at, int length) {
        return true;
    }

    /** Writes all of the buffer's bytes; its position moves. After a failure any part of them may be there. */
    void write(ByteBuffer source, long at) throws IOException;

    /**
     * The same past the system's cache, for bytes that nobody will read; place and buffer as for {@link #readAround}.
     *
     * @throws IOException also where the system offers no such way
     */
    default void writeAround(ByteBuffer source, long at) throws IOException {
        write(source, at);
    }

    /** Cuts the file, or makes it longer with zeros that take no space. */
    void setLength(long length) throws IOException;

    /** Returns when all that was written before lies safely on the disk. */
    void force() throws IOException;

    /**
     * The first {@code length} bytes as memory, read-only; later writes show in it. Closing the file gives the memory back:
     * after that no byte of it may be touched, or the process ends.
     */
    ByteBuffer map(int length) throws IOException;

    /**
     * The same for a small file: stays valid when it is closed, until the collector finds that nobody uses it. So long a
     * deleted file keeps its space.
     */
    ByteBuffer mapLasting(int length) throws IOException;
}
