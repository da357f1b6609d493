package io.apogeemq.store.segment;

import io.apogeemq.protocol.message.RecordLayout;
import io.apogeemq.store.disk.DiskFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file of the log. Written through {@code write}, read through a mapping that is made when first asked for: writing
 * through the mapping too would fault for every page and force twice as slowly (see store/README.md).
 *
 * <p>Begins with one lease, the list's. {@link #retire} gives that back; when the last lease is gone the file is closed.
 */
public final class Segment implements LogBytes {
    private static final Logger log = LoggerFactory.getLogger(Segment.class);

    private static final int LOAD_LENGTH = 256 << 10;

    /** A place that holds no record may claim any length. */
    private static final int LONGEST_RECORD = 8 << 20;

    private final Path path;
    private final long start;
    private final int length;
    private final DiskFile file;
    private final AtomicInteger leases = new AtomicInteger(1);
    private volatile @Nullable ByteBuffer view;

    /** Only a start asks, before anybody writes. */
    private boolean untouched;

    public Segment(Path path, long start, int length, DiskFile file) {
        this.path = path;
        this.start = start;
        this.length = length;
        this.file = file;
    }

    /** A file that was made just now and is all zeros. */
    static Segment made(Path path, long start, int length, DiskFile file) {
        Segment segment = new Segment(path, start, length, file);
        segment.untouched = true;
        return segment;
    }

    /** Whether this process has made the file and not written to it: there are zeros in it and nothing else. */
    public boolean isUntouched() {
        return untouched;
    }

    public Path path() {
        return path;
    }

    /** Position of the first byte. */
    public long start() {
        return start;
    }

    public int length() {
        return length;
    }

    /** Position behind the last byte. */
    public long end() {
        return start + length;
    }

    /** Writes at an index of the file. */
    public void write(ByteBuffer source, int at) throws IOException {
        untouched = false;
        file.write(source, at);
    }

    /** Writes whole units of zeros over zeros, past the system's cache; see {@link DiskFile#writeAround}. */
    void writeAround(ByteBuffer zeros, int at) throws IOException {
        file.writeAround(zeros, at);
    }

    public void force() throws IOException {
        file.force();
    }

    /** Makes everything from that index on zero, durably. */
    public void cut(int at) throws IOException {
        file.setLength(at);
        file.setLength(length);
        file.force();
    }

    /**
     * The whole file as memory, read-only, position 0. Only under a lease, or while nobody can retire the segment.
     *
     * @throws UncheckedIOException when the system has no room for the mapping
     */
    @Override
    public ByteBuffer view() {
        ByteBuffer present = view;
        return present != null ? present : map();
    }

    private synchronized ByteBuffer map() {
        ByteBuffer present = view;
        if (present == null) {
            try {
                present = file.map(length);
            } catch (IOException e) {
                throw new UncheckedIOException(path + " cannot be mapped", e);
            }
            view = present;
        }
        return present;
    }

    /** Reads at an index of the file, through the system's cache; returns how many bytes. */
    public int read(ByteBuffer target, int at) throws IOException {
        return file.read(target, at);
    }

    /**
     * To be called before a look at the view on a loop that has to live on. Java tells of a page that the disk does not give
     * by an {@link InternalError}, and some time after the look: whatever runs by then ends. So what is not in memory is
     * read first. Under a lease.
     *
     * @throws IOException when the disk does not give it
     */
    public void require(int at, int count) throws IOException {
        if (!isInMemory(at, count)) {
            load(at, count);
        }
    }

    /** As {@link #require} for the record that begins there, if one does. */
    public void requireRecord(int at, int room) throws IOException {
        int head = Math.min(room, RecordLayout.SHORTEST);
        require(at, head);
        int says = head < Integer.BYTES ? 0 : view().getInt(at + RecordLayout.LENGTH_AT);
        require(at, Math.min(room, Math.max(head, Math.min(says, LONGEST_RECORD))));
    }

    /**
     * Brings a range into the system's cache by sequential reads, so that nobody waits for its pages one by one.
     *
     * @throws IOException when the disk does not give it
     */
    public void load(int at, int count) throws IOException {
        ByteBuffer scratch = ByteBuffer.allocate(Math.min(LOAD_LENGTH, count));
        int end = at + count;
        for (int from = at; from < end; from += scratch.position()) {
            scratch.clear().limit(Math.min(scratch.capacity(), end - from));
            if (read(scratch, from) <= 0) {
                throw new IOException(path + " ends at " + from + " of " + length + " bytes: something has cut it");
            }
        }
    }

    /** As {@link #read}, past the cache; see {@link DiskFile#readAround}. */
    public int readAround(ByteBuffer target, int at) throws IOException {
        return file.readAround(target, at);
    }

    /** Whether those bytes of the view can be looked at without waiting for the disk. Under a lease. */
    public boolean isInMemory(int at, int count) {
        return file.isInMemory(view(), at, count);
    }

    @Override
    public int beginsAt() {
        return 0;
    }

    @Override
    public boolean lease() {
        while (true) {
            int held = leases.get();
            if (held == 0) {
                return false;
            }
            if (leases.compareAndSet(held, held + 1)) {
                return true;
            }
        }
    }

    /** Whether somebody still reads it after it was retired: until then its file keeps its space. */
    public boolean isLeased() {
        return leases.get() > 0;
    }

    @Override
    public void release() {
        int left = leases.decrementAndGet();
        if (left == 0) {
            close();
        } else if (left < 0) {
            throw new IllegalStateException("a lease of " + path + " was given back twice");
        }
    }

    /** The list lets go of it. */
    public void retire() {
        release();
    }

    private void close() {
        try {
            view = null;
            file.close();
        } catch (IOException e) {
            log.warn("{} could not be closed: {}", path, e.toString());
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
