package io.apogeemq.protocol.message;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Many messages of one queue on their way into the log together: they get consecutive offsets under one holding of the
 * log's lock and lie in one file. Reusable; not shared.
 */
public final class OutgoingBatch {
    private ByteBuffer bytes = ByteBuffer.allocate(64 << 10);
    private int[] starts = new int[32];
    private long[] tagCodes = new long[32];
    private int count;
    private String topic = "";
    private int queueId;
    private int sysFlag;
    private long firstQueueOffset;
    private long position = -1;
    private long storeMillis;

    public void clear() {
        bytes.clear();
        count = 0;
        position = -1;
    }

    /**
     * Takes a copy of the message as it is now.
     *
     * @throws IllegalArgumentException when it cannot be encoded ({@link OutgoingRecord#encode}), or is of another queue
     *     than the first one
     */
    public void add(OutgoingRecord record) {
        record.encode();
        if (count == 0) {
            topic = record.topic();
            queueId = record.queueId();
            sysFlag = record.sysFlag();
        } else if (queueId != record.queueId() || !topic.equals(record.topic()) || sysFlag != record.sysFlag()) {
            throw new IllegalArgumentException("a batch has one queue and one sysFlag: " + topic + " " + queueId
                    + ", not " + record.topic() + " " + record.queueId());
        }
        makeRoom(record.length());
        starts[count] = bytes.position();
        tagCodes[count] = record.tagCode();
        count++;
        record.copyTo(bytes);
    }

    private void makeRoom(int more) {
        if (bytes.remaining() < more) {
            int used = bytes.position();
            int wanted = Math.addExact(used, more);
            byte[] larger = Arrays.copyOf(bytes.array(), Math.max(wanted, (int) Math.min(bytes.capacity() * 2L, 1 << 30)));
            bytes = ByteBuffer.wrap(larger).position(used);
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            tagCodes = Arrays.copyOf(tagCodes, count * 2);
        }
    }

    public int count() {
        return count;
    }

    public String topic() {
        return topic;
    }

    public int queueId() {
        return queueId;
    }

    public int sysFlag() {
        return sysFlag;
    }

    /** Bytes of all records. */
    public int length() {
        return bytes.position();
    }

    /** Bytes of one record. */
    public int length(int index) {
        return (index + 1 < count ? starts[index + 1] : length()) - starts[index];
    }

    public long tagCode(int index) {
        return tagCodes[index];
    }

    /** Gives all of them their places. The log's lock is held. */
    public void place(long newFirstQueueOffset, long newPosition, long newStoreMillis) {
        firstQueueOffset = newFirstQueueOffset;
        position = newPosition;
        storeMillis = newStoreMillis;
        int storeMillisAt = RecordLayout.storeMillisAt(sysFlag);
        boolean queued = SysFlag.isQueued(sysFlag);
        for (int i = 0; i < count; i++) {
            int start = starts[i];
            bytes.putLong(start + RecordLayout.QUEUE_OFFSET_AT, queued ? newFirstQueueOffset + i : 0);
            bytes.putLong(start + RecordLayout.POSITION_AT, newPosition + start);
            bytes.putLong(start + storeMillisAt, newStoreMillis);
        }
    }

    /** Copies all records; the target's position moves behind them. */
    public void copyTo(ByteBuffer target) {
        target.put(bytes.array(), 0, length());
    }

    /** Number of the first message in the queue, once placed; the others follow. */
    public long firstQueueOffset() {
        return firstQueueOffset;
    }

    /** Where a record lies, once placed. */
    public long position(int index) {
        return position + starts[index];
    }

    /** Where the log goes on behind the last, once placed. */
    public long endPosition() {
        return position + length();
    }

    public long storeMillis() {
        return storeMillis;
    }
}
