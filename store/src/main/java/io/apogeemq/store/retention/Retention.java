package io.apogeemq.store.retention;

import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.store.checkpoint.TableFile;
import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.disk.DiskUse;
import io.apogeemq.store.queue.QueueFiles;
import io.apogeemq.store.queue.QueueKeeper;
import io.apogeemq.store.queue.QueueTable;
import io.apogeemq.store.read.TimeLookup;
import io.apogeemq.store.segment.SegmentFiles;
import io.apogeemq.store.segment.SegmentList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes room on the disk, and stops sends while there is none. Each round looks how full the disk is and decides:
 * <pre>
 *   the disk is in use                          then go, from the oldest on
 *   above refusedFrom                           any files, and sends are refused until it is not
 *   above anyFrom, or the log above its share   any files, until it is not
 *   above expiredFrom                           expired files
 *   less, in an hour of deleteWhen              expired files
 *   less, asked by hand                         expired files
 * </pre>
 * The newest file never goes, nor one that somebody has yet to take something from. Everything here is done in small steps on
 * the {@code disk} loop, with others' work in between; no step holds a lock that a send needs.
 *
 * <p>Source: spec store 14. Other than there, room is looked at after each file that is not expired: no more of them go
 * than must.
 */
@OwnedBy("disk")
public final class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    /** Rounds that a request by hand asks for (spec store 14). */
    private static final int ROUNDS_BY_HAND = 20;

    /** While sends are refused room is looked for so often. */
    private static final long REFUSED_ROUND_MILLIS = 1000;

    private static final long TOPIC_ROUND_MILLIS = 60_000;

    private final Loop loop;
    private final Clock clock;
    private final Supplier<RetentionRules> rules;
    private final DiskWatch watch;
    private final Consumer<@Nullable String> pause;
    private final QueueKeeper keeper;
    private final LongSupplier neededFrom;
    private final LogTrimmer logTrimmer;
    private final QueueRounds queueRounds;
    private final TopicRetention topics;

    private @Nullable Cancellable nextRound;
    private boolean refusing;
    private boolean deleting;
    private int roundsByHand;
    private long topicsAtNanos;
    private boolean topicsUnderWay;
    private final AtomicBoolean extraRound = new AtomicBoolean();
    private volatile boolean stopped;

    /** The parts of the store that retention works on. */
    public record Parts(
            SegmentFiles files,
            SegmentList segments,
            QueueFiles queueFiles,
            QueueTable queues,
            QueueKeeper keeper,
            TimeLookup times) {}

    /**
     * @param loop the disk loop
     * @param root the store's
     * @param logDirectories where the log's files lie
     * @param neededFrom a file that ends behind is needed by somebody
     * @param pause stops sends for that reason, or lets them go on with null
     */
    public Retention(
            Loop loop,
            Clock clock,
            Supplier<RetentionRules> rules,
            Disk disk,
            Path root,
            List<Path> logDirectories,
            Parts parts,
            LongSupplier neededFrom,
            Consumer<@Nullable String> pause) {
        this.loop = loop;
        this.clock = clock;
        this.rules = rules;
        this.watch = new DiskWatch(disk, root, logDirectories);
        this.pause = pause;
        this.keeper = parts.keeper;
        this.neededFrom = neededFrom;
        this.logTrimmer = new LogTrimmer(parts.files, parts.segments, clock);
        QueueTrimmer queueTrimmer = new QueueTrimmer(parts.queueFiles);
        this.queueRounds = new QueueRounds(
                loop,
                clock,
                parts.queues,
                queueTrimmer,
                logTrimmer::start,
                () -> rules.get().pace().queueFileMillis());
        this.topics = new TopicRetention(
                parts.queues,
                queueTrimmer,
                parts.times,
                new TopicFloors(new TableFile(disk, root.resolve("apogee"), "topic-floors")),
                clock,
                logTrimmer::start);
    }

    /** Before the store is offered: brings back the minimums, and looks whether sends may come at all. */
    public void start() throws IOException {
        topics.restore();
        RetentionRules now = rules.get();
        guard(now, watch.fullest());
        nextRound = schedule(refusing ? REFUSED_ROUND_MILLIS : now.pace().firstMillis(), this::round);
    }

    /** How long each topic keeps its messages, in ms; 0 or less: as long as the log has them. Any thread. */
    public void reserve(ToLongFunction<String> millisOfTopic) {
        topics.reserve(millisOfTopic);
    }

    /** Nothing more goes. Any thread. */
    public void stop() {
        stopped = true;
        queueRounds.stop();
        execute(() -> {
            if (nextRound != null) {
                nextRound.cancel();
            }
        });
    }

    /** Deletes expired files now, at any hour. Any thread. */
    public void deleteExpired() {
        loop.execute(() -> {
            roundsByHand = ROUNDS_BY_HAND;
            work(rules.get(), watch.fullest());
        });
    }

    /** Deletes the queue files that hold nothing but what is gone. Any thread. */
    public void deleteExpiredQueueFiles() {
        loop.execute(queueRounds::shrinkAll);
    }

    /** Says why the disk refuses to be written, and sees to room at once when it is full. Any thread. */
    public String describe(IOException failure) {
        if (extraRound.compareAndSet(false, true)) {
            execute(() -> {
                extraRound.set(false);
                RetentionRules now = rules.get();
                DiskWatch.Reading reading = watch.fullest();
                guard(now, reading);
                work(now, reading);
            });
        }
        return failure.getMessage() + " (" + watch.fullest() + ")";
    }

    // ---- rounds

    private void round() {
        if (stopped) {
            return;
        }
        RetentionRules now = rules.get();
        DiskWatch.Reading reading = watch.fullest();
        guard(now, reading);
        work(now, reading);
        logTrimmer.warnOfLingering(now.pace().lingerMillis());
        if (clock.nanos() - topicsAtNanos >= 0 && !topicsUnderWay) {
            topicsAtNanos = clock.nanos() + TimeUnit.MILLISECONDS.toNanos(TOPIC_ROUND_MILLIS);
            topicsUnderWay = true;
            expire(new ArrayDeque<>(topics.topics()));
        }
        nextRound = schedule(refusing ? REFUSED_ROUND_MILLIS : now.pace().roundMillis(), this::round);
    }

    private @Nullable Cancellable schedule(long millis, Runnable task) {
        try {
            return loop.schedule(millis, task);
        } catch (RejectedExecutionException e) {
            log.debug("retention ends with the process: {}", e.getMessage());
            return null;
        }
    }

    private void execute(Runnable task) {
        schedule(0, task);
    }

    /** Refuses sends while the disk is too full, and says once when that begins and ends. */
    private void guard(RetentionRules now, DiskWatch.Reading reading) {
        boolean full = reading.use().ratio() > now.marks().refusedFrom();
        if (full) {
            String why = "%s, and from %.0f%% on sends are refused (diskSpaceWarningLevelRatio): make room there or add"
                            .formatted(reading, now.marks().refusedFrom() * 100)
                    + " space, or keep messages for a shorter time (fileReservedTime); sending then resumes by itself";
            pause.accept(why);
            if (!refusing) {
                log.error("{}", why);
            }
        } else if (refusing) {
            pause.accept(null);
            log.info("{}: sends are taken again", reading);
        }
        refusing = full;
    }

    // ---- files of the log

    private void work(RetentionRules now, DiskWatch.Reading reading) {
        if (deleting) {
            return;
        }
        String why = null;
        if (!mustTakeAny(now, reading.use())) {
            if (roundsByHand > 0) {
                why = "it is expired, deletion was asked for";
                roundsByHand--;
            } else if (reading.use().ratio() > now.marks().expiredFrom()) {
                why = "it is expired, " + reading;
            } else if (now.isTime(clock.millis())) {
                why = "it is expired (fileReservedTime)";
            } else {
                return;
            }
        }
        deleting = true;
        delete(now, why, now.pace().mostFiles());
    }

    private boolean mustTakeAny(RetentionRules now, DiskUse use) {
        RetentionRules.Marks marks = now.marks();
        if (!marks.mayTakeAny()) {
            return false;
        }
        boolean overShare =
                marks.ownShare() < 1 && logTrimmer.length() > marks.ownShare() * ((double) use.used() + use.usable());
        return overShare
                || use.without(logTrimmer.lingeringBytes()).ratio() > Math.min(marks.anyFrom(), marks.refusedFrom());
    }

    /**
     * One file, and the next one after the pause.
     *
     * @param why expired files go; null when only lack of room is a reason
     */
    private void delete(RetentionRules now, @Nullable String why, int left) {
        boolean more = false;
        try {
            more = !stopped && left > 0 && deleteOne(now, why);
        } catch (IOException | UncheckedIOException e) {
            log.error("the log's oldest file cannot be deleted: {}", e.toString());
        }
        if (more) {
            schedule(now.pace().fileMillis(), () -> delete(now, why, left - 1));
            return;
        }
        deleting = false;
        if (!stopped) {
            queueRounds.follow();
            guard(now, watch.fullest());
        }
    }

    private boolean deleteOne(RetentionRules now, @Nullable String why) throws IOException {
        if (!logTrimmer.hasOld()) {
            return false;
        }
        long age = logTrimmer.ageOfOldest();
        boolean expired = age >= 0 && age >= now.reservedMillis();
        String reason = why;
        if (!expired || why == null) {
            DiskWatch.Reading reading = watch.fullest();
            if (!mustTakeAny(now, reading.use())) {
                return false;
            }
            reason = (expired ? "it is expired, " : "it is NOT expired, but there is no room: ") + reading;
        }
        long end = logTrimmer.oldest().end();
        if (keeper.durablePosition() < end) {
            keeper.thorough();
        }
        if (keeper.durablePosition() < end || neededFrom.getAsLong() < end) {
            return false;
        }
        logTrimmer.deleteOldest(String.valueOf(reason));
        return true;
    }

    // ---- topics

    /** One topic at a time. */
    private void expire(ArrayDeque<String> remaining) {
        String topic = remaining.poll();
        if (topic == null || stopped) {
            topicsUnderWay = false;
            return;
        }
        try {
            queueRounds.shrink(topics.expire(topic));
        } catch (IOException | UncheckedIOException e) {
            log.warn("messages of the topic {} stay longer than they should: {}", topic, e.toString());
        }
        execute(() -> expire(remaining));
    }
}
