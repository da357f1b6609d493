package io.apogeemq.store.queue;

/** A queue: one topic's, one number. */
public record QueueName(String topic, int queueId) {

    /** More than any topic has; a bound, because queues are kept in arrays. */
    public static final int MOST_QUEUES = 1 << 16;

    public QueueName {
        if (queueId < 0 || queueId >= MOST_QUEUES) {
            throw new IllegalArgumentException("queue ids go from 0 to " + (MOST_QUEUES - 1) + ", not " + queueId);
        }
    }

    @Override
    public String toString() {
        return topic + "/" + queueId;
    }
}
