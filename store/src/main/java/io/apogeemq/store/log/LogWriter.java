package io.apogeemq.store.log;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.concurrent.Position;
import io.apogeemq.protocol.message.OutgoingRecords;
import io.apogeemq.protocol.message.RecordLayout;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.queue.QueueKeeper;
import io.apogeemq.store.queue.QueueTable;
import io.apogeemq.store.queue.UnitCodes;
import io.apogeemq.store.segment.Segment;
import io.apogeemq.store.segment.SegmentAllocator;
import io.apogeemq.store.segment.SegmentList;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only class that writes the log. An append has two halves:
 * <ol>
 *   <li>{@link #append}, under the log's lock: the record gets its queue offset, position and time, is copied into a
 *       buffer ("staged") and its queue unit into the queue's tail. No system call, no file, no waiting.
 *   <li>{@link #drain}, under the write lock: what all threads have staged is written in one call, {@code written} moves,
 *       queues show the new messages, and whoever waits is told.
 * </ol>
 * A loop appends for all requests of one read and drains once, at the end of its pass; with several loops one writes for
 * the others. Only what is written is seen ({@link Visibility}) or confirmed, so the end of the process loses nothing that
 * anybody knows of.
 *
 * <p>The log's lock is the one lock of the hot path: a loop that owned the log would cost every send two hand-overs. It is
 * tried for a moment before the thread sleeps, for it is held for some 100 ns.
 *
 * <p>States: running; failing (the disk refuses writes: sends are refused, writing is tried again each second, reads go
 * on; back to running when it works); stopped (closing, or a force failed, after which nobody knows what the disk has:
 * for good); broken (what must not happen has happened under one of the locks: nothing is written any more either, see
 * {@link BrokenLog}).
 */
@OwnedBy("log lock, write lock")
public final class LogWriter {
    private static final Logger log = LoggerFactory.getLogger(LogWriter.class);
    private static final int SPINS = 200;

    /** After so many writes for others a loop goes back to its own work. */
    private static final int MOST_ROUNDS = 4;

    private static final long RETRY_MILLIS = 1000;
    private static final int MOST_HIDDEN = 1 << 16;

    /** A larger gap between two messages of a queue is a queue that begins anew. */
    private static final int MOST_FILLED = 1_000_000;

    private static final String FOLLOWS =
            "this broker is a slave, it takes messages from its master only: send to that";

    private final Clock clock;
    private final SegmentList segments;
    private final SegmentAllocator allocator;
    private final QueueTable queues;
    private final UnitCodes codes;
    /** Whether only a leader's records come here, as they are; until it leads itself. */
    private volatile boolean follows;

    private final Loop flusher;
    private final Position appended;
    private final Position written;
    private final Position flushed;
    private final Visibility visibility;
    private final long mostUnflushed;
    private final WriteParking parking;

    private final int segmentLength;

    private final ReentrantLock logLock;
    // guarded by logLock
    private Segment current;
    private @Nullable Segment next;
    private StagedBytes filling;
    private long batchNumber;
    private long lastStoreMillis;

    private final ReentrantLock writeLock = new ReentrantLock();
    // guarded by writeLock
    private StagedBytes writing;
    private boolean unfinished;

    private final Refusals refusals = new Refusals();

    private volatile boolean stopped;
    private volatile boolean broken;
    private volatile boolean lacksSegment;
    private volatile boolean lacksFlush;
    private volatile boolean lacksDrain;
    private volatile long writtenMillis;
    private final AtomicBoolean retryAhead = new AtomicBoolean();

    /** What follows the log; set once, before the first append. */
    private Runnable onWritten = () -> {};

    /**
     * @param end where the log goes on, in the last of the segments
     * @param shown what must have passed a message besides {@code written} before readers see it; null for nothing
     * @param follows whether only a leader's records come here, as they are
     */
    public LogWriter(
            Clock clock,
            SegmentList segments,
            SegmentAllocator allocator,
            QueueTable queues,
            UnitCodes codes,
            Loop flusher,
            ReentrantLock logLock,
            long end,
            long lastStoreMillis,
            @Nullable Position shown,
            boolean follows,
            Limits limits) {
        this.clock = clock;
        this.segments = segments;
        this.allocator = allocator;
        this.queues = queues;
        this.codes = codes;
        this.follows = follows;
        this.flusher = flusher;
        this.logLock = logLock;
        this.current = segments.last();
        this.segmentLength = current.length();
        this.appended = new Position("appended", end);
        this.written = new Position("written", end);
        this.flushed = new Position("flushed", end);
        this.visibility = new Visibility(written, shown, MOST_HIDDEN);
        this.lastStoreMillis = lastStoreMillis;
        this.writtenMillis = lastStoreMillis;
        this.mostUnflushed = limits.mostUnflushed;
        this.parking = new WriteParking(limits.mostParked);
        this.filling = new StagedBytes(limits.stagedLength);
        this.writing = new StagedBytes(limits.stagedLength);
        filling.begin(batchNumber);
    }

    /**
     * Bounds of what is under way.
     *
     * @param stagedLength bytes of each of the two buffers
     * @param mostUnflushed bytes by which appending may be ahead of forcing: far below the kernel's dirty limit, past
     *     which it is the threads that wait, not the sends
     * @param mostParked sends that may wait
     */
    public record Limits(int stagedLength, long mostUnflushed, int mostParked) {}

    /** Says in an operator's words why the disk refuses, after it was asked to do something about it. Any thread. */
    @FunctionalInterface
    public interface Trouble {
        String describe(IOException failure);
    }

    /** Connects what follows the log. Before the first append. */
    public void start(QueueKeeper newKeeper, Runnable newOnWritten, Trouble newTrouble) {
        visibility.start(newKeeper);
        onWritten = newOnWritten;
        refusals.describedBy(newTrouble);
        allocator.prepare(current.end(), this::take, this::lacksNext);
    }

    public Position appended() {
        return appended;
    }

    /** Below lies what survives the end of this process. */
    public Position written() {
        return written;
    }

    /** Readers see what lies below: {@code written}, or less. */
    public Position visible() {
        return visibility.visible();
    }

    /** Advanced by the flusher. */
    public Position flushed() {
        return flushed;
    }

    /** Store time of the last record written. */
    public long writtenMillis() {
        return writtenMillis;
    }

    /** Takes no leader's bytes from here on, but messages. */
    public void lead() {
        follows = false;
    }

    /** Why appends are refused, with the remedy; null while they are not. */
    public @Nullable String refusal() {
        return follows ? FOLLOWS : trouble();
    }

    /** Why the log takes nothing, not even a leader's bytes; null while it does. */
    @Nullable
    String trouble() {
        return refusals.why(lacksSegment);
    }

    /** Takes nothing more for that reason, until called with null. Any thread. */
    public void pause(@Nullable String why) {
        refusals.pause(why);
        parking.wakeAll();
    }

    /** The longest record or batch that a segment holds. */
    public int longestRecord() {
        return segmentLength - RecordLayout.BLANK_LENGTH;
    }

    // ---- the first half

    /**
     * Gives the records their places, side by side in one file; see {@link AppendResult}. Encodes them first when that is not
     * done. Any thread.
     *
     * @throws IllegalArgumentException when a record cannot be encoded, all together are longer than a segment, or one names a
     *     queue that there cannot be
     */
    public AppendResult append(OutgoingRecords records) {
        if (follows) {
            return AppendResult.REFUSED;
        }
        records.encode();
        codes.prepare(records);
        int length = requireLength(records.length());
        ConsumeQueue first = makeQueues(records);
        AppendResult result;
        do {
            lock();
            try {
                result = makeRoom(length);
                if (result == AppendResult.APPENDED) {
                    place(records, first);
                }
            } catch (RuntimeException | Error e) {
                throw broken(e);
            } finally {
                logLock.unlock();
            }
        } while (result == AppendResult.UNFLUSHED_LIMIT && lacksDrain && drainForRoom());
        return result;
    }

    /** Makes what queues are missing, before the lock; returns the first record's. */
    private ConsumeQueue makeQueues(OutgoingRecords records) {
        ConsumeQueue first = queues.findOrMake(records.topic(0), records.queueId(0));
        for (int i = 1; i < records.count(); i++) {
            if (!isOfSameQueue(records, i)) {
                queues.findOrMake(records.topic(i), records.queueId(i));
            }
        }
        return first;
    }

    /** Whether the record has the queue of the one before it. */
    private static boolean isOfSameQueue(OutgoingRecords records, int index) {
        return records.queueId(index) == records.queueId(index - 1)
                && records.topic(index).equals(records.topic(index - 1));
    }

    /** There is room. Log lock. */
    private void place(OutgoingRecords records, ConsumeQueue first) {
        long position = appended.get();
        long millis = storeMillis();
        ConsumeQueue queue = first;
        for (int i = 0; i < records.count(); i++) {
            if ((i > 0 && !isOfSameQueue(records, i)) || queue.isDeleted()) {
                queue = queues.findOrMake(records.topic(i), records.queueId(i));
            }
            boolean queued = records.isQueued(i);
            records.place(i, queued ? queue.nextOffset() : 0, position, millis);
            if (queued) {
                add(queue, position, records.length(i), UnitCodes.of(records, i, millis));
            }
            position += records.length(i);
        }
        records.copyTo(filling.at(current, (int) (appended.get() - current.start())));
        advance(position);
    }

    /** Every record of a queue comes by here, whoever wrote it. Log lock. */
    private void add(ConsumeQueue queue, long position, int length, long code) {
        queue.append(position, length, code);
        filling.grows(queue, queue.nextOffset());
    }

    // ---- the first half, of a log that follows another

    /** Appends a record as the leader's log has it, at the same place. Any thread. */
    RawResult appendRaw(RawRecord record) throws BadLeaderBytes {
        return appendRaw(record, false);
    }

    /** The same for the record that closes a file. */
    RawResult appendRawBlank(RawRecord blank) throws BadLeaderBytes {
        return appendRaw(blank, true);
    }

    private RawResult appendRaw(RawRecord record, boolean blank) throws BadLeaderBytes {
        if (!follows) {
            throw new IllegalStateException("this log follows nobody");
        }
        AppendResult result;
        do {
            lock();
            try {
                requireInFile(record.length(), blank);
                if (record.isQueued() && isRemade(record)) {
                    return RawResult.TOPIC_REMADE;
                }
                result = makeStagingRoom(record.length());
                if (result == AppendResult.APPENDED && blank) {
                    result = next == null ? lackOfSegment() : result;
                }
                if (result == AppendResult.APPENDED) {
                    placeRaw(record, blank);
                }
            } catch (RuntimeException | Error e) {
                throw broken(e);
            } finally {
                logLock.unlock();
            }
        } while (result == AppendResult.UNFLUSHED_LIMIT && lacksDrain && drainForRoom());
        return switch (result) {
            case APPENDED -> RawResult.APPENDED;
            case REFUSED -> RawResult.REFUSED;
            case NO_SEGMENT, UNFLUSHED_LIMIT -> RawResult.NO_ROOM;
        };
    }

    private void requireInFile(int length, boolean blank) throws BadLeaderBytes {
        long rest = current.end() - appended.get();
        if (blank ? length != rest : length + RecordLayout.BLANK_LENGTH > rest) {
            throw new BadLeaderBytes("at " + appended.get() + " the leader's log file ends elsewhere than this one: set"
                    + " mappedFileSizeCommitLog (here " + segmentLength
                    + ") as the leader has it, and begin with an empty"
                    + " store");
        }
    }

    /** Whether the queue begins anew with that record, though there is one of its name. Log lock. */
    private boolean isRemade(RawRecord record) {
        ConsumeQueue queue = queues.find(record.topic(), record.queueId());
        if (queue == null || queue.nextOffset() == 0) {
            return false;
        }
        long ahead = record.queueOffset() - queue.nextOffset();
        return record.queueOffset() == 0 || ahead > MOST_FILLED;
    }

    private void placeRaw(RawRecord record, boolean blank) {
        long position = appended.get();
        lastStoreMillis = Math.max(lastStoreMillis, record.storeMillis());
        if (record.isQueued()) {
            addRaw(record, position);
        }
        record.copyTo(filling.at(current, (int) (position - current.start())));
        if (blank) {
            goOnIn(Objects.requireNonNull(next));
        } else {
            advance(position + record.length());
        }
    }

    /** The record brings its number, which is the leader's. */
    private void addRaw(RawRecord record, long position) {
        ConsumeQueue queue = queues.findOrMake(record.topic(), record.queueId());
        long offset = record.queueOffset();
        if (queue.nextOffset() == 0 && offset > 0) {
            // what came before was gone when this store began to follow
            queue.beginAt(offset);
        }
        if (offset < queue.nextOffset()) {
            log.error(
                    "the record at {} says that it is message {} of {}, which has had that: it is in no queue",
                    position,
                    offset,
                    queue);
            return;
        }
        if (offset > queue.nextOffset()) {
            log.warn(
                    "messages {} to {} of {} are not in the leader's log",
                    queue.nextOffset(),
                    offset - 1,
                    queue.name());
            queue.fillUpTo(offset, position);
        }
        add(queue, position, record.length(), record.code());
    }

    private int requireLength(int length) {
        if (length > longestRecord()) {
            throw new IllegalArgumentException("a log file of " + segmentLength + " bytes does not hold " + length
                    + " together: raise mappedFileSizeCommitLog or lower maxMessageSize");
        }
        return length;
    }

    private void lock() {
        for (int i = 0; i < SPINS; i++) {
            if (logLock.tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        logLock.lock();
    }

    /** Sees to it that so many bytes fit at {@code appended}: APPENDED when they do. */
    private AppendResult makeRoom(int length) {
        int needed = length + RecordLayout.BLANK_LENGTH;
        AppendResult room = makeStagingRoom(needed);
        if (room == AppendResult.APPENDED && current.end() - appended.get() < needed) {
            return roll(appended.get());
        }
        return room;
    }

    /** The same, but for the file. */
    private AppendResult makeStagingRoom(int needed) {
        if (refusals.any()) {
            return AppendResult.REFUSED;
        }
        if (isFarAhead(appended.get())) {
            return AppendResult.UNFLUSHED_LIMIT;
        }
        if (!filling.hasRoom(needed)) {
            if (!filling.isEmpty()) {
                lacksDrain = true;
                return AppendResult.UNFLUSHED_LIMIT;
            }
            filling.grow(needed);
        }
        return AppendResult.APPENDED;
    }

    /**
     * Whether nothing more may be appended before a flush. If so it says that one is waited for and looks again: the flusher
     * does it the other way round, so one of the two sees the other. Whoever parks asks again after it stands in the line,
     * since the flush that was waited for before may have ended meanwhile, without reaching far enough.
     */
    private boolean isFarAhead(long position) {
        if (position - flushed.get() < mostUnflushed) {
            return false;
        }
        lacksFlush = true;
        VarHandle.fullFence();
        return position - flushed.get() >= mostUnflushed;
    }

    /** Closes the file with a blank record and goes on in the next. */
    private AppendResult roll(long position) {
        Segment following = next;
        if (following == null) {
            return lackOfSegment();
        }
        int rest = (int) (current.end() - position);
        filling.at(current, (int) (position - current.start())).putInt(rest).putInt(RecordLayout.MAGIC_BLANK);
        goOnIn(following);
        return AppendResult.APPENDED;
    }

    private AppendResult lackOfSegment() {
        lacksSegment = true;
        // hands a task over, once
        allocator.hurry();
        return refusals.hasNoSegment() ? AppendResult.REFUSED : AppendResult.NO_SEGMENT;
    }

    private void goOnIn(Segment following) {
        segments.add(following);
        current = following;
        next = null;
        advance(following.start());
        // hands a task over, which is short; the file is made elsewhere
        allocator.prepare(following.end(), this::take, this::lacksNext);
    }

    /** Never goes back, whatever the clock does. */
    private long storeMillis() {
        lastStoreMillis = Math.max(lastStoreMillis, clock.millis());
        return lastStoreMillis;
    }

    private void advance(long position) {
        filling.endsAt(position, lastStoreMillis);
        appended.advanceTo(position);
    }

    /** Receives the segment made ahead. The allocator's loop. */
    private void take(Segment segment) {
        logLock.lock();
        try {
            if (stopped || next != null || segment.start() != current.end()) {
                segment.retire();
                return;
            }
            next = segment;
            lacksSegment = false;
            refusals.hasNext();
        } finally {
            logLock.unlock();
        }
        parking.wakeAll();
    }

    /** Sends that need it are refused until it is there. The allocator's loop. */
    private void lacksNext(IOException e) {
        refusals.lacksNext(e);
        parking.wakeAll();
    }

    /** Waits for the log to take more; false when too many wait: refuse the send. Any thread. */
    public boolean whenWritable(Loop loop, Runnable retry) {
        return parking.park(loop, retry, this::mayWrite);
    }

    private boolean mayWrite() {
        return trouble() != null || (!lacksSegment && !lacksDrain && !isFarAhead(appended.get()));
    }

    public int parkedCount() {
        return parking.count();
    }

    // ---- the second half

    /** The buffer is full: writes it out; false when somebody else is at it and the send has to wait. */
    private boolean drainForRoom() {
        drain();
        return !lacksDrain;
    }

    /**
     * Writes what is staged. When another thread is writing it does nothing: that one looks again before it leaves. Any
     * thread, without holding a lock.
     */
    public void drain() {
        for (int round = 0; written.get() < appended.get(); round++) {
            if (round == MOST_ROUNDS) {
                handOver();
                return;
            }
            if (!writeLock.tryLock()) {
                return;
            }
            boolean done = writeRound();
            if (!done) {
                return;
            }
            // so that this sees what was staged by somebody who could not get the lock from us
            VarHandle.fullFence();
        }
    }

    private void handOver() {
        try {
            flusher.execute(this::drain);
        } catch (RejectedExecutionException e) {
            log.debug("the process ends with {} bytes staged", appended.get() - written.get());
        }
    }

    /** Writes what is staged, after whoever writes now. The flusher; returns false when the disk refuses. */
    boolean drainFully() {
        while (written.get() < appended.get()) {
            writeLock.lock();
            if (!writeRound()) {
                return false;
            }
        }
        return true;
    }

    /** One write. Comes with the write lock held and gives it back. */
    private boolean writeRound() {
        List<Visibility.Growth> growths;
        try {
            if (broken) {
                return false;
            }
            if (!unfinished) {
                swap();
                if (writing.isEmpty()) {
                    return true;
                }
            }
            unfinished = true;
            writing.write();
            writtenMillis = writing.storeMillis();
            growths = visibility.onWritten(writing);
            unfinished = false;
        } catch (IOException e) {
            fail(e);
            return false;
        } catch (RuntimeException | Error e) {
            throw broken(e);
        } finally {
            writeLock.unlock();
        }
        if (refusals.hasFailed()) {
            recovered();
        }
        onWritten.run();
        Visibility.tell(growths);
        showMore();
        parking.wakeAll();
        return true;
    }

    /** Shows what may be seen by now: a position that readers wait for besides {@code written} has moved. Any thread. */
    public void showMore() {
        List<Visibility.Growth> growths;
        try {
            growths = visibility.catchUp();
        } catch (RuntimeException | Error e) {
            throw broken(e);
        }
        Visibility.tell(growths);
    }

    private void swap() {
        lock();
        try {
            StagedBytes full = filling;
            filling = writing;
            filling.begin(++batchNumber);
            writing = full;
            lacksDrain = false;
        } finally {
            logLock.unlock();
        }
    }

    // ---- when something fails, and the end

    /** With one of the locks held. Returns what to throw; whoever runs the task tells of it. */
    private Error broken(Throwable cause) {
        broken = true;
        stop("the log is broken in memory (" + cause + "): start the broker again");
        return cause instanceof Error error ? error : new BrokenLog(cause);
    }

    private void fail(IOException e) {
        if (!refusals.hasFailed()) {
            log.error("{}", refusals.cannotWrite(current, e));
        }
        if (!stopped && retryAhead.compareAndSet(false, true)) {
            flusher.schedule(RETRY_MILLIS, this::retry);
        }
        parking.wakeAll();
    }

    private void retry() {
        retryAhead.set(false);
        drain();
    }

    private void recovered() {
        if (!stopped) {
            refusals.canWrite();
            log.info("the log can be written again");
        }
    }

    /** The flusher has forced everything up to there. */
    void flushedTo(long position) {
        flushed.advanceTo(position);
        VarHandle.fullFence();
        if (lacksFlush) {
            lacksFlush = false;
            parking.wakeAll();
        }
    }

    /** Time for what makes later forces cheap: whom the last one served has been told. The flusher. */
    void prepareAhead() {
        allocator.onForced(flushed.get());
    }

    /** Takes no more, for good. Any thread. */
    public void stop(String why) {
        logLock.lock();
        try {
            stopped = true;
            refusals.stop(why);
            if (next != null) {
                next.retire();
                next = null;
            }
        } finally {
            logLock.unlock();
        }
        allocator.stop();
        parking.wakeAll();
    }

    /** Takes a topic's queues out of the table, so that a later append makes new ones that begin at 0. */
    public List<ConsumeQueue> removeTopic(String topic) {
        logLock.lock();
        try {
            List<ConsumeQueue> removed = queues.removeTopic(topic);
            removed.forEach(ConsumeQueue::markDeleted);
            return removed;
        } finally {
            logLock.unlock();
        }
    }
}
