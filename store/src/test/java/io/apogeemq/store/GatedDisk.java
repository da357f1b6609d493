package io.apogeemq.store;

import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.disk.DiskUse;
import io.apogeemq.store.disk.SystemDisk;
import io.apogeemq.store.segment.SegmentFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * This machine's disk, but forces of the log's first file wait, once the gate is closed, for what the test says to each; and
 * so do zeros that are written to log files ahead, once theirs is.
 */
final class GatedDisk implements Disk {
    private final SystemDisk disk = new SystemDisk();
    private final BlockingQueue<CompletableFuture<Void>> waiting = new LinkedBlockingQueue<>();
    private volatile boolean closed;
    private volatile boolean closedToZeros;

    /** From now on they wait. */
    void closeGate() {
        closed = true;
    }

    void closeGateToZeros() {
        closedToZeros = true;
    }

    /** From now on all runs again, what waits as well. */
    void openGate() {
        closed = false;
        closedToZeros = false;
        waiting.forEach(each -> each.complete(null));
    }

    /** Forces, or zeros, in the order in which they began: completing one lets it end, exceptionally lets it fail. */
    BlockingQueue<CompletableFuture<Void>> forces() {
        return waiting;
    }

    private void await() throws IOException {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        waiting.add(gate);
        try {
            gate.join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }

    private DiskFile gated(Path path, DiskFile file) {
        return path.getParent().endsWith("commitlog")
                ? new GatedFile(file, path.endsWith(SegmentFiles.nameOf(0)))
                : file;
    }

    @Override
    public DiskFile create(Path file, long length) throws IOException {
        return gated(file, disk.create(file, length));
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return gated(file, disk.open(file));
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public boolean exists(Path file) {
        return disk.exists(file);
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        disk.createDirectories(directory);
    }

    @Override
    public boolean reserve(Path file, long length) {
        // the system's doesn't for files that are as short as a test's
        return true;
    }

    @Override
    public DiskUse use(Path directory) throws IOException {
        return disk.use(directory);
    }

    @Override
    public void link(Path file, Path second) throws IOException {
        disk.link(file, second);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void delete(Path path) throws IOException {
        disk.delete(path);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        disk.forceDirectory(directory);
    }

    @Override
    public String bootId() {
        return disk.bootId();
    }

    @Override
    public Closeable lock(Path file) throws IOException {
        return disk.lock(file);
    }

    private final class GatedFile implements DiskFile {
        private final DiskFile file;
        private final boolean isFirst;

        GatedFile(DiskFile file, boolean isFirst) {
            this.file = file;
            this.isFirst = isFirst;
        }

        @Override
        public void force() throws IOException {
            if (isFirst && closed) {
                await();
            }
            file.force();
        }

        @Override
        public long length() throws IOException {
            return file.length();
        }

        @Override
        public int read(ByteBuffer target, long at) throws IOException {
            return file.read(target, at);
        }

        @Override
        public void write(ByteBuffer source, long at) throws IOException {
            file.write(source, at);
        }

        @Override
        public void writeAround(ByteBuffer source, long at) throws IOException {
            if (closedToZeros) {
                await();
            }
            file.writeAround(source, at);
        }

        @Override
        public void setLength(long length) throws IOException {
            file.setLength(length);
        }

        @Override
        public ByteBuffer map(int length) throws IOException {
            return file.map(length);
        }

        @Override
        public ByteBuffer mapLasting(int length) throws IOException {
            return file.mapLasting(length);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
