package io.apogeemq.benchmarks.stress;

import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.segment.Segment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Under a lease a segment's file is open, whoever lets go of it meanwhile; when nobody holds it, it is closed once. */
@JCStressTest
@Outcome(id = "[01], 1", expect = Expect.ACCEPTABLE, desc = "refused, or open while leased; closed once")
@Outcome(expect = Expect.FORBIDDEN, desc = "closed under a lease, twice or never")
@State
public class SegmentStress {
    private static final int REFUSED = 0;
    private static final int OPEN = 1;
    private static final int CLOSED_UNDER_LEASE = 2;

    private final File file = new File();
    private final Segment segment = new Segment(Path.of("stress"), 0, 8, file);

    /** Counts how often it is closed. */
    private static final class File implements DiskFile {
        private final AtomicInteger closed = new AtomicInteger();
        private final ByteBuffer bytes = ByteBuffer.allocate(8);

        @Override
        public long length() {
            return bytes.capacity();
        }

        @Override
        public int read(ByteBuffer target, long at) {
            return 0;
        }

        @Override
        public void write(ByteBuffer source, long at) {
            throw new IllegalStateException("nobody writes here");
        }

        @Override
        public void setLength(long length) {
            throw new IllegalStateException("nobody cuts here");
        }

        @Override
        public void force() {}

        @Override
        public ByteBuffer map(int length) {
            return closed.get() == 0 ? bytes : ByteBuffer.allocate(0);
        }

        @Override
        public ByteBuffer mapLasting(int length) {
            return map(length);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    private int read() {
        if (!segment.lease()) {
            return REFUSED;
        }
        boolean open = segment.view().capacity() == 8 && file.closed.get() == 0;
        segment.release();
        return open ? OPEN : CLOSED_UNDER_LEASE;
    }

    @Actor
    public void list() {
        segment.retire();
    }

    @Actor
    public void reader(II_Result result) {
        result.r1 = read();
    }

    @Arbiter
    public void end(II_Result result) {
        result.r2 = file.closed.get();
    }
}
