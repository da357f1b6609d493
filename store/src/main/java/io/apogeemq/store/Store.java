package io.apogeemq.store;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.Loops;
import io.apogeemq.concurrent.Position;
import io.apogeemq.protocol.message.OutgoingRecords;
import io.apogeemq.store.checkpoint.Checkpoint;
import io.apogeemq.store.checkpoint.LastExit;
import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskTrouble;
import io.apogeemq.store.index.KeyIndex;
import io.apogeemq.store.index.KeyMatches;
import io.apogeemq.store.index.KeyQuery;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Confirmations;
import io.apogeemq.store.log.Durability;
import io.apogeemq.store.log.Flusher;
import io.apogeemq.store.log.LogRecovery;
import io.apogeemq.store.log.LogWriter;
import io.apogeemq.store.log.RawAppends;
import io.apogeemq.store.queue.ConsumeQueue;
import io.apogeemq.store.queue.QueueFiles;
import io.apogeemq.store.queue.QueueKeeper;
import io.apogeemq.store.queue.QueueMarks;
import io.apogeemq.store.queue.QueueTable;
import io.apogeemq.store.queue.UnitCodes;
import io.apogeemq.store.read.QueueReader;
import io.apogeemq.store.read.ReadAhead;
import io.apogeemq.store.read.ReadRequest;
import io.apogeemq.store.read.ReadResult;
import io.apogeemq.store.read.RecordLookup;
import io.apogeemq.store.read.TimeLookup;
import io.apogeemq.store.retention.LogUsers;
import io.apogeemq.store.retention.Retention;
import io.apogeemq.store.segment.DamagedPlaces;
import io.apogeemq.store.segment.LeasedSlices;
import io.apogeemq.store.segment.LogFollower;
import io.apogeemq.store.segment.LogSlices;
import io.apogeemq.store.segment.RecordPlace;
import io.apogeemq.store.segment.SegmentAllocator;
import io.apogeemq.store.segment.SegmentList;
import io.apogeemq.store.sums.Scrub;
import io.apogeemq.store.sums.SumTable;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store: one log, its queues, and what keeps them. Methods are for any thread unless they say otherwise.
 *
 * <p>A send: {@link #append} (must be APPENDED), then {@link #confirmations()}{@code .await(end, durability, loop, waiter)}
 * on the sender's loop. A read: {@link #read}; when nothing is there, {@link ConsumeQueue#watch}, then look once more.
 */
public final class Store {
    private static final Logger log = LoggerFactory.getLogger(Store.class);

    private final Disk disk;
    private final Path root;
    private final Clock clock;
    private final Closeable lock;
    private final RecoveredFiles files;
    private final SegmentList segments;
    private final QueueTable queues;
    private final LogWriter writer;
    private final RawAppends raw;
    private final LogSlices logSlices;
    private final List<Runnable> growthListeners = new CopyOnWriteArrayList<>();
    private final Flusher flusher;
    private final Confirmations confirmations;
    private final QueueKeeper keeper;
    private final SumTable sums;
    private final Scrub scrub;
    private final QueueReader reader;
    private final RecordLookup records;
    private final TimeLookup times;
    private final Retention retention;
    private final Loop flusherLoop;
    private final Loop diskLoop;
    private final @Nullable KeyIndex index;
    private final AtomicBoolean deletionToNote = new AtomicBoolean();
    /** Why the index was not closed in order; handed from loop to loop in {@link #close}. */
    private @Nullable Throwable indexFailure;

    /**
     * Opens the store in a directory, making it when needed, and brings it to a sound state. Blocks: reads what the last
     * process left.
     *
     * @throws StoreFailure when another process has the directory, it has a layout that is not read here, or it cannot be
     *     read or written
     */
    public static Store open(StoreSettings settings, Disk disk, Loops loops) throws StoreFailure {
        return open(settings, disk, loops, Opening.ALONE);
    }

    /** The same where others have a say in what is seen. */
    public static Store open(StoreSettings settings, Disk disk, Loops loops, Opening opening) throws StoreFailure {
        Path root = settings.files().root();
        Closeable lock = null;
        try {
            Optional<String> foreign = ForeignLayout.find(disk, root);
            if (foreign.isPresent()) {
                throw new StoreFailure(foreign.get());
            }
            disk.createDirectories(root);
            lock = disk.lock(root.resolve("lock"));
            return new Store(settings, disk, loops, opening, lock, RecoveredFiles.open(settings, disk, loops.clock()));
        } catch (Disk.AlreadyLocked e) {
            throw new StoreFailure(
                    "another broker works in " + root + " (Lock failed, MQ already started): stop it, or"
                            + " set storePathRootDir to another directory",
                    e);
        } catch (IOException | UncheckedIOException e) {
            closeQuietly(lock);
            throw new StoreFailure("the store " + root + " cannot be opened: " + DiskTrouble.of(e), e);
        }
    }

    private Store(StoreSettings settings, Disk disk, Loops loops, Opening opening, Closeable lock, RecoveredFiles files)
            throws IOException {
        this.disk = disk;
        this.clock = loops.clock();
        this.root = settings.files().root();
        LogRecovery.Outcome found = files.found();
        Checkpoint checkpoint = files.checkpoint();
        QueueFiles queueFiles = files.queueFiles();
        DamagedPlaces damaged = files.damaged();
        this.lock = lock;
        this.files = files;
        segments = files.segments();
        queues = files.queues();
        flusherLoop = loops.loop("flusher");
        diskLoop = loops.loop("disk");
        SegmentAllocator allocator = new SegmentAllocator(
                loops.loop("allocator"), files.segmentFiles(), settings.files().space());
        ReentrantLock logLock = new ReentrantLock();
        UnitCodes codes = new UnitCodes(settings.units());
        writer = new LogWriter(
                clock,
                segments,
                allocator,
                queues,
                codes,
                flusherLoop,
                logLock,
                found.end(),
                found.lastStoreMillis(),
                opening.shown(),
                opening.follows(),
                settings.writing());
        raw = new RawAppends(writer, codes);
        logSlices = new LogSlices(segments, writer.written());
        flusher = new Flusher(flusherLoop, clock, settings.flushing(), writer, segments, checkpoint, this::confirm);
        confirmations = new Confirmations(clock);
        // the flusher first: it works on another loop while this one writes
        confirmations.define(Durability.ON_DISK, settings.confirmMillis(), flusher::request, writer.flushed());
        confirmations.define(Durability.MEMORY, settings.confirmMillis(), unused -> writer.drain(), writer.written());
        keeper = new QueueKeeper(
                settings.keeping(),
                queueFiles,
                diskLoop,
                clock,
                logLock,
                writer.visible()::get,
                // what is not shown yet is in no queue's file, so a start has to read it again
                () -> Math.min(writer.flushed().get(), writer.visible().get()),
                this::noteQueues,
                this::queuesForced,
                found.from());
        sums = new SumTable(disk, root, segments);
        scrub = new Scrub(settings.scrubbing(), diskLoop, clock, segments, sums, damaged);
        reader = new QueueReader(
                clock,
                segments,
                queueFiles,
                writer.written(),
                damaged,
                sums,
                new ReadAhead(settings.readingAhead(), sums, loops.loop("read-ahead")),
                settings.reading(),
                queue -> files.wrongQueues().found(queue.name(), diskLoop));
        records = new RecordLookup(segments, writer.visible(), damaged, sums);
        times = new TimeLookup(records);
        index = settings.indexing().enabled()
                ? openIndex(
                        settings,
                        disk,
                        loops,
                        new KeyIndex.Past(files.lastExit().isClean(), checkpoint.indexMillis(), found.end()))
                : null;
        retention = new Retention(
                diskLoop,
                clock,
                settings.retention(),
                new Retention.Places(disk, root, settings.files().log().all()),
                new Retention.Parts(files.segmentFiles(), segments, queueFiles, queues, keeper, times),
                new LogUsers() {
                    @Override
                    public long neededFrom() {
                        long flushed = writer.flushed().get();
                        return index == null ? flushed : Math.min(flushed, index.neededFrom());
                    }

                    @Override
                    public void onFilesGone() {
                        sums.dropBefore();
                        if (index != null) {
                            index.dropBefore();
                        }
                    }
                },
                writer::pause);
        retention.start();
        writer.start(keeper, this::onWritten, retention::describe);
        allocator.reserve(segments.last());
        List<ConsumeQueue> recovered = new ArrayList<>();
        queues.forEach(recovered::add);
        keeper.recovered(recovered);
        if (index != null) {
            // what the last process left out
            index.onWritten();
        }
        scrub.start();
    }

    private KeyIndex openIndex(StoreSettings settings, Disk disk, Loops loops, KeyIndex.Past past) throws IOException {
        return new KeyIndex(
                settings.indexing(),
                disk,
                settings.files().root().resolve("index"),
                loops.clock(),
                ZoneId.systemDefault(),
                loops.loop("indexer"),
                segments,
                writer.visible(),
                past,
                new KeyIndex.Mark() {
                    @Override
                    public void note(long storeMillis, Runnable then) {
                        flusherLoop.execute(() -> {
                            flusher.indexForced(storeMillis);
                            then.run();
                        });
                    }

                    @Override
                    public void force() throws IOException {
                        files.checkpoint().force();
                    }
                });
    }

    private void onWritten() {
        flusher.onWritten();
        confirmations.advanced();
        if (index != null) {
            index.onWritten();
        }
        growthListeners.forEach(Runnable::run);
    }

    private void confirm() {
        confirmations.advanced();
        scrub.onFlushed(writer.flushed().get());
    }

    private void noteQueues(long position) throws IOException {
        List<QueueMarks.Mark> noted = new ArrayList<>();
        queues.forEach(queue -> {
            if (queue.persistedOffset() > 0) {
                noted.add(new QueueMarks.Mark(
                        queue.name(), Math.min(queue.minOffset(), queue.persistedOffset()), queue.persistedOffset()));
            }
        });
        QueueFiles queueFiles = files.queueFiles();
        files.marks()
                .save(new QueueMarks.State(
                        position,
                        writer.writtenMillis(),
                        retention.followed(),
                        queueFiles.fileLength(),
                        queueFiles.lastRecord(),
                        noted));
    }

    private void queuesForced(long position) {
        long millis = writer.writtenMillis();
        flusherLoop.execute(() -> flusher.queuesForced(position, millis));
    }

    // ---- writing

    /** See {@link LogWriter#append}. */
    public AppendResult append(OutgoingRecords records) {
        return writer.append(records);
    }

    /** From here on it takes messages, and no leader's bytes; of a store that was opened to follow. Any thread. */
    public void lead() {
        writer.lead();
    }

    /** Whether something may be missing at the log's end that was there once: power may have been lost, or nothing is there. */
    public boolean mayLackEnd() {
        return files.lastExit() == LastExit.UNKNOWN || writer.appended().get() == minPosition();
    }

    /** Where a leader's bytes go, of a store that follows ({@link Opening#follows}). */
    public RawAppends raw() {
        return raw;
    }

    /**
     * Has the next open cut the log at that position, which a record ends at; what is cut is kept in a file. Durable on return.
     * The disk loop.
     */
    public void cutAtNextOpen(long position) throws IOException {
        long end = writer.written().get();
        if (position < minPosition() || position > end) {
            throw new IllegalArgumentException(
                    "a log from " + minPosition() + " to " + end + " is not cut at " + position);
        }
        Realignment.cut(position, end, clock.millis()).wish(disk, root);
    }

    /** Has the next open begin the log at that position; it is empty now. Durable on return. The disk loop. */
    public void beginAtNextOpen(long position) throws IOException {
        if (writer.appended().get() != minPosition()) {
            throw new IllegalArgumentException("a log that has something begins where it begins");
        }
        Realignment.begin(position).wish(disk, root);
    }

    /** The record that ends last at or before that position; null when there is none. Waits for the disk. */
    public @Nullable RecordPlace lastRecordBefore(long position) throws StoreFailure {
        try {
            return logSlices.lastRecordBefore(position);
        } catch (IOException | UncheckedIOException | InternalError e) {
            throw new StoreFailure("the log cannot be read before " + position + ": " + e.getMessage(), e);
        }
    }

    /** The log as it lies there, for whoever copies it. */
    public LogSlices logSlices() {
        return logSlices;
    }

    /** Runs the task whenever {@link #written} has moved, on the thread that moved it: it must cost next to nothing. */
    public void onWritten(Runnable task) {
        growthListeners.add(task);
    }

    /** A position has moved that somebody else keeps, and that senders or readers wait for. Any thread. */
    public void advanced() {
        writer.showMore();
        confirmations.advanced();
        if (index != null) {
            index.onWritten();
        }
    }

    /**
     * Says what a durability means here that asks for more than this store: see {@link Confirmations#define}.
     *
     * @param onDisk whether it must be forced too, or only written
     * @param other the position that somebody else moves, and then calls {@link #advanced}
     */
    public void define(Durability durability, long timeoutMillis, boolean onDisk, Position other) {
        confirmations.define(
                durability,
                timeoutMillis,
                onDisk ? flusher::request : unused -> writer.drain(),
                other,
                onDisk ? writer.flushed() : writer.written());
    }

    /** Where to wait for what was appended. */
    public Confirmations confirmations() {
        return confirmations;
    }

    /** Runs the task on that loop when an append that found no room may try again; false: too many wait, refuse. */
    public boolean whenWritable(Loop loop, Runnable retry) {
        return writer.whenWritable(loop, retry);
    }

    /** Why appends are refused, naming cause and remedy; null while they are not. */
    public @Nullable String refusal() {
        return writer.refusal();
    }

    /** The longest record that can be appended. */
    public int longestRecord() {
        return writer.longestRecord();
    }

    // ---- queues

    public @Nullable ConsumeQueue queue(String topic, int queueId) {
        return queues.find(topic, queueId);
    }

    /** The queue, made when there is none. */
    public ConsumeQueue queueForAppend(String topic, int queueId) {
        return queues.findOrMake(topic, queueId);
    }

    public Set<String> topics() {
        return queues.topics();
    }

    public List<ConsumeQueue> queues(String topic) {
        return queues.ofTopic(topic);
    }

    public void forEachQueue(Consumer<ConsumeQueue> action) {
        queues.forEach(action);
    }

    /**
     * Removes the topic's queues; its messages stay in the log until that goes. A topic made again begins at 0. Nothing
     * happens when it has none.
     */
    public void deleteTopic(String topic) {
        deleteTopic(topic, () -> {});
    }

    /** The same; runs the task on the disk loop when they are gone. */
    public void deleteTopic(String topic, Runnable then) {
        diskLoop.execute(() -> {
            boolean had = !writer.removeTopic(topic).isEmpty();
            had |= keeper.deleteTopic(topic);
            if (had && deletionToNote.compareAndSet(false, true)) {
                flusherLoop.execute(this::noteDeletions);
            }
            then.run();
        });
    }

    /** One round over all queues for all topics that went before it. */
    private void noteDeletions() {
        deletionToNote.set(false);
        flusher.flush();
        diskLoop.execute(keeper::noteDeletion);
    }

    // ---- reading. InternalError is Java's word for a page of a mapping that the disk does not give

    /** Reads from a queue; {@link ReadResult#messages} are the caller's to release. */
    public ReadResult read(String topic, int queueId, ReadRequest request) throws StoreFailure {
        ConsumeQueue queue = queues.find(topic, queueId);
        return queue == null ? ReadResult.noQueue() : read(queue, request);
    }

    public ReadResult read(ConsumeQueue queue, ReadRequest request) throws StoreFailure {
        try {
            return reader.read(queue, request);
        } catch (IOException | UncheckedIOException | InternalError e) {
            throw new StoreFailure("the queue " + queue.name() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The record that begins there, the caller's to release; null when none does. May wait for the disk. */
    public @Nullable LeasedSlices record(long position) throws StoreFailure {
        try {
            return records.find(position);
        } catch (IOException | UncheckedIOException | InternalError e) {
            throw new StoreFailure("the log cannot be read at " + position + ": " + e.getMessage(), e);
        }
    }

    /**
     * Shows every record from that position on to the end of what is written, in order. Reads the disk.
     *
     * @param from where a record begins, or where one did that is gone by now
     * @throws StoreFailure when the log cannot be read so far
     */
    public void forEachRecord(long from, LogFollower.Visitor visitor) throws StoreFailure {
        LogFollower follower = new LogFollower(segments, "whoever reads on from " + from);
        long end = writer.written().get();
        follower.startAt(from);
        try {
            if (from < end) {
                follower.follow(end, end - from, visitor);
            }
        } catch (IOException | UncheckedIOException | InternalError e) {
            throw new StoreFailure("the log cannot be read from " + follower.next() + ": " + e.getMessage(), e);
        }
        if (follower.next() < end) {
            throw new StoreFailure("the log was closed while it was read at " + follower.next());
        }
    }

    /**
     * Finds messages by key, newest first: every one that was confirmed before. Their slices are the caller's to release.
     *
     * @param reader where the messages are read and where the stage completes; a loop that may wait for the disk
     * @return completes with a {@link StoreFailure} when the index cannot be read
     */
    public CompletionStage<KeyMatches> find(KeyQuery query, Loop reader) {
        if (index == null) {
            return CompletableFuture.completedFuture(KeyMatches.none());
        }
        return index.find(query, reader).handle((found, failure) -> {
            if (failure != null) {
                throw new CompletionException(
                        new StoreFailure("the key index cannot be read: " + failure.getMessage(), failure));
            }
            return found;
        });
    }

    /** See {@link TimeLookup}. May wait for the disk. */
    public long offsetByTime(ConsumeQueue queue, long millis, TimeLookup.Boundary boundary) throws StoreFailure {
        try {
            return times.offsetByTime(queue, millis, boundary);
        } catch (IOException | UncheckedIOException | InternalError e) {
            throw new StoreFailure("the queue " + queue.name() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** When that message was stored, ms since 1970; -1 when there is none. May wait for the disk. */
    public long storeTime(ConsumeQueue queue, long offset) throws StoreFailure {
        try {
            return times.storeTime(queue, offset);
        } catch (IOException | UncheckedIOException | InternalError e) {
            throw new StoreFailure("the queue " + queue.name() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** When the queue's first message was stored; -1 when it has none. May wait for the disk. */
    public long earliestTime(ConsumeQueue queue) throws StoreFailure {
        return storeTime(queue, queue.minOffset());
    }

    /** What makes room on the disk. */
    public Retention retention() {
        return retention;
    }

    /** The loop for files that nobody's send waits for: tables kept beside the store are written there too. */
    public Loop diskLoop() {
        return diskLoop;
    }

    // ---- positions and gauges

    /** Where the log begins. */
    public long minPosition() {
        return segments.first().start();
    }

    /** How long each file of the log is. */
    public int segmentLength() {
        return segments.first().length();
    }

    /** Where the next record goes. */
    public Position appended() {
        return writer.appended();
    }

    /** Below lies what survives the end of this process. */
    public Position written() {
        return writer.written();
    }

    /** Below lies what readers see: {@link #written}, or less ({@link Opening#shown}). */
    public Position visible() {
        return writer.visible();
    }

    /** When the last of the messages that are written was stored, ms since 1970; 0 when there is none. */
    public long writtenMillis() {
        return writer.writtenMillis();
    }

    /** Below lies what survives a loss of power. */
    public Position flushed() {
        return writer.flushed();
    }

    /** What of the log is known to be damaged: found at the start, or by a read since. */
    public Collection<DamagedPlaces.Place> damagedPlaces() {
        return files.damaged().all();
    }

    /** How far taking and comparing the sums of old parts of the log is. */
    public Scrub.Progress scrubProgress() {
        return scrub.progress();
    }

    public Gauges gauges() {
        return new Gauges(flusher.lastForceNanos(), flusher.forceCount(), writer.parkedCount(), segments.count());
    }

    /**
     * How the store is.
     *
     * @param lastForceNanos what the last force cost
     * @param forceCount forces since the start
     * @param parkedCount sends that wait for room
     * @param segmentCount files of the log
     */
    public record Gauges(long lastForceNanos, long forceCount, int parkedCount, int segmentCount) {}

    // ---- the end

    /**
     * Takes no more sends, makes everything durable, and leaves the mark of a clean exit. The loops must still run; reads
     * must have ended.
     *
     * @return completes when it is done, with a {@link StoreFailure} when something could not be made durable: then the
     *     mark says so, and the next start reads the log again
     */
    public CompletionStage<Void> close() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        writer.stop("the broker is shutting down");
        retention.stop();
        flusherLoop.execute(() -> {
            flusher.onClose();
            if (index == null) {
                diskLoop.execute(() -> writeQueues(done));
            } else {
                index.close().whenComplete((closed, failure) -> {
                    indexFailure = failure;
                    diskLoop.execute(() -> writeQueues(done));
                });
            }
        });
        return done;
    }

    private void writeQueues(CompletableFuture<Void> done) {
        scrub.stop();
        try {
            keeper.thorough();
            keeper.close();
            // behind the checkpoint that the thorough round has sent there
            flusherLoop.execute(() -> finish(done));
        } catch (IOException e) {
            leave(done, e);
        }
    }

    private void finish(CompletableFuture<Void> done) {
        try {
            boolean durable = writer.flushed().get() == writer.appended().get();
            files.checkpoint().force();
            files.checkpoint().close();
            for (int i = 0; i < segments.count(); i++) {
                segments.get(i).retire();
            }
            if (!durable) {
                throw new IOException("the log is not forced to its end");
            }
            if (indexFailure != null) {
                throw new IOException("the key index is not saved: " + indexFailure.getMessage(), indexFailure);
            }
            files.exitMark().clear();
            lock.close();
            done.complete(null);
        } catch (IOException e) {
            leave(done, e);
        }
    }

    private void leave(CompletableFuture<Void> done, IOException e) {
        closeQuietly(lock);
        done.completeExceptionally(new StoreFailure("the store was not closed in order: " + e.getMessage(), e));
    }

    /**
     * The owner ends without closing it, because something happened that must not: lets go of the directory, and nothing
     * else. The next open brings it to a sound state, as after a kill.
     */
    public void abandon() {
        closeQuietly(lock);
    }

    private static void closeQuietly(@Nullable Closeable closeable) {
        try {
            if (closeable != null) {
                closeable.close();
            }
        } catch (IOException e) {
            log.debug("not closed", e);
        }
    }
}
