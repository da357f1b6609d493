package io.apogeemq.store.inspect;

import io.apogeemq.store.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file whose changes stay in memory, page by page. Any thread. */
final class OverlayFile {
    private static final int PAGE = 4096;

    private final @Nullable DiskFile below;

    /** Bytes from there on are not those of the file below: it was cut there, or never was so long. */
    private long shared;

    private final Map<Long, byte[]> pages = new HashMap<>();
    private long length;

    OverlayFile(@Nullable DiskFile below, long length) {
        this.below = below;
        this.shared = below == null ? 0 : length;
        this.length = length;
    }

    synchronized long length() {
        return length;
    }

    private synchronized int read(ByteBuffer target, long at) throws IOException {
        int count = 0;
        while (target.hasRemaining() && at + count < length) {
            long from = at + count;
            int inPage = (int) (from % PAGE);
            int part = (int) Math.min(Math.min(PAGE - inPage, target.remaining()), length - from);
            target.put(page(from / PAGE), inPage, part);
            count += part;
        }
        return count;
    }

    private byte[] page(long number) throws IOException {
        byte[] written = pages.get(number);
        if (written != null) {
            return written;
        }
        byte[] page = new byte[PAGE];
        long start = number * PAGE;
        if (below != null && start < shared) {
            below.read(ByteBuffer.wrap(page, 0, (int) Math.min(PAGE, shared - start)), start);
        }
        return page;
    }

    private synchronized void write(ByteBuffer source, long at) throws IOException {
        long to = at;
        while (source.hasRemaining()) {
            byte[] page = page(to / PAGE);
            int inPage = (int) (to % PAGE);
            int part = Math.min(PAGE - inPage, source.remaining());
            source.get(page, inPage, part);
            pages.put(to / PAGE, page);
            to += part;
        }
        length = Math.max(length, to);
    }

    private synchronized void setLength(long newLength) {
        if (newLength < length) {
            shared = Math.min(shared, newLength);
            pages.keySet().removeIf(number -> number * PAGE >= newLength);
            byte[] last = pages.get(newLength / PAGE);
            if (last != null) {
                java.util.Arrays.fill(last, (int) (newLength % PAGE), PAGE, (byte) 0);
            }
        }
        length = newLength;
    }

    private synchronized ByteBuffer map(int mapped) throws IOException {
        if (below == null || !pages.isEmpty() || shared < mapped) {
            throw new IOException("a file with changes cannot be mapped");
        }
        return below.map(mapped);
    }

    /** How it differs from that file; empty when it doesn't. */
    synchronized Optional<String> differenceTo(DiskFile before) throws IOException {
        long lengthBefore = before.length();
        if (lengthBefore != length) {
            return Optional.of("is " + length + " bytes long instead of " + lengthBefore);
        }
        ByteBuffer old = ByteBuffer.allocate(PAGE);
        long first = -1;
        long last = -1;
        for (long start = 0; start < length; start += PAGE) {
            if (!pages.containsKey(start / PAGE) && start + PAGE <= shared) {
                continue;
            }
            byte[] now = page(start / PAGE);
            old.clear();
            before.read(old, start);
            for (int i = 0; i < old.position(); i++) {
                if (old.get(i) != now[i]) {
                    first = first < 0 ? start + i : first;
                    last = start + i;
                }
            }
        }
        return first < 0 ? Optional.empty() : Optional.of("changes between bytes " + first + " and " + last);
    }

    /** A way in that may be closed, while the file stays. */
    DiskFile opened() {
        return new DiskFile() {
            @Override
            public long length() {
                return OverlayFile.this.length();
            }

            @Override
            public int read(ByteBuffer target, long at) throws IOException {
                return OverlayFile.this.read(target, at);
            }

            @Override
            public void write(ByteBuffer source, long at) throws IOException {
                OverlayFile.this.write(source, at);
            }

            @Override
            public void setLength(long newLength) {
                OverlayFile.this.setLength(newLength);
            }

            @Override
            public void force() {
                // in memory nothing is more durable than the rest
            }

            @Override
            public ByteBuffer map(int mapped) throws IOException {
                return OverlayFile.this.map(mapped);
            }

            @Override
            public ByteBuffer mapLasting(int mapped) throws IOException {
                return OverlayFile.this.map(mapped);
            }

            @Override
            public void close() {
                // the file below stays open: others read through it
            }
        };
    }
}
