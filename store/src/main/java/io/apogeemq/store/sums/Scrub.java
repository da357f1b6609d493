package io.apogeemq.store.sums;

import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.store.segment.DamagedPlaces;
import io.apogeemq.store.segment.Segment;
import io.apogeemq.store.segment.SegmentList;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the block sums of sealed segments, and goes slowly round comparing old ones, one segment after another:
 * <pre>
 *   what is there                         then                                        read
 *   a segment sealed by this process      sums are taken soon                         from the page cache, up to 200 MB/s
 *   a sealed segment without sums         they are taken, records are looked at       past the cache, at the slow rate
 *   sums last compared long ago           all blocks are compared, records looked at  past the cache, at the slow rate
 *   nothing of these                      a timer until the first is due              nothing
 * </pre>
 * When a segment was last compared stands in its file of sums, so that a restart costs at most one segment of the round.
 * Reading past the cache shows what the disk has, and drives nothing out.
 *
 * <p>What is damaged goes to {@link DamagedPlaces}, which is also where a replica's copy would be asked for by position and
 * length once there is one.
 */
@OwnedBy("disk")
public final class Scrub {
    private static final Logger log = LoggerFactory.getLogger(Scrub.class);

    /** A start has better things to do with the disk. */
    private static final long BEGIN_MILLIS = 10_000;

    /** Between two steps over what was just written, so that the loop and the processor serve others too. */
    private static final long FRESH_PAUSE_MILLIS = 5;

    private static final long RETRY_MILLIS = 60_000;

    private final Rules rules;
    private final Loop loop;
    private final Clock clock;
    private final SegmentList segments;
    private final SumTable table;
    private final SegmentPass.Report places;
    private final List<Segment> fresh = new ArrayList<>();
    /** Starts of segments that the disk does not give: left alone until the next start. */
    private final Set<Long> unreadable = new HashSet<>();

    /** End of the first segment that is not sealed. */
    private final AtomicLong nextSeal;

    private @Nullable Turn turn;
    private @Nullable Cancellable ahead;
    private long retryAtMillis;
    private boolean stopped;
    private volatile Progress progress = new Progress(-1, 0, 0);

    /**
     * How fast.
     *
     * @param bytesPerSecond of old data; 0: none is looked at
     * @param againMillis after that long a segment is compared once more
     */
    public record Rules(long bytesPerSecond, long againMillis) {}

    /**
     * How far it is.
     *
     * @param position in the log, -1 while nothing is looked at
     * @param checkedBytes compared with their sums since the start
     * @param takenCount segments whose sums were taken since the start
     */
    public record Progress(long position, long checkedBytes, long takenCount) {}

    /** Tells what a pass has found to who keeps readers away from it. */
    private record Places(DamagedPlaces damaged) implements SegmentPass.Report {
        @Override
        public void notWhole(Segment segment, int at, int length, @Nullable String topic) {
            damaged.found(segment, segment.start() + at, length, topic, "no whole record lies there");
        }

        @Override
        public void changed(Segment segment, int at, int length, @Nullable String topic, String what) {
            damaged.found(segment, segment.start() + at, length, topic, what);
        }
    }

    /** The way through one segment that is under way. */
    private record Turn(
            Segment segment,
            SegmentPass pass,
            ByteBuffer buffer,
            @Nullable SumsWriter writer,
            BlockSums.Origin origin) implements Closeable {
        @Override
        public void close() throws IOException {
            segment.release();
            if (writer != null) {
                writer.close();
            }
        }
    }

    public Scrub(Rules rules, Loop loop, Clock clock, SegmentList segments, SumTable table, DamagedPlaces damaged) {
        this.rules = rules;
        this.loop = loop;
        this.clock = clock;
        this.segments = segments;
        this.table = table;
        this.places = new Places(damaged);
        this.nextSeal = new AtomicLong(segments.last().end());
        table.whenLost(this::wake);
    }

    /** Goes on from now on. Any thread, once. */
    public void start() {
        loop.execute(() -> sleep(BEGIN_MILLIS));
    }

    /** The log is forced up to there. Any thread; costs a comparison unless a segment was sealed. */
    public void onFlushed(long position) {
        long end = nextSeal.get();
        Segment sealed = segments.find(end - 1);
        // a record of the next segment is there too: it tells pasts of the log apart
        if (position > end && sealed != null && nextSeal.compareAndSet(end, end + sealed.length())) {
            execute(() -> {
                fresh.add(sealed);
                wakeNow();
            });
        }
    }

    /** How far it is. Any thread. */
    public Progress progress() {
        return progress;
    }

    /** Ends; what is half done is done again another time. The {@code disk} loop. */
    public void stop() {
        loop.assertInside();
        stopped = true;
        leave();
    }

    private void wake() {
        execute(this::wakeNow);
    }

    private void execute(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("sealed segments keep until the next start: {}", e.getMessage());
        }
    }

    private void wakeNow() {
        if (turn == null && !stopped) {
            sleep(0);
        }
    }

    private void sleep(long millis) {
        if (ahead != null) {
            ahead.cancel();
        }
        ahead = loop.schedule(millis, this::go);
    }

    private void go() {
        loop.assertInside();
        if (stopped) {
            return;
        }
        Turn now = turn;
        try {
            if (now == null) {
                now = choose();
                turn = now;
            }
            if (now != null) {
                step(now);
            }
        } catch (IOException e) {
            failed(now, e);
        }
        if (turn != null) {
            sleep(pauseMillis(turn));
        } else if (!fresh.isEmpty()) {
            sleep(FRESH_PAUSE_MILLIS);
        } else {
            long untilDue = untilDue();
            if (untilDue < Long.MAX_VALUE) {
                sleep(untilDue);
            }
        }
    }

    private long pauseMillis(Turn now) {
        return now.origin == BlockSums.Origin.WRITER
                ? FRESH_PAUSE_MILLIS
                : Math.max(1, SegmentPass.STEP_LENGTH * 1000L / Math.max(1, rules.bytesPerSecond));
    }

    /** The next thing to do, or null. */
    private @Nullable Turn choose() throws IOException {
        while (!fresh.isEmpty()) {
            Segment segment = fresh.remove(0);
            if (!table.has(segment) && segment.lease()) {
                return begin(segment, null, BlockSums.Origin.WRITER);
            }
        }
        if (rules.bytesPerSecond == 0 || clock.millis() < retryAtMillis) {
            return null;
        }
        Segment segment = oldest();
        if (segment == null || clock.millis() < dueMillis(segment) || !segment.lease()) {
            return null;
        }
        // may find that they are none: then they are taken
        return begin(segment, table.find(segment), BlockSums.Origin.LATER);
    }

    private Turn begin(Segment segment, @Nullable BlockSums known, BlockSums.Origin origin) throws IOException {
        boolean old = origin == BlockSums.Origin.LATER;
        try {
            return new Turn(
                    segment,
                    old ? new SegmentPass(segment, known, true, places) : SegmentPass.ofFresh(segment),
                    SegmentPass.buffer(),
                    known == null ? table.write(segment) : null,
                    origin);
        } catch (IOException e) {
            segment.release();
            throw e;
        }
    }

    private @Nullable Segment oldest() {
        Segment oldest = null;
        for (Segment segment = segments.first();
                segment != null && segment.end() < nextSeal.get();
                segment = segments.find(segment.end())) {
            if (!unreadable.contains(segment.start()) && (oldest == null || dueMillis(segment) < dueMillis(oldest))) {
                oldest = segment;
            }
        }
        return oldest;
    }

    /** When the segment is to be looked at; long ago when it has no sums. */
    private long dueMillis(Segment segment) {
        // a clock that was wrong once must not put it off for ever
        return table.has(segment) ? Math.min(table.checkedMillis(segment), clock.millis()) + rules.againMillis : 0;
    }

    private long untilDue() {
        Segment segment = rules.bytesPerSecond == 0 ? null : oldest();
        if (segment == null) {
            return Long.MAX_VALUE;
        }
        return Math.max(1, Math.max(dueMillis(segment), retryAtMillis) - clock.millis());
    }

    private void step(Turn now) throws IOException {
        SumsWriter writer = now.writer;
        boolean more = now.pass.step(now.buffer, writer == null ? sums -> {} : writer::add);
        long compared = writer == null ? SegmentPass.STEP_LENGTH : 0;
        progress = new Progress(
                now.segment.start() + now.pass.reached(), progress.checkedBytes + compared, progress.takenCount);
        if (!more) {
            finish(now);
        }
    }

    private void finish(Turn now) throws IOException {
        Segment segment = now.segment;
        long millis = clock.millis();
        boolean isThere = segments.find(segment.start()) == segment;
        long taken = progress.takenCount;
        if (now.writer == null) {
            table.checked(segment, millis);
            log.info(
                    "{} was checked: {}",
                    segment,
                    now.pass.wrongCount() == 0
                            ? "all blocks are as they were sealed"
                            : now.pass.wrongCount() + " blocks are not as they were sealed");
        } else if (isThere) {
            now.writer.finish(new BlockSums.Head(
                    segment.start(),
                    segment.length(),
                    now.origin,
                    millis,
                    now.pass.lastAt(),
                    now.pass.notWholeCount(),
                    BlockSums.firstMillis(segments.find(segment.end()))));
            table.taken(segment, millis);
            taken++;
            log.debug("block sums of {} are taken", segment);
        }
        progress = new Progress(-1, progress.checkedBytes, taken);
        leave();
    }

    private void failed(@Nullable Turn now, IOException e) {
        if (e instanceof SegmentPass.Unreadable && now != null) {
            unreadable.add(now.segment.start());
            log.error("{}; it is left alone until the next start, mend or replace the disk", e.getMessage());
            leave();
            return;
        }
        retryAtMillis = clock.millis() + RETRY_MILLIS;
        log.warn(
                "block sums of {} can be neither taken nor compared now, trying again in a minute: {}",
                now == null ? "a log file" : now.segment,
                e.toString());
        leave();
    }

    private void leave() {
        Turn now = turn;
        turn = null;
        if (now != null) {
            try {
                now.close();
            } catch (IOException e) {
                log.debug("not closed", e);
            }
        }
    }
}
