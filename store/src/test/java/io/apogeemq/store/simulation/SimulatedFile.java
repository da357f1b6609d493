package io.apogeemq.store.simulation;

import io.apogeemq.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;

/** The bytes of a file, now and when last forced. */
final class SimulatedFile {
    private static final int PAGE = 4096;
    private static final int SECTOR = 512;
    private static final byte UNMAPPED = 0x5A;

    private final SimulatedDisk disk;
    private final Path path;
    private byte[] now = new byte[0];
    private byte[] durable = new byte[0];
    private final BitSet dirtyPages = new BitSet();

    SimulatedFile(SimulatedDisk disk, Path path) {
        this.disk = disk;
        this.path = path;
    }

    int length() {
        return now.length;
    }

    void extend(long length) {
        now = Arrays.copyOf(now, Math.toIntExact(length));
    }

    void flipBit(int at) {
        now[at] ^= 1;
        if (at < durable.length) {
            durable[at] ^= 1;
        }
    }

    byte[] bytes() {
        return now.clone();
    }

    /** Each page that was not forced is there, is not, or half of it is. Its new length is there or is not. */
    void losePower(Random random) {
        byte[] after = Arrays.copyOf(durable, random.nextBoolean() ? now.length : Math.max(durable.length, 0));
        for (int page = dirtyPages.nextSetBit(0); page >= 0; page = dirtyPages.nextSetBit(page + 1)) {
            int from = page * PAGE;
            int end = Math.min(from + PAGE, Math.min(now.length, after.length));
            if (from >= end) {
                continue;
            }
            switch (random.nextInt(3)) {
                case 0 -> System.arraycopy(now, from, after, from, end - from);
                case 1 -> {
                    for (int at = from; at < end; at += SECTOR) {
                        if (random.nextBoolean()) {
                            System.arraycopy(now, at, after, at, Math.min(SECTOR, end - at));
                        }
                    }
                }
                default -> {
                    // lost
                }
            }
        }
        now = after;
        durable = after.clone();
        dirtyPages.clear();
    }

    void force() {
        durable = now.clone();
        dirtyPages.clear();
    }

    DiskFile open() {
        return new Open(disk.life());
    }

    /** One descriptor. */
    private final class Open implements DiskFile {
        private final int openedIn;
        private boolean closed;
        private boolean mapped;

        Open(int openedIn) {
            this.openedIn = openedIn;
            disk.opened(path, 1);
        }

        private void requireOpen() throws IOException {
            if (closed || openedIn != disk.life()) {
                throw new IOException(path + " is closed");
            }
        }

        @Override
        public long length() throws IOException {
            requireOpen();
            return now.length;
        }

        @Override
        public int read(ByteBuffer target, long at) throws IOException {
            requireOpen();
            disk.read(path);
            int count = (int) Math.max(0, Math.min(target.remaining(), now.length - at));
            target.put(now, (int) Math.min(at, now.length), count);
            return count;
        }

        @Override
        public int readAround(ByteBuffer target, long at) throws IOException {
            if (!target.isDirect() || at % DIRECT_UNIT != 0 || target.remaining() % DIRECT_UNIT != 0) {
                throw new IOException("Invalid argument");
            }
            return read(target, at);
        }

        @Override
        public boolean isInMemory(ByteBuffer mapping, int at, int length) {
            return !disk.isCold();
        }

        @Override
        public void write(ByteBuffer source, long at) throws IOException {
            requireOpen();
            disk.take(source.remaining());
            int length = source.remaining();
            disk.change(() -> copy(source, (int) at, partOf((int) at, length)));
            copy(source, (int) at, length);
        }

        @Override
        public void writeAround(ByteBuffer source, long at) throws IOException {
            if (!source.isDirect() || at % DIRECT_UNIT != 0 || source.remaining() % DIRECT_UNIT != 0) {
                throw new IOException("Invalid argument");
            }
            write(source, at);
        }

        /** What of a write is there when the process dies in it: whole sectors, so that a small write is there or is not. */
        private int partOf(int at, int length) {
            int end = at + disk.random().nextInt(length + 1);
            return Math.max(0, end - end % SECTOR - at);
        }

        private void copy(ByteBuffer source, int at, int length) {
            if (at + length > now.length) {
                extend(at + length);
            }
            source.get(now, at, length);
            if (length > 0) {
                dirtyPages.set(at / PAGE, (at + length - 1) / PAGE + 1);
            }
        }

        @Override
        public void setLength(long length) throws IOException {
            requireOpen();
            disk.change(() -> {});
            int before = now.length;
            int after = Math.toIntExact(length);
            if (after < before) {
                // in place: whoever has it mapped sees zeros
                Arrays.fill(now, after, before, (byte) 0);
                dirtyPages.set(after / PAGE, (before - 1) / PAGE + 1);
            }
            if (after > before) {
                extend(length);
            }
        }

        @Override
        public void force() throws IOException {
            requireOpen();
            disk.change(() -> {});
            SimulatedFile.this.force();
            disk.forced();
        }

        @Override
        public ByteBuffer map(int length) throws IOException {
            requireOpen();
            mapped = true;
            return ByteBuffer.wrap(now, 0, length).asReadOnlyBuffer();
        }

        @Override
        public ByteBuffer mapLasting(int length) throws IOException {
            requireOpen();
            return ByteBuffer.wrap(now.clone(), 0, length).asReadOnlyBuffer();
        }

        @Override
        public void close() {
            if (!closed && openedIn == disk.life()) {
                disk.opened(path, -1);
            }
            closed = true;
            if (mapped && openedIn == disk.life()) {
                // unmapped: on a real disk whoever still looks kills the process
                byte[] unmapped = now;
                now = now.clone();
                Arrays.fill(unmapped, UNMAPPED);
            }
        }
    }
}
