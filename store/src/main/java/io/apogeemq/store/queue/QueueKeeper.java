package io.apogeemq.store.queue;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the units of grown queues to their files. Whoever publishes units names the queue here; nothing walks over all
 * queues, and while no queue has grown nothing runs.
 *
 * <p>A round comes {@link Pace#roundMillis} after the first growth and writes the queues that have enough for a write to
 * be worth it. Small rests wait for a thorough round, or until all of them together take too much memory: with ten thousand
 * queues each write is that of a file that isn't open, and a start after a crash would not gain by it. A thorough round writes
 * and forces everything and reports the position up to which all queues are now durable: a start after a crash reads the
 * log from there.
 */
@OwnedBy("disk")
public final class QueueKeeper {
    private static final Logger log = LoggerFactory.getLogger(QueueKeeper.class);
    private static final int BUFFER_LENGTH = 64 << 10;

    private final Pace pace;
    private final QueueFiles files;
    private final Loop loop;
    private final Clock clock;
    private final Lock logLock;
    private final LongSupplier written;
    private final LongSupplier flushed;
    private final Notes notes;
    private final LongConsumer durable;

    private final ConcurrentLinkedQueue<ConsumeQueue> grown = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean roundAhead = new AtomicBoolean();

    // disk loop
    private List<ConsumeQueue> waiting = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_LENGTH);
    private long thoroughAtNanos;
    private long durablePosition;
    private boolean failing;

    /**
     * When to write.
     *
     * @param roundMillis flushIntervalConsumeQueue
     * @param leastBytes of one queue that are worth a write of their own (flushConsumeQueueLeastPages)
     * @param mostWaitingBytes of all queues that may wait in memory for a thorough round
     * @param thoroughMillis flushConsumeQueueThoroughInterval
     * @param thoroughBytes how far the log may go on before a thorough round: what a start after a crash reads again
     */
    public record Pace(
            long roundMillis, long leastBytes, long mostWaitingBytes, long thoroughMillis, long thoroughBytes) {}

    /** Takes down where all queues are. */
    @FunctionalInterface
    public interface Notes {
        void take(long position) throws IOException;
    }

    /**
     * @param written up to where the log is written and all units published
     * @param flushed up to where it is forced: no file names a record that a loss of power could take back
     * @param notes takes down where all queues are when they are durable
     * @param durable told the position below which every unit lies forced in its file; on the disk loop
     */
    public QueueKeeper(
            Pace pace,
            QueueFiles files,
            Loop loop,
            Clock clock,
            Lock logLock,
            LongSupplier written,
            LongSupplier flushed,
            Notes notes,
            LongConsumer durable,
            long durablePosition) {
        this.pace = pace;
        this.files = files;
        this.loop = loop;
        this.clock = clock;
        this.logLock = logLock;
        this.written = written;
        this.flushed = flushed;
        this.notes = notes;
        this.durable = durable;
        this.durablePosition = durablePosition;
        this.thoroughAtNanos = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(pace.thoroughMillis);
    }

    /** The queue has units that its files lack. Whoever published them. */
    public void grew(ConsumeQueue queue) {
        if (queue.markDirty()) {
            grown.add(queue);
            if (!roundAhead.get() && roundAhead.compareAndSet(false, true)) {
                schedule();
            }
        }
    }

    /**
     * The same for the queues that recovery has filled, without waiting for a round: some of their units were in files
     * before. Apache's brokers look for what is missing there in the last ten files of the log only.
     */
    public void recovered(Iterable<ConsumeQueue> queues) {
        boolean any = false;
        for (ConsumeQueue queue : queues) {
            if (queue.unpersisted() > 0) {
                any = true;
                if (queue.markDirty()) {
                    grown.add(queue);
                }
            }
        }
        if (any) {
            loop.execute(this::writeRecovered);
        }
    }

    private void writeRecovered() {
        try {
            thorough();
        } catch (IOException e) {
            complain(e);
        }
        if (roundAhead.compareAndSet(false, true)) {
            schedule();
        }
    }

    private void schedule() {
        try {
            loop.schedule(pace.roundMillis, this::round);
        } catch (RejectedExecutionException e) {
            log.debug("no more rounds over the queues: {}", e.getMessage());
        }
    }

    private void round() {
        loop.assertInside();
        roundAhead.set(false);
        try {
            if (clock.nanos() - thoroughAtNanos >= 0 || flushed.getAsLong() - durablePosition >= pace.thoroughBytes) {
                thorough();
            } else if (write(pace.leastBytes, flushed.getAsLong()) > pace.mostWaitingBytes) {
                // not only written: that is most of what a thorough round costs, and the next one then comes later
                thorough();
            }
            recovered();
        } catch (IOException e) {
            complain(e);
        }
        boolean more = !waiting.isEmpty() || !grown.isEmpty() || durablePosition < written.getAsLong();
        if (more && roundAhead.compareAndSet(false, true)) {
            schedule();
        }
    }

    /** Writes and forces everything that the log has forced. The disk loop; at a start and at the end the thread that does that. */
    public void thorough() throws IOException {
        long position = flushed.getAsLong();
        write(1, position);
        files.force();
        notes.take(position);
        thoroughAtNanos = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(pace.thoroughMillis);
        durablePosition = position;
        durable.accept(position);
    }

    /** Writes the queues that have at least so many bytes, and returns how many the others have. */
    private long write(long leastBytes, long below) throws IOException {
        for (ConsumeQueue queue = grown.poll(); queue != null; queue = grown.poll()) {
            waiting.add(queue);
        }
        long waitingBytes = 0;
        List<ConsumeQueue> rest = new ArrayList<>();
        for (int i = 0; i < waiting.size(); i++) {
            ConsumeQueue queue = waiting.get(i);
            long bytes = queue.unpersisted() * QueueUnit.UNIT_LENGTH;
            if (0 < bytes && bytes < leastBytes) {
                waitingBytes += bytes;
                rest.add(queue);
                continue;
            }
            try {
                write(queue, below);
            } catch (IOException e) {
                rest.addAll(waiting.subList(i, waiting.size()));
                waiting = rest;
                throw e;
            }
            if (queue.unpersisted() > 0 && !queue.isDeleted() && queue.markDirty()) {
                rest.add(queue);
            }
        }
        waiting = rest;
        return waitingBytes;
    }

    private void write(ConsumeQueue queue, long below) throws IOException {
        // first: what grows from here on names the queue again
        queue.markClean();
        if (queue.isDeleted()) {
            return;
        }
        files.persist(queue, buffer, below);
        logLock.lock();
        try {
            queue.shrink();
        } finally {
            logLock.unlock();
        }
    }

    /**
     * Removes a topic's files; its queues are out of the table and marked. The caller has the log forced after this, then
     * calls {@link #noteDeletion}. Disk loop.
     *
     * @return whether there were any
     */
    public boolean deleteTopic(String topic) {
        loop.assertInside();
        try {
            return files.deleteTopic(topic);
        } catch (IOException e) {
            log.warn("the queue files of the deleted topic {} are still there: {}", topic, e.toString());
            return true;
        }
    }

    /** A start after a crash must not find messages of queues whose units are gone. Disk loop. */
    public void noteDeletion() {
        loop.assertInside();
        try {
            thorough();
        } catch (IOException e) {
            complain(e);
        }
    }

    /** Every unit of a record below lies forced in its file. Disk loop. */
    public long durablePosition() {
        return durablePosition;
    }

    /** Closes the files. After the last {@link #thorough}. */
    public void close() throws IOException {
        files.close();
    }

    private void recovered() {
        if (failing) {
            log.info("queue files can be written again");
            failing = false;
        }
    }

    /** Units stay in memory and the log has all of them: nothing is lost, a start only takes longer. */
    private void complain(IOException e) {
        if (!failing) {
            log.error("queue files cannot be written, trying again every {} ms: {}", pace.roundMillis, e.toString());
            failing = true;
        }
    }
}
