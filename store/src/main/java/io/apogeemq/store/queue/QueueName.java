package io.apogeemq.store.queue;

/** A queue: one topic's, one number. Its files lie in a directory of that topic's name. */
public record QueueName(String topic, int queueId) {

    /** More than any topic has; a bound, because queues are kept in arrays. */
    public static final int MOST_QUEUES = 1 << 16;

    public QueueName {
        if (!isId(queueId)) {
            throw new IllegalArgumentException("queue ids go from 0 to " + (MOST_QUEUES - 1) + ", not " + queueId);
        }
        requireTopic(topic);
    }

    /** Whether there can be such a queue. What somebody else wrote into a log may say anything. */
    public static boolean canBe(String topic, int queueId) {
        return isId(queueId) && isTopic(topic);
    }

    /** @throws IllegalArgumentException when no topic can be called so: its files would lie somewhere else */
    static void requireTopic(String topic) {
        if (!isTopic(topic)) {
            throw new IllegalArgumentException("a topic is the name of one directory, which this is not: " + topic);
        }
    }

    private static boolean isId(int queueId) {
        return 0 <= queueId && queueId < MOST_QUEUES;
    }

    private static boolean isTopic(String topic) {
        return !topic.isEmpty()
                && !topic.equals(".")
                && !topic.equals("..")
                && topic.indexOf('/') < 0
                && topic.indexOf('\\') < 0
                && topic.indexOf('\0') < 0;
    }

    @Override
    public String toString() {
        return topic + "/" + queueId;
    }
}
