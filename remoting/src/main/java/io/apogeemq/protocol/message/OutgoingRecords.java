package io.apogeemq.protocol.message;

import java.nio.ByteBuffer;

/**
 * What goes into the log by one append: 1 to n records, each with a queue of its own. They get their places under one holding
 * of the log's lock and lie side by side in one file. Not shared; whoever fills it owns it until the append returns.
 *
 * <p>{@link #encode} comes first and costs time; under the lock {@link #place} writes some numbers into each record, and
 * {@link #copyTo} copies all of them.
 */
public interface OutgoingRecords {
    /** No delay: the queue unit has the code of the record's tags. */
    long NOT_DELAYED = -1;

    /**
     * Brings all into their final form; does nothing when that is done.
     *
     * @throws IllegalArgumentException when a record cannot be encoded, or there is none
     */
    void encode();

    int count();

    /** Bytes of all records; encoded. */
    int length();

    /** Bytes of one record; encoded. */
    int length(int index);

    String topic(int index);

    int queueId(int index);

    /** Whether it gets a place in its queue: {@link SysFlag#isQueued}; encoded. */
    boolean isQueued(int index);

    /** The properties, only to be read; encoded. Valid until the next one's are asked for. */
    MessageProperties encodedProperties(int index);

    /** The code of the tags; encoded. */
    long tagCode(int index);

    /** How long the record waits in its queue, or {@link #NOT_DELAYED}. Said by whoever appends, not by whoever fills. */
    long delayMillis(int index);

    void delayMillis(int index, long millis);

    /** Gives a record its place; encoded. The log's lock is held. */
    void place(int index, long queueOffset, long position, long storeMillis);

    /** Copies all records; placed. The target's position moves behind them. */
    void copyTo(ByteBuffer target);

    /** Its number in its queue, once placed. */
    long queueOffset(int index);

    /** Where it lies, once placed. */
    long position(int index);

    /** When all of them were stored, once placed. */
    long storeMillis();

    /** Where the log goes on behind the last, once placed. */
    long endPosition();
}
