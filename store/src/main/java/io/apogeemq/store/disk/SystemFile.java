package io.apogeemq.store.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of this machine. Writes go through {@code write}, not through a mapping: on a full disk they fail instead of
 * faulting, and what they cost is seen where they are made.
 */
final class SystemFile implements DiskFile {
    private final RandomAccessFile file;
    private final FileChannel channel;
    private final List<Mapping> mappings = new ArrayList<>();

    SystemFile(RandomAccessFile file) {
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

    @Override
    public void write(ByteBuffer source, long at) throws IOException {
        long to = at;
        while (source.hasRemaining()) {
            to += channel.write(source, to);
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
