package io.apogeemq.store.checkpoint;

import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far things were durable when it was last written: where a start after a crash begins to read the log.
 * <pre>
 *   at  length  field
 *    0       8  logMillis            store time of the last record forced
 *    8       8  queueMillis          the same for the queues
 *   16       8  indexMillis          the same for the key index
 *   24       8  masterFlushed        kept as found
 *   32       8  confirmed            kept as found
 *   40       8  queuePosition        every unit of records below lies forced in its file; 0 in files of older brokers
 *   48          zeros to 4096
 * </pre>
 * Source: spec store 9. All six lie in one sector, so the file is never half old and half new.
 */
@OwnedBy("flusher")
public final class Checkpoint {
    private static final int FILE_LENGTH = 4096;
    private static final int USED = 48;

    /** What Apache's brokers allow for clocks and batches when they go by store times. */
    private static final long MARGIN_MILLIS = 3000;

    /** Some day in the year 2248. */
    private static final long LATEST_MILLIS = 1L << 43;

    private static final Logger log = LoggerFactory.getLogger(Checkpoint.class);

    private final DiskFile file;
    private final ByteBuffer bytes = ByteBuffer.allocateDirect(USED);
    private long logMillis;
    private long queueMillis;
    private long indexMillis;
    private long masterFlushed;
    private long confirmed;
    private long queuePosition;

    private Checkpoint(DiskFile file) {
        this.file = file;
    }

    /** Opens the file, or makes it. One that is too short counts as empty. */
    public static Checkpoint open(Disk disk, Path path) throws IOException {
        boolean isNew = !disk.exists(path);
        Checkpoint checkpoint = new Checkpoint(isNew ? disk.create(path, FILE_LENGTH) : disk.open(path));
        if (!isNew) {
            checkpoint.read();
        }
        return checkpoint;
    }

    private void read() throws IOException {
        bytes.clear();
        if (file.read(bytes, 0) == USED) {
            logMillis = bytes.getLong(0);
            queueMillis = bytes.getLong(8);
            indexMillis = bytes.getLong(16);
            masterFlushed = bytes.getLong(24);
            confirmed = bytes.getLong(32);
            queuePosition = bytes.getLong(40);
            requirePlausible();
        }
    }

    /** Times are compared with the clock's, and the later one counts: a damaged one would stay for ever. */
    private void requirePlausible() {
        long end = Math.max(logMillis, Math.max(queueMillis, indexMillis));
        long begin = Math.min(logMillis, Math.min(queueMillis, indexMillis));
        if (begin < 0 || end > LATEST_MILLIS || queuePosition < 0) {
            log.warn("the checkpoint cannot be right, the start goes by the log alone");
            logMillis = 0;
            queueMillis = 0;
            indexMillis = 0;
            queuePosition = 0;
        }
    }

    /** The position below which log and queues were durable; 0 when an older broker wrote the file. */
    public long queuePosition() {
        return queuePosition;
    }

    /** Store time of the last record that was forced, as far as noted. */
    public long logMillis() {
        return logMillis;
    }

    /** Records stored up to then were durable, by the clock of older brokers. */
    public long recoveryMillis() {
        return Math.max(0, Math.min(logMillis, queueMillis) - MARGIN_MILLIS);
    }

    /** Up to which store time the key index was whole. */
    public long indexMillis() {
        return indexMillis;
    }

    /** The log is forced up to a record of that store time. */
    public void logForced(long storeMillis) {
        logMillis = Math.max(logMillis, storeMillis);
    }

    /** The queues are forced up to there; the log must be too. */
    public void queuesForced(long position, long storeMillis) {
        queuePosition = position;
        queueMillis = Math.max(queueMillis, storeMillis);
    }

    /** The key index is forced up to a record of that store time; older brokers drop index files that go further. */
    public void indexForced(long storeMillis) {
        indexMillis = storeMillis;
    }

    /**
     * Queue files are about to be cut from there on: says so durably before they are. A crash after that must not find a
     * position that is no longer true.
     */
    public void distrustQueues(long from) throws IOException {
        if (queuePosition != from || from == 0) {
            queuePosition = from;
            queueMillis = 0;
            write();
            force();
        }
    }

    /** Writes it, without forcing: what is older than it says does no harm. */
    public void write() throws IOException {
        bytes.clear();
        bytes.putLong(logMillis)
                .putLong(queueMillis)
                .putLong(indexMillis)
                .putLong(masterFlushed)
                .putLong(confirmed)
                .putLong(queuePosition);
        bytes.flip();
        file.write(bytes, 0);
    }

    /** Any thread. */
    public void force() throws IOException {
        file.force();
    }

    public void close() throws IOException {
        file.close();
    }
}
