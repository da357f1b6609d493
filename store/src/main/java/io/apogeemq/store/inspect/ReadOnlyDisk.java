package io.apogeemq.store.inspect;

import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.disk.DiskUse;
import io.apogeemq.store.disk.SystemDisk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The disk of this machine for who must not change it: every change is an error. */
public final class ReadOnlyDisk implements Disk {
    private final Disk machine = new SystemDisk();

    @Override
    public List<String> list(Path directory) throws IOException {
        return machine.list(directory);
    }

    @Override
    public boolean exists(Path file) {
        return machine.exists(file);
    }

    @Override
    public DiskFile open(Path file) throws IOException {
        return new ReadOnlyFile(file, FileChannel.open(file, StandardOpenOption.READ));
    }

    /** Keeps a broker from starting while somebody looks; where there is no such file none ever ran. */
    @Override
    public Closeable lock(Path file) throws IOException {
        if (!Files.exists(file)) {
            return () -> {};
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            FileLock lock = channel.tryLock(0, 1, true);
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // somebody in this process has it: the same to us
        }
        channel.close();
        throw new AlreadyLocked(file);
    }

    @Override
    public String bootId() {
        return machine.bootId();
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        throw refuse(directory);
    }

    @Override
    public DiskFile create(Path file, long length) throws IOException {
        throw refuse(file);
    }

    @Override
    public boolean reserve(Path file, long length) {
        return false;
    }

    @Override
    public DiskUse use(Path directory) throws IOException {
        return machine.use(directory);
    }

    @Override
    public void link(Path file, Path second) throws IOException {
        throw refuse(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        throw refuse(from);
    }

    @Override
    public void delete(Path path) throws IOException {
        throw refuse(path);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        throw refuse(directory);
    }

    private static IOException refuse(Path path) {
        return new IOException(path + " is only looked at");
    }

    private static final class ReadOnlyFile implements DiskFile {
        private final Path path;
        private final FileChannel channel;

        ReadOnlyFile(Path path, FileChannel channel) {
            this.path = path;
            this.channel = channel;
        }

        @Override
        public long length() throws IOException {
            return channel.size();
        }

        @Override
        public int read(ByteBuffer target, long at) throws IOException {
            int count = 0;
            while (target.hasRemaining()) {
                int more = channel.read(target, at + count);
                if (more < 0) {
                    break;
                }
                count += more;
            }
            return count;
        }

        @Override
        public ByteBuffer map(int length) throws IOException {
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, length);
        }

        @Override
        public ByteBuffer mapLasting(int length) throws IOException {
            return map(length);
        }

        @Override
        public void write(ByteBuffer source, long at) throws IOException {
            throw refuse(path);
        }

        @Override
        public void setLength(long length) throws IOException {
            throw refuse(path);
        }

        @Override
        public void force() throws IOException {
            throw refuse(path);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
