package io.apogeemq.store.retention;

import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.store.checkpoint.TableFile;
import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.queue.QueueFiles;
import io.apogeemq.store.queue.QueueKeeper;
import io.apogeemq.store.queue.QueueTable;
import io.apogeemq.store.read.TimeLookup;
import io.apogeemq.store.segment.SegmentFiles;
import io.apogeemq.store.segment.SegmentList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes room on the disk, and stops sends while there is none. Each round looks how full the disk is ({@link DiskGuard}),
 * lets log files go ({@link LogRounds}), queues follow ({@link QueueRounds}), and once a minute looks at topics with a time
 * of their own ({@link TopicRounds}). All in small steps on the {@code disk} loop, with others' work in between; no step
 * holds a lock that a send needs. Source: spec store 14.
 */
@OwnedBy("disk")
public final class Retention {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    /** While sends are refused room is looked for so often. */
    private static final long REFUSED_ROUND_MILLIS = 1000;

    private final Loop loop;
    private final Supplier<RetentionRules> rules;
    private final DiskWatch watch;
    private final DiskGuard guard;
    private final LogRounds logRounds;
    private final QueueRounds queueRounds;
    private final TopicRounds topicRounds;

    private @Nullable Cancellable nextRound;
    private final AtomicBoolean extraRound = new AtomicBoolean();
    private final AtomicBoolean expiredAsked = new AtomicBoolean();
    private final AtomicBoolean shrinkAsked = new AtomicBoolean();
    private volatile boolean stopped;

    /** Where the store's files lie, in the file system that they lie in. */
    public record Places(Disk disk, Path root, List<Path> logDirectories) {}

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
     * @param pause stops sends for that reason, or lets them go on with null
     */
    public Retention(
            Loop loop,
            Clock clock,
            Supplier<RetentionRules> rules,
            Places places,
            Parts parts,
            LogUsers users,
            Consumer<@Nullable String> pause) {
        this.loop = loop;
        this.rules = rules;
        this.watch = new DiskWatch(places.disk, places.root, places.logDirectories);
        this.guard = new DiskGuard(watch, pause);
        LogTrimmer logTrimmer = new LogTrimmer(parts.files, parts.segments, clock);
        this.logRounds = new LogRounds(loop, clock, watch, logTrimmer, parts.keeper, users, this::onLogRound);
        QueueTrimmer queueTrimmer = new QueueTrimmer(parts.queueFiles);
        TopicFloors floors = new TopicFloors(
                new TableFile(places.disk, places.root.resolve("apogee"), "topic-floors"), logTrimmer::start);
        this.queueRounds = new QueueRounds(
                loop,
                clock,
                parts.queues,
                queueTrimmer,
                parts.keeper,
                floors,
                logTrimmer::start,
                () -> rules.get().pace().queueFileMillis());
        this.topicRounds = new TopicRounds(loop, clock, parts.queues, queueTrimmer, queueRounds, parts.times, floors);
    }

    /** Before the store is offered: brings back the minimums, and looks whether sends may come at all. */
    public void start() throws IOException {
        topicRounds.restore();
        RetentionRules now = rules.get();
        guard.look(now);
        nextRound =
                schedule(guard.isRefusing() ? REFUSED_ROUND_MILLIS : now.pace().firstMillis(), this::round);
    }

    /** How long each topic keeps its messages, in ms; 0 or less: as long as the log has them. Any thread. */
    public void reserve(ToLongFunction<String> millisOfTopic) {
        topicRounds.reserve(millisOfTopic);
    }

    /** Nothing more goes. Any thread. */
    public void stop() {
        stopped = true;
        logRounds.stop();
        queueRounds.stop();
        topicRounds.stop();
        schedule(0, () -> {
            if (nextRound != null) {
                nextRound.cancel();
            }
        });
    }

    /** Deletes expired files now, at any hour. Any thread. */
    public void deleteExpired() {
        once(expiredAsked, () -> logRounds.byHand(rules.get()));
    }

    /** Deletes the queue files that hold nothing but what is gone. Any thread. */
    public void deleteExpiredQueueFiles() {
        once(shrinkAsked, queueRounds::shrinkAll);
    }

    /** Asked for while one waits it is that one: a hundred requests make no hundred rounds over all files. */
    private void once(AtomicBoolean asked, Runnable round) {
        if (asked.compareAndSet(false, true)) {
            loop.execute(() -> {
                asked.set(false);
                round.run();
            });
        }
    }

    /** Where the log began when the queues' minimums were last raised. The disk loop. */
    public long followed() {
        return queueRounds.followed();
    }

    /** Says why the disk refuses to be written, and sees to room at once when it is full. Any thread. */
    public String describe(IOException failure) {
        if (extraRound.compareAndSet(false, true)) {
            schedule(0, () -> {
                extraRound.set(false);
                makeRoom();
            });
        }
        return failure.getMessage() + " (" + watch.fullest() + ")";
    }

    private void round() {
        if (stopped) {
            return;
        }
        nextRound = null;
        RetentionRules now = makeRoom();
        topicRounds.round();
        nextRound =
                schedule(guard.isRefusing() ? REFUSED_ROUND_MILLIS : now.pace().roundMillis(), this::round);
    }

    private RetentionRules makeRoom() {
        RetentionRules now = rules.get();
        look(now);
        logRounds.round(now);
        return now;
    }

    private void onLogRound() {
        queueRounds.follow();
        look(rules.get());
    }

    /** Looked at between two rounds the disk may be full too: the next round then comes sooner. */
    private void look(RetentionRules now) {
        boolean refused = guard.isRefusing();
        guard.look(now);
        Cancellable waiting = nextRound;
        if (guard.isRefusing() && !refused && waiting != null) {
            waiting.cancel();
            nextRound = schedule(REFUSED_ROUND_MILLIS, this::round);
        }
    }

    private @Nullable Cancellable schedule(long millis, Runnable task) {
        try {
            return loop.schedule(millis, task);
        } catch (RejectedExecutionException e) {
            log.debug("retention ends with the process: {}", e.getMessage());
            return null;
        }
    }
}
