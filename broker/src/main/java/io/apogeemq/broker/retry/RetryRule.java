package io.apogeemq.broker.retry;

/**
 * What becomes of a message that a consumer could not handle: it comes again after a delay that grows with each attempt, or
 * it is a dead letter. Source: spec requests, CONSUMER_SEND_MSG_BACK 36, and messages 13.
 */
final class RetryRule {
    /** The level of the first retry; each further one waits a level longer. */
    private static final int FIRST_LEVEL = 3;

    /** The verdict on a message that is a dead letter. */
    static final int DEAD = -1;

    private RetryRule() {}

    /**
     * The delay level at which the message comes again, or {@link #DEAD}.
     *
     * @param attempts how often it was delivered again already
     * @param askedLevel what the consumer wants: a level, 0 for the one that is due, negative for a dead letter
     * @param mostAttempts how often it may be delivered again
     */
    static int level(int attempts, int askedLevel, int mostAttempts) {
        if (askedLevel < 0 || attempts >= mostAttempts) {
            return DEAD;
        }
        return askedLevel > 0 ? askedLevel : FIRST_LEVEL + attempts;
    }
}
