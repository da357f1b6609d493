package io.apogeemq.store.log;

import io.apogeemq.concurrent.OwnedBy;
import java.util.concurrent.TimeUnit;

/**
 * Finds out whether forces had better gather senders ({@link FlushRequests}): both ways are tried, and the one by which
 * more senders are answered in a second stays until the other has its next turn.
 */
@OwnedBy("flusher")
final class GatherTrial {
    /** So many forces are a trial. */
    private static final int FORCES = 32;
    /** After so many trials of the better way the other one has its turn. */
    private static final int TRIALS_APART = 16;
    /** While nobody sends for so long neither way is at work: the trial begins anew. Gathering takes less. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** Waiting has to be worth it. */
    private static final double BETTER = 1.05;

    private boolean gathers;
    private boolean gatheringIsBetter;
    private double betterRate;
    private int trials;
    private int forces;
    private long answered;
    private long beganNanos;
    private long lastEndNanos;

    GatherTrial(long nowNanos) {
        beginAnew(nowNanos);
    }

    /** Whether the next force has to gather. */
    boolean gathers() {
        return gathers;
    }

    /** A force has ended, and answered so many. */
    void onForced(int senders, long forceBeganNanos, long forceEndedNanos) {
        if (forceBeganNanos - lastEndNanos > PAUSE_NANOS) {
            beginAnew(forceEndedNanos);
            return;
        }
        lastEndNanos = forceEndedNanos;
        answered += senders;
        if (++forces == FORCES) {
            judge();
            beginAnew(forceEndedNanos);
        }
    }

    private void judge() {
        double rate = (double) answered / (lastEndNanos - beganNanos);
        if (gathers == gatheringIsBetter) {
            betterRate = rate;
            gathers = trials++ % TRIALS_APART == 0 ? !gathers : gathers;
        } else {
            gatheringIsBetter = gathers ? rate > betterRate * BETTER : rate * BETTER < betterRate;
            gathers = gatheringIsBetter;
        }
    }

    private void beginAnew(long nowNanos) {
        forces = 0;
        answered = 0;
        beganNanos = nowNanos;
        lastEndNanos = nowNanos;
    }
}
