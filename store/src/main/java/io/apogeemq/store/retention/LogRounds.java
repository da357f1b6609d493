package io.apogeemq.store.retention;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.store.disk.DiskUse;
import io.apogeemq.store.queue.QueueKeeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets log files go, from the oldest on, one by one:
 * <pre>
 *   the disk is in use                                then go
 *   the log's above anyFrom, or its share is used up  any files, until it is not
 *   one of them above expiredFrom                     expired files
 *   less, in an hour of deleteWhen                    expired files
 *   less, asked by hand                               expired files
 * </pre>
 * The newest file never goes, nor one that somebody has yet to take something from, nor one whose queue units are not
 * durable yet. Source: spec store 14; other than there, room is looked at again before each file that is not expired.
 */
@OwnedBy("disk")
final class LogRounds {
    private static final Logger log = LoggerFactory.getLogger(LogRounds.class);

    /** Rounds that a request by hand asks for (spec store 14). */
    private static final int ROUNDS_BY_HAND = 20;

    private final Loop loop;
    private final Clock clock;
    private final DiskWatch watch;
    private final LogTrimmer trimmer;
    private final QueueKeeper keeper;
    private final LogUsers users;
    private final Runnable done;
    private boolean deleting;
    private boolean filesGone;
    private boolean failing;
    private int roundsByHand;
    private volatile boolean stopped;

    /** @param done runs when files may have gone and no more do now */
    LogRounds(
            Loop loop,
            Clock clock,
            DiskWatch watch,
            LogTrimmer trimmer,
            QueueKeeper keeper,
            LogUsers users,
            Runnable done) {
        this.loop = loop;
        this.clock = clock;
        this.watch = watch;
        this.trimmer = trimmer;
        this.keeper = keeper;
        this.users = users;
        this.done = done;
    }

    /** Any thread. */
    void stop() {
        stopped = true;
    }

    /** Expired files go now and in the next rounds. */
    void byHand(RetentionRules rules) {
        roundsByHand = ROUNDS_BY_HAND;
        round(rules);
    }

    void round(RetentionRules rules) {
        trimmer.warnOfLingering(rules.pace().lingerMillis());
        if (!deleting) {
            String why = reason(rules);
            if (why != null || mustTakeAny(rules)) {
                deleting = true;
                delete(rules, why, rules.pace().mostFiles());
            }
        }
    }

    /** Why expired files go now, or null when they stay. */
    private @Nullable String reason(RetentionRules rules) {
        if (roundsByHand > 0) {
            roundsByHand--;
            return "it is expired, deletion was asked for";
        }
        DiskWatch.Reading fullest = watch.fullest();
        if (fullest.use().ratio() > rules.marks().expiredFrom()) {
            return "it is expired, " + fullest;
        }
        return rules.isTime(clock.millis()) ? "it is expired (fileReservedTime)" : null;
    }

    /** Of the log's own disk: on another one its files are not in the way. */
    private boolean mustTakeAny(RetentionRules rules) {
        RetentionRules.Marks marks = rules.marks();
        if (!marks.mayTakeAny()) {
            return false;
        }
        DiskUse use = watch.ofLog().use();
        boolean overShare =
                marks.ownShare() < 1 && trimmer.length() > marks.ownShare() * ((double) use.used() + use.usable());
        return overShare
                || use.without(trimmer.lingeringBytes()).ratio() > Math.min(marks.anyFrom(), marks.refusedFrom());
    }

    /**
     * One file, and the next one after the pause.
     *
     * @param why expired files go; null when only lack of room is a reason
     */
    private void delete(RetentionRules rules, @Nullable String why, int left) {
        boolean more = false;
        try {
            more = !stopped && left > 0 && deleteOne(rules, why);
        } catch (IOException | UncheckedIOException e) {
            if (!failing) {
                log.error("the log's oldest file cannot be deleted, trying again in each round: {}", e.toString());
                failing = true;
            }
        }
        if (more) {
            try {
                loop.schedule(rules.pace().fileMillis(), () -> delete(rules, why, left - 1));
                return;
            } catch (RejectedExecutionException e) {
                log.debug("no more files go: {}", e.getMessage());
            }
        }
        deleting = false;
        if (!stopped) {
            if (filesGone) {
                filesGone = false;
                users.onFilesGone();
            }
            done.run();
        }
    }

    private boolean deleteOne(RetentionRules rules, @Nullable String why) throws IOException {
        if (!trimmer.hasOld()) {
            return false;
        }
        long neededFrom = users.neededFrom();
        long age = trimmer.ageOfOldest(neededFrom);
        boolean expired = age >= 0 && age >= rules.reservedMillis();
        String reason = why;
        if (!expired || why == null) {
            if (!mustTakeAny(rules)) {
                return false;
            }
            reason = (expired ? "it is expired, " : "it is NOT expired, but there is no room: ") + watch.ofLog();
        }
        long end = trimmer.oldest().end();
        if (neededFrom < end) {
            return false;
        }
        if (keeper.durablePosition() < end) {
            keeper.thorough();
        }
        if (keeper.durablePosition() < end) {
            return false;
        }
        trimmer.deleteOldest(String.valueOf(reason));
        filesGone = true;
        failing = false;
        return true;
    }
}
