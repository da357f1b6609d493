package io.apogeemq.store.index;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.concurrent.Position;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.segment.LogFollower;
import io.apogeemq.store.segment.SegmentList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the key index: follows {@code written} through the log and files each message under its keys. A write of the log
 * only sets a flag here; a pass comes some milliseconds later and reads what all writes until then have brought, from
 * memory. A query has a pass of its own first, so it finds every message that was confirmed before it was asked.
 *
 * <p>Saved when a file is full, at the end, and a while after the first change since the last time, each of these forced
 * before the next: entries; slots; the checkpoint, which tells older brokers up to when the index is whole; the header. So
 * nothing on the disk names what is not there, and a start goes on reading the log behind the header's last entry:
 * <pre>
 *   found at the start                                   then
 *   a file of another length, or a header that is none   it and newer files go
 *   after a crash, a file newer than the checkpoint      the same: Apache's brokers force only full files
 *   after a crash, slots that lead behind the header     each is led back along its chain
 *   entries of records behind the log's end              they are taken out: other records will lie there
 *   no record where the last entry says                  another log's index: all files go
 *   records between two files, or before the first       a file is missing: newer ones go
 *   the log goes on behind the last entry                it is read from there: normally a few milliseconds' records
 *   no file                                              the log is read from its beginning, beside the running broker
 * </pre>
 */
@OwnedBy("indexer")
public final class KeyIndex {
    private static final Logger log = LoggerFactory.getLogger(KeyIndex.class);

    /** Bytes of the log after which queries and saves have their turn. */
    private static final long PASS_LENGTH = 4 << 20;

    /** Records after which a pass that is not behind gives its processor up. */
    private static final int RECORDS_IN_A_ROW = 64;

    /** Bytes of the log after which it is saved at once: what a start after a crash reads again. */
    private static final long SAVE_LENGTH = 512 << 20;

    private static final long RETRY_MILLIS = 1000;

    private final Rules rules;
    private final Loop loop;
    private final SegmentList segments;
    private final Position written;
    private final Mark mark;
    private final IndexFiles files;
    private final LogFollower follower;
    private final KeyHashes keys = new KeyHashes();
    private final AtomicBoolean passAhead = new AtomicBoolean();
    private final boolean wasClean;
    private final long logEnd;

    /** Where the next record to index lies; nothing is needed once it is given up. */
    private volatile long neededFrom;

    private boolean settled;
    /** Records up to here may be in the index already, or some of their keys. */
    private long recheckTo;

    private long keysPosition = -1;
    private int nextKey;
    private boolean behind;
    private int inARow;
    private boolean saveAhead;
    private boolean saving;
    private long savedPosition;
    private boolean failing;
    private @Nullable IOException lost;
    private @Nullable CompletableFuture<Void> closing;
    private long closeAt;
    private final Queue<Waiting> waiting = new ArrayDeque<>();

    /**
     * How the index is kept.
     *
     * @param enabled messageIndexEnable
     * @param slotCount maxHashSlotNum
     * @param entryLimit maxIndexNum
     * @param passMillis how long after a write it is read, at most once in that time
     * @param saveMillis how long a change stays off the disk
     */
    public record Rules(boolean enabled, int slotCount, int entryLimit, long passMillis, long saveMillis) {}

    /** Where it is noted up to when the index is whole. */
    public interface Mark {
        /** Notes it, then runs that, on any loop. The indexer. */
        void note(long storeMillis, Runnable then);

        /** Makes the note durable. The indexer. */
        void force() throws IOException;
    }

    /** What the start has found out before.
     *
     * @param wasClean whether the last exit was
     * @param indexMillis up to when the index was whole then
     * @param logEnd where the log goes on
     */
    public record Past(boolean wasClean, long indexMillis, long logEnd) {}

    /** Reads the headers of what is there; the rest is done on the loop. */
    public KeyIndex(
            Rules rules,
            Disk disk,
            Path directory,
            Clock clock,
            ZoneId zone,
            Loop loop,
            SegmentList segments,
            Position written,
            Past past,
            Mark mark)
            throws IOException {
        this.rules = rules;
        this.loop = loop;
        this.segments = segments;
        this.written = written;
        this.mark = mark;
        this.wasClean = past.wasClean;
        this.logEnd = past.logEnd;
        IndexLayout layout = new IndexLayout(rules.slotCount, rules.entryLimit);
        files = new IndexFiles(disk, directory, layout, clock, zone, past.wasClean ? Long.MAX_VALUE : past.indexMillis);
        follower = new LogFollower(segments, "the key index");
        // before the log goes on: afterwards nobody could tell them from entries of the records that lie there then
        files.trim(logEnd, false);
    }

    /** The log was written. Whoever wrote it: must cost next to nothing. */
    public void onWritten() {
        if (!passAhead.get() && passAhead.compareAndSet(false, true)) {
            try {
                loop.schedule(rules.passMillis, this::pass);
            } catch (RejectedExecutionException e) {
                log.debug("no more passes of the key index: {}", e.getMessage());
            }
        }
    }

    /**
     * Finds messages, newest first. Any thread.
     *
     * @param reader where the messages are read and compared, and where the stage completes: a loop that may wait for the
     *     disk
     */
    public CompletionStage<KeyMatches> find(KeyQuery query, Loop reader) {
        return new KeyFinding(query, this, loop, reader, segments, written).begin();
    }

    /** The files; on the loop. */
    IndexFiles files() {
        loop.assertInside();
        return files;
    }

    /** Runs the task on the loop when all is indexed that is written now, or when that would take long. On the loop. */
    void whenFollowed(Runnable task) {
        loop.assertInside();
        long end = written.get();
        if (!settled || end - follower.next() <= PASS_LENGTH) {
            waiting.add(new Waiting(end, task));
            pass();
        } else {
            task.run();
        }
    }

    private record Waiting(long end, Runnable task) {}

    private void release(long followed) {
        while (!waiting.isEmpty() && waiting.element().end <= followed) {
            waiting.remove().task.run();
        }
    }

    /** Files of the log that end at or below are not needed here any more; all may go while the disk refuses. Any thread. */
    public long neededFrom() {
        return neededFrom;
    }

    /** The log begins later than it did: files whose records have all gone go too. Any thread. */
    public void dropBefore() {
        try {
            loop.execute(this::dropGone);
        } catch (RejectedExecutionException e) {
            log.debug("index files stay: {}", e.getMessage());
        }
    }

    private void dropGone() {
        if (settled && closing == null) {
            try {
                files.dropBefore(segments.first().start());
            } catch (IOException e) {
                log.warn("index files of messages that are gone stay a while: {}", e.toString());
            }
        }
    }

    // ---- following the log

    private void pass() {
        loop.assertInside();
        // first: who writes from here on wants another one
        passAhead.set(false);
        if (closing != null || lost != null) {
            release(Long.MAX_VALUE);
            return;
        }
        try {
            boolean more = follow();
            release(follower.next());
            if (more && !saving && passAhead.compareAndSet(false, true)) {
                loop.execute(this::pass);
            }
        } catch (IOException | UncheckedIOException e) {
            complain(e);
        }
    }

    /** Reads on; returns whether there is more. */
    private boolean follow() throws IOException {
        if (!settled) {
            settle();
        }
        long end = written.get();
        behind = end - follower.next() > PASS_LENGTH;
        follower.follow(end, PASS_LENGTH, this::index);
        neededFrom = follower.next();
        GrowingFile file = files.growing();
        if (file != null && file.isDirty()) {
            if (follower.next() - savedPosition >= SAVE_LENGTH) {
                save();
            } else {
                armSave();
            }
        }
        return follower.next() < end;
    }

    private void settle() throws IOException {
        files.trim(logEnd, !wasClean);
        long logStart = segments.first().start();
        long last = files.newest().endPosition();
        if (!files.isEmpty() && last >= logStart && !follower.hasRecord(last, logEnd)) {
            log.warn("the key index ends at {}, where the log has no message: it is made again", last);
            files.dropAll();
        }
        files.dropBefore(logStart);
        files.dropBehindGap(logStart, position -> nextKeyed(Math.max(position, logStart), position));
        recheckTo = files.isEmpty() ? -1 : files.newest().endPosition();
        long from = Math.max(recheckTo, logStart);
        follower.startAt(from);
        savedPosition = from;
        settled = true;
        log.info("the key index goes on at {} of {}", from, written.get());
    }

    private long nextKeyed(long from, long behind) throws IOException {
        LogFollower scout = new LogFollower(segments, "the key index");
        scout.startAt(from);
        scout.follow(logEnd, Long.MAX_VALUE, (record, position) -> {
            keys.read(record);
            return position <= behind || keys.count() == 0;
        });
        return scout.next();
    }

    private boolean index(RecordReader record, long position) throws IOException {
        if (position != keysPosition) {
            keys.read(record);
            nextKey = 0;
            keysPosition = position;
        }
        for (; nextKey < keys.count(); nextKey++) {
            int hash = keys.get(nextKey);
            if (position <= recheckTo && files.holds(hash, position)) {
                continue;
            }
            GrowingFile file = files.growing();
            if (file != null && file.isFull()) {
                save();
                return false;
            }
            if (file == null) {
                file = files.create();
            }
            file.put(hash, position, record.storeMillis());
        }
        if (!behind && ++inARow >= RECORDS_IN_A_ROW) {
            inARow = 0;
            giveWay();
        }
        return true;
    }

    /**
     * Lets those run who wait for this processor. A pass is a millisecond or two without a pause, and a system lets a
     * thread that wakes up on the same processor wait as long, be another one idle: an answer's (store/README.md).
     */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void giveWay() {
        Thread.yield();
    }

    // ---- saving

    private void armSave() {
        if (!saveAhead) {
            saveAhead = true;
            loop.schedule(rules.saveMillis, () -> {
                saveAhead = false;
                if (closing == null) {
                    saveNow();
                }
            });
        }
    }

    private void saveNow() {
        try {
            save();
        } catch (IOException e) {
            complain(e);
        }
    }

    private void save() throws IOException {
        GrowingFile file = files.growing();
        if (saving || file == null || lost != null) {
            return;
        }
        IndexHeader header = file.header();
        long position = follower.next();
        file.writeRest();
        forceOrGiveUp(file::force);
        file.writeSlots();
        forceOrGiveUp(file::force);
        saving = true;
        mark.note(header.endMillis(), () -> loop.execute(() -> finishSave(file, header, position)));
    }

    private void finishSave(GrowingFile file, IndexHeader header, long position) {
        saving = false;
        try {
            writeHeader(file, header);
            savedPosition = position;
            recovered();
            if (file.isFull() && !file.isDirty()) {
                files.seal();
                files.dropBefore(segments.first().start());
            }
        } catch (IOException e) {
            complain(e);
            if (closing != null) {
                closing.completeExceptionally(e);
            }
            return;
        }
        if (closing != null) {
            close(closing);
        } else {
            pass();
        }
    }

    private void writeHeader(GrowingFile file, IndexHeader header) throws IOException {
        forceOrGiveUp(mark::force);
        file.writeHeader(header);
        forceOrGiveUp(file::force);
    }

    private interface Force {
        void force() throws IOException;
    }

    /** After a failed force nobody knows what the disk has: what is there stays, and the next start goes on from there. */
    private void forceOrGiveUp(Force force) throws IOException {
        try {
            force.force();
        } catch (IOException e) {
            lost = e;
            throw e;
        }
    }

    private void recovered() {
        if (failing) {
            log.info("the key index can be written again");
            failing = false;
        }
    }

    /** The log has all of it: nothing is lost but time. */
    private void complain(Exception e) {
        release(Long.MAX_VALUE);
        // a disk that is full must not keep the files that fill it
        neededFrom = Long.MAX_VALUE;
        if (lost != null) {
            log.error(
                    "the key index cannot be forced and stands still until the broker is started again: {}",
                    e.toString());
            return;
        }
        if (!failing) {
            log.error("the key index cannot be written, trying again each second: {}", e.toString());
            failing = true;
        }
        if (closing == null && passAhead.compareAndSet(false, true)) {
            loop.schedule(RETRY_MILLIS, this::pass);
        }
    }

    // ---- the end

    /** Saves and closes the files; the log must have been written to its end. Any thread. */
    public CompletionStage<Void> close() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            closing = done;
            // not farther: what is left of a long way the next start goes
            closeAt = Math.min(written.get(), follower.next() + PASS_LENGTH);
            release(Long.MAX_VALUE);
            if (!saving) {
                close(done);
            }
        });
        return done;
    }

    private void close(CompletableFuture<Void> done) {
        try {
            if (lost == null && follower.next() < closeAt) {
                follow();
            }
            GrowingFile file = files.growing();
            if (lost == null && !saving && file != null && file.isDirty()) {
                save();
            }
            if (saving) {
                return;
            }
            files.close();
            if (lost != null) {
                throw lost;
            }
            done.complete(null);
        } catch (IOException | UncheckedIOException e) {
            done.completeExceptionally(e);
        }
    }
}
