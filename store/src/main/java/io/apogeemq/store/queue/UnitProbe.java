package io.apogeemq.store.queue;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Looks at single units in a queue's files, holding the last file looked into. One thread. */
final class UnitProbe implements Closeable {
    private final QueueFiles files;
    private final OpenFiles open;
    private final QueueName queue;
    private final ByteBuffer unit = ByteBuffer.allocate(QueueUnit.UNIT_LENGTH);
    private OpenFiles.@Nullable Lease lease;
    private long leaseStart = -1;

    UnitProbe(QueueFiles files, OpenFiles open, QueueName queue) {
        this.files = files;
        this.open = open;
        this.queue = queue;
    }

    /**
     * Whether something is written there; then the getters tell what.
     *
     * @throws UncheckedIOException when the file cannot be read
     */
    boolean find(long offset) {
        try {
            OpenFiles.Lease in = lease(files.fileStart(offset));
            if (in == null) {
                return false;
            }
            unit.clear();
            int read = in.file().read(unit, (offset - leaseStart) * QueueUnit.UNIT_LENGTH);
            return read == QueueUnit.UNIT_LENGTH && QueueUnit.isWritten(unit, 0);
        } catch (IOException e) {
            throw new UncheckedIOException("the queue " + queue + " cannot be read", e);
        }
    }

    /** How long the file is that begins with that unit, in bytes; -1 when there is none. */
    long fileLength(long fileStart) throws IOException {
        OpenFiles.Lease in = lease(fileStart);
        return in == null ? -1 : in.file().length();
    }

    private OpenFiles.@Nullable Lease lease(long fileStart) throws IOException {
        if (fileStart != leaseStart) {
            close();
            lease = open.lease(files.file(queue, fileStart));
            leaseStart = fileStart;
        }
        return lease;
    }

    long position() {
        return QueueUnit.position(unit, 0);
    }

    int length() {
        return QueueUnit.length(unit, 0);
    }

    boolean isFiller() {
        return QueueUnit.isFiller(unit, 0);
    }

    /** Whether it stands for a message that was lost with its place in the log. */
    boolean isLost() {
        return length() == QueueUnit.FILLER_LENGTH && position() > 0;
    }

    @Override
    public void close() throws IOException {
        if (lease != null) {
            open.release(lease);
            lease = null;
        }
        leaseStart = -1;
    }
}
