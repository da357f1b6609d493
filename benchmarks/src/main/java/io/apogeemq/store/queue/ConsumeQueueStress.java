package io.apogeemq.store.queue;

import io.apogeemq.store.disk.SystemDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A queue's units in memory: one thread adds units, which begin a new chunk, lets readers see them and lets go of the chunk
 * before; a reader reads all that the queue's maximum promises.
 *
 * <p>Lies in the package of the store because chunks and the making of queues are nobody else's business.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "not there yet")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "the first of the new chunk")
@Outcome(id = "3, 3", expect = Expect.ACCEPTABLE, desc = "all")
@Outcome(expect = Expect.FORBIDDEN, desc = "a unit that was promised is missing, or not what was written")
@State
public class ConsumeQueueStress {
    /** What fills the first chunk. */
    private static final int BEFORE = 16;

    private final ConsumeQueue queue = new ConsumeQueue(
            new QueueName("stress", 0), new QueueFiles(new SystemDisk(), Path.of("stress"), 6_000_000, 1));
    private final ByteBuffer units = ByteBuffer.allocate(8 * QueueUnit.UNIT_LENGTH);

    public ConsumeQueueStress() {
        for (int i = 0; i < BEFORE; i++) {
            append(i);
        }
        queue.publish(BEFORE);
    }

    private void append(long offset) {
        queue.append(1000 + offset, 100 + (int) offset, ~offset);
    }

    @Actor
    public void writer() {
        append(BEFORE);
        queue.publish(BEFORE + 1);
        // the disk loop's part, here because jcstress wants a processor for each actor: the full chunk goes, and a
        // reader that began there and doesn't find what comes after it begins again
        queue.persistedTo(BEFORE);
        append(BEFORE + 1);
        append(BEFORE + 2);
        queue.publish(BEFORE + 3);
    }

    @Actor
    public void reader(II_Result result) {
        int promised = (int) (queue.maxOffset() - BEFORE);
        result.r1 = promised;
        result.r2 = readWell(promised);
    }

    /** How many of the units are there and as they were written. */
    private int readWell(int promised) {
        int count;
        try {
            count = queue.read(BEFORE, promised, units);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int well = 0;
        for (int i = 0; i < count; i++) {
            long offset = (long) BEFORE + i;
            if (QueueUnit.position(units, i) == 1000 + offset
                    && QueueUnit.length(units, i) == 100 + offset
                    && QueueUnit.tagCode(units, i) == ~offset) {
                well++;
            }
        }
        return well;
    }
}
