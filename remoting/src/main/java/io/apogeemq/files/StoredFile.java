package io.apogeemq.files;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file that is read at the start and replaced as a whole after changes: {@link AtomicFile}, or memory in a simulation. */
public interface StoredFile {

    /** Null when there is none yet. */
    byte @Nullable [] read() throws IOException;

    /** What it held before it was last written; null when there is none. */
    byte @Nullable [] readBackup() throws IOException;

    /** Replaces the content; when this returns it survives a crash. */
    void write(byte[] content) throws IOException;
}
