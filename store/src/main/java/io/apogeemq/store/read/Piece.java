package io.apogeemq.store.read;

import io.apogeemq.store.segment.LogBytes;
import io.apogeemq.store.sums.Seal;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Part of a segment, read from the disk for all messages in it. Begins with one lease, its maker's. Any thread. */
final class Piece implements LogBytes {
    private final int beginsAt;
    private final ByteBuffer buffer;
    /** Of the same class as a mapping, so that compiled code that looks at both has one kind of buffer. */
    private final ByteBuffer view;

    private final Seal seal;
    private final @Nullable Queue<ByteBuffer> free;
    private final AtomicInteger leases = new AtomicInteger(1);

    /**
     * @param beginsAt index in the segment of the buffer's first byte
     * @param buffer position 0; to its limit the bytes
     * @param free takes the buffer after the last lease; null: the collector does
     */
    Piece(int beginsAt, ByteBuffer buffer, Seal seal, @Nullable Queue<ByteBuffer> free) {
        this.beginsAt = beginsAt;
        this.buffer = buffer;
        this.view = buffer.asReadOnlyBuffer();
        this.seal = seal;
        this.free = free;
    }

    /** How it compared with the segment's sums when it was read. */
    Seal seal() {
        return seal;
    }

    /** Whether somebody holds it besides its maker: an answer that is being written, say. */
    boolean isShared() {
        return leases.get() > 1;
    }

    boolean holds(int at, int length) {
        return beginsAt <= at && at + length <= beginsAt + view.limit();
    }

    @Override
    public int beginsAt() {
        return beginsAt;
    }

    @Override
    public ByteBuffer view() {
        return view;
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

    @Override
    public void release() {
        if (leases.decrementAndGet() == 0 && free != null) {
            free.add(buffer);
        }
    }
}
