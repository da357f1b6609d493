package io.apogeemq.store.log;

import java.nio.ByteBuffer;

/**
 * One record as a leader's log has it, checked, and the queue unit that follows from it. Reusable; one thread at a time.
 */
final class RawRecord {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private ByteBuffer source = NOTHING;
    private int at;
    private int length;
    private long storeMillis;
    private boolean queued;
    private String topic = "";
    private int queueId;
    private long queueOffset;
    private long code;

    void set(ByteBuffer newSource, int newAt, int newLength, long newStoreMillis) {
        source = newSource;
        at = newAt;
        length = newLength;
        storeMillis = newStoreMillis;
        queued = false;
    }

    void queued(String newTopic, int newQueueId, long newQueueOffset, long newCode) {
        queued = true;
        topic = newTopic;
        queueId = newQueueId;
        queueOffset = newQueueOffset;
        code = newCode;
    }

    int length() {
        return length;
    }

    long storeMillis() {
        return storeMillis;
    }

    /** Whether it is a message of a queue. */
    boolean isQueued() {
        return queued;
    }

    String topic() {
        return topic;
    }

    int queueId() {
        return queueId;
    }

    long queueOffset() {
        return queueOffset;
    }

    long code() {
        return code;
    }

    void copyTo(ByteBuffer target) {
        target.put(target.position(), source, at, length);
        target.position(target.position() + length);
    }
}
