package io.apogeemq.broker.feature;

import io.apogeemq.protocol.message.OutgoingRecord;

/**
 * A message on its way to the append, with what its request says beside it. Reusable: one for each loop, because only one
 * send of a loop is at work at a time.
 */
public final class SendContext {
    /** The request says nothing about how often the message may be tried. */
    public static final int NO_LIMIT_GIVEN = -1;

    private final OutgoingRecord record;
    private int mostAttempts = NO_LIMIT_GIVEN;
    private boolean inBatch;

    /** @param record filled anew for each message */
    public SendContext(OutgoingRecord record) {
        this.record = record;
    }

    /**
     * Begins the next message.
     *
     * @param newMostAttempts {@code maxReconsumeTimes} of the request, or {@link #NO_LIMIT_GIVEN}
     */
    public SendContext begin(int newMostAttempts, boolean newInBatch) {
        mostAttempts = newMostAttempts;
        inBatch = newInBatch;
        return this;
    }

    public OutgoingRecord record() {
        return record;
    }

    /** How often the message may be delivered again, as its sender says, or {@link #NO_LIMIT_GIVEN}. */
    public int mostAttempts() {
        return mostAttempts;
    }

    /** Whether it is one of a batch, which lies in one queue. */
    public boolean inBatch() {
        return inBatch;
    }
}
