package io.apogeemq.client.consume;

/**
 * What a push consumer was configured with. Checked by whoever makes it (ranges: spec/client.md 4).
 *
 * @param clientId by which brokers and the other members know this process
 * @param startMillis wall clock ms from which to consume with {@link StartAt#TIMESTAMP}
 */
public record ConsumerSettings(
        String group,
        String clientId,
        Model model,
        StartAt startAt,
        long startMillis,
        Pulling pulling,
        Consuming consuming,
        Sharing sharing) {

    /** Whether the members of a group share the messages or each get all of them. */
    public enum Model {
        CLUSTERING,
        BROADCASTING
    }

    /** Where to start in a queue of which the group has no offset. */
    public enum StartAt {
        LAST,
        FIRST,
        TIMESTAMP
    }

    /**
     * How pulls are made and when they pause.
     *
     * @param count messages asked for at once
     * @param bytes asked for at once
     * @param pauseMillis between two pulls that found something
     * @param failurePauseMillis after a pull that failed
     * @param heldCount messages held of one queue above which its pulls pause
     * @param heldMebibytes the same in MiB of bodies
     * @param topicHeldCount messages held of one topic, shared among its queues; -1 for none
     * @param topicHeldMebibytes the same in MiB; -1 for none
     * @param span offsets between the first and the last message held above which pulls pause
     * @param sendSubscription with each pull
     */
    public record Pulling(
            int count,
            int bytes,
            long pauseMillis,
            long failurePauseMillis,
            int heldCount,
            int heldMebibytes,
            int topicHeldCount,
            int topicHeldMebibytes,
            int span,
            boolean sendSubscription) {}

    /**
     * How listeners are called.
     *
     * @param threads listeners that run at once
     * @param batch messages given at once
     * @param maxReconsumeTimes -1 for the default of the kind of listener
     * @param suspendMillis pause of an orderly queue whose listener asked for one
     * @param timeoutMillis after which a message still with a concurrent listener goes back to the broker
     * @param endWaitMillis for which a shutdown waits for running listeners
     */
    public record Consuming(
            int threads,
            int batch,
            int maxReconsumeTimes,
            long suspendMillis,
            long timeoutMillis,
            long endWaitMillis) {}

    /**
     * How queues are shared.
     *
     * @param periodMillis between two looks at who is there
     * @param leastMillis between two looks that something asked for
     * @param lockPeriodMillis between two renewals of locks
     * @param lockLifeMillis for which a lock is trusted after it was renewed
     * @param forcedUnlockMillis after which a dropped queue is given back though its listener still runs
     * @param pullLostMillis after which a pull without any answer is given up
     */
    public record Sharing(
            long periodMillis,
            long leastMillis,
            long lockPeriodMillis,
            long lockLifeMillis,
            long forcedUnlockMillis,
            long pullLostMillis) {
        public static final Sharing USUAL = new Sharing(20_000, 1_000, 20_000, 30_000, 20_000, 120_000);
    }

    ConsumerSettings withGroup(String other) {
        return new ConsumerSettings(other, clientId, model, startAt, startMillis, pulling, consuming, sharing);
    }

    public boolean clustering() {
        return model == Model.CLUSTERING;
    }
}
