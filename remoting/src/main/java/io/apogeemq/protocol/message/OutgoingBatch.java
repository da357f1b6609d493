package io.apogeemq.protocol.message;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Many messages on their way into the log together, of one queue or of several. Those of one queue get consecutive offsets.
 * Reusable; not shared.
 *
 * <p>A crash leaves a beginning of them, whole records. Whoever needs all of them or none says {@link #allOrNone}: each but
 * the last then carries {@link SysFlag#FOLLOWED}, and a start that finds the log ending behind such a record takes it back.
 */
public final class OutgoingBatch implements OutgoingRecords {
    private ByteBuffer bytes = ByteBuffer.allocate(64 << 10);
    private @Nullable String[] topics = new String[32];
    private int[] queueIds = new int[32];
    private int[] sysFlags = new int[32];
    private int[] starts = new int[32];
    private long[] tagCodes = new long[32];
    private long[] delays = new long[32];
    private long[] queueOffsets = new long[32];
    private int count;
    private boolean allOrNone;
    private long position = -1;
    private long storeMillis;

    private final RecordReader reader = new RecordReader();
    private final MessageProperties properties = new MessageProperties();

    /** Begins anew, with no message. */
    public void clear() {
        bytes.clear();
        Arrays.fill(topics, 0, count, null);
        count = 0;
        allOrNone = false;
        position = -1;
    }

    /** What is added from now on counts together with what comes next, or not at all. Before the first {@link #add}. */
    public void allOrNone() {
        allOrNone = true;
    }

    /**
     * Takes a copy of the message as it is now.
     *
     * @throws IllegalArgumentException when it cannot be encoded: {@link OutgoingRecord#encode}
     */
    public void add(OutgoingRecord record) {
        record.encode();
        makeRoom(record.length());
        if (allOrNone && count > 0) {
            int before = count - 1;
            sysFlags[before] |= SysFlag.FOLLOWED;
            bytes.putInt(starts[before] + RecordLayout.SYS_FLAG_AT, sysFlags[before]);
        }
        topics[count] = record.topic();
        queueIds[count] = record.queueId();
        sysFlags[count] = record.sysFlag();
        starts[count] = bytes.position();
        tagCodes[count] = record.tagCode();
        delays[count] = NOT_DELAYED;
        count++;
        record.copyTo(bytes);
    }

    private void makeRoom(int more) {
        if (bytes.remaining() < more) {
            int used = bytes.position();
            int wanted = Math.addExact(used, more);
            byte[] larger =
                    Arrays.copyOf(bytes.array(), Math.max(wanted, (int) Math.min(bytes.capacity() * 2L, 1 << 30)));
            bytes = ByteBuffer.wrap(larger).position(used);
        }
        if (count == starts.length) {
            topics = Arrays.copyOf(topics, count * 2);
            queueIds = Arrays.copyOf(queueIds, count * 2);
            sysFlags = Arrays.copyOf(sysFlags, count * 2);
            starts = Arrays.copyOf(starts, count * 2);
            tagCodes = Arrays.copyOf(tagCodes, count * 2);
            delays = Arrays.copyOf(delays, count * 2);
            queueOffsets = Arrays.copyOf(queueOffsets, count * 2);
        }
    }

    @Override
    public void encode() {
        if (count == 0) {
            throw new IllegalArgumentException("a batch without a message");
        }
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int length() {
        return bytes.position();
    }

    @Override
    public int length(int index) {
        return (index + 1 < count ? starts[index + 1] : length()) - starts[index];
    }

    @Override
    public String topic(int index) {
        String topic = topics[index];
        if (topic == null) {
            throw new IndexOutOfBoundsException("message " + index + " of a batch of " + count);
        }
        return topic;
    }

    @Override
    public int queueId(int index) {
        return queueIds[index];
    }

    @Override
    public boolean isQueued(int index) {
        return SysFlag.isQueued(sysFlags[index]);
    }

    @Override
    public MessageProperties encodedProperties(int index) {
        if (reader.read(bytes, starts[index], length(index)) != RecordReader.Found.RECORD) {
            throw new IllegalStateException("message " + index + " of a batch is no record");
        }
        reader.properties(properties);
        return properties;
    }

    @Override
    public long tagCode(int index) {
        return tagCodes[index];
    }

    @Override
    public long delayMillis(int index) {
        return delays[index];
    }

    @Override
    public void delayMillis(int index, long millis) {
        delays[index] = millis;
    }

    @Override
    public void place(int index, long queueOffset, long newPosition, long newStoreMillis) {
        int start = starts[index];
        if (index == 0) {
            position = newPosition;
            storeMillis = newStoreMillis;
        }
        queueOffsets[index] = queueOffset;
        bytes.putLong(start + RecordLayout.QUEUE_OFFSET_AT, queueOffset);
        bytes.putLong(start + RecordLayout.POSITION_AT, newPosition);
        bytes.putLong(start + RecordLayout.storeMillisAt(sysFlags[index]), newStoreMillis);
    }

    @Override
    public void copyTo(ByteBuffer target) {
        target.put(bytes.array(), 0, length());
    }

    @Override
    public long queueOffset(int index) {
        return queueOffsets[index];
    }

    @Override
    public long position(int index) {
        return position + starts[index];
    }

    @Override
    public long storeMillis() {
        return storeMillis;
    }

    @Override
    public long endPosition() {
        return position + length();
    }
}
