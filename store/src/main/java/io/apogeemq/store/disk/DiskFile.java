package io.apogeemq.store.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file. Any thread; reads and writes of different places go on side by side. */
public interface DiskFile extends Closeable {

    long length() throws IOException;

    /** Reads until the buffer is full or the file ends, and returns how many bytes; the buffer's position moves. */
    int read(ByteBuffer target, long at) throws IOException;

    /** Writes all of the buffer's bytes; its position moves. After a failure any part of them may be there. */
    void write(ByteBuffer source, long at) throws IOException;

    /** Cuts the file, or makes it longer with zeros that take no space. */
    void setLength(long length) throws IOException;

    /** Returns when all that was written before lies safely on the disk. */
    void force() throws IOException;

    /** The first {@code length} bytes as memory, read-only; later writes show in it. Valid until the file is closed. */
    ByteBuffer map(int length) throws IOException;
}
