package io.apogeemq.store.log;

import io.apogeemq.concurrent.OwnedBy;

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
    /** Waiting has to be worth it. */
    private static final double BETTER = 1.05;

    private boolean gathers;
    private boolean gatheringIsBetter;
    private double betterRate;
    private int trials;
    private int forces;
    private long answered;
    private long beganNanos;

    GatherTrial(long nowNanos) {
        beganNanos = nowNanos;
    }

    /** Whether the next force has to gather. */
    boolean gathers() {
        return gathers;
    }

    /** A force has ended, and answered so many. */
    void onForced(int senders, long nowNanos) {
        answered += senders;
        if (++forces < FORCES) {
            return;
        }
        double rate = (double) answered / (nowNanos - beganNanos);
        if (gathers == gatheringIsBetter) {
            betterRate = rate;
            gathers = trials++ % TRIALS_APART == 0 ? !gathers : gathers;
        } else {
            gatheringIsBetter = gathers ? rate > betterRate * BETTER : rate * BETTER < betterRate;
            gathers = gatheringIsBetter;
        }
        forces = 0;
        answered = 0;
        beganNanos = nowNanos;
    }
}
