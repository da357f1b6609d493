package io.apogeemq.store.disk;

import com.sun.nio.file.ExtendedOpenOption;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of this machine. Writes go through {@code write}, not through a mapping: on a full disk they fail instead of
 * faulting, and what they cost is seen where they are made.
 */
final class SystemFile implements DiskFile {
    private final Path path;
    private final RandomAccessFile file;
    private final FileChannel channel;
    private final List<Mapping> mappings = new ArrayList<>();

    /** Makes no way around the cache: tmpfs does not, nor do some network file systems. */
    private volatile boolean refusesDirect;

    SystemFile(Path path, RandomAccessFile file) {
        this.path = path;
        this.file = file;
        this.channel = file.getChannel();
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

    /**
     * Opens the file a second time for each read (some 10 us, beside a read of a MiB): a log of a thousand files would
     * else keep two thousand open.
     */
    @Override
    public int readAround(ByteBuffer target, long at) throws IOException {
        int from = target.position();
        if (!refusesDirect) {
            try (FileChannel direct = FileChannel.open(path, StandardOpenOption.READ, ExtendedOpenOption.DIRECT)) {
                return readUnits(direct, target, at);
            } catch (IOException | UnsupportedOperationException e) {
                // a disk that fails says so again to the read that follows
                refusesDirect = true;
                target.position(from);
            }
        }
        return read(target, at);
    }

    /** Only the file's last read ends inside a unit. */
    private static int readUnits(FileChannel direct, ByteBuffer target, long at) throws IOException {
        int count = 0;
        while (target.hasRemaining()) {
            int more = direct.read(target, at + count);
            if (more > 0) {
                count += more;
            }
            if (more <= 0 || more % DIRECT_UNIT != 0) {
                break;
            }
        }
        return count;
    }

    @Override
    public boolean isInMemory(ByteBuffer mapping, int at, int length) {
        return !(mapping.slice(at, length) instanceof MappedByteBuffer mapped) || mapped.isLoaded();
    }

    @Override
    public void write(ByteBuffer source, long at) throws IOException {
        write(channel, source, at);
    }

    private static void write(FileChannel target, ByteBuffer source, long at) throws IOException {
        long to = at;
        while (source.hasRemaining()) {
            to += target.write(source, to);
        }
    }

    /** Opens the file a second time for each write; see {@link #readAround}. */
    @Override
    public void writeAround(ByteBuffer source, long at) throws IOException {
        try (FileChannel direct = FileChannel.open(path, StandardOpenOption.WRITE, ExtendedOpenOption.DIRECT)) {
            write(direct, source, at);
        } catch (UnsupportedOperationException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void setLength(long length) throws IOException {
        file.setLength(length);
    }

    /** Data and length; times of change are not worth a second write. */
    @Override
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public ByteBuffer map(int length) throws IOException {
        Mapping mapping = Mapping.of(channel, length);
        synchronized (mappings) {
            mappings.add(mapping);
        }
        return mapping.bytes();
    }

    @Override
    public ByteBuffer mapLasting(int length) throws IOException {
        return channel.map(FileChannel.MapMode.READ_ONLY, 0, length);
    }

    @Override
    public void close() throws IOException {
        file.close();
        synchronized (mappings) {
            for (Mapping each : mappings) {
                each.unmap();
            }
            mappings.clear();
        }
    }
}
