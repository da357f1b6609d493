package io.apogeemq.store.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One queue entry: where a message lies in the log.
 * <pre>
 *   at  length  field
 *    0       8  position   of the record in the log
 *    8       4  length     of the whole record
 *   12       8  tagCode    hash of the tag; in delay queues the due time in ms
 *   20
 * </pre>
 * Unit n of a queue lies at byte 20 n of its files. Units are never changed after they are written, so readers take no
 * lock. A queue that begins in the middle of a file is filled up before with units of position 0 and length 0x7FFFFFFF.
 * Big-endian. Source: spec store 5.
 */
public final class QueueUnit {
    public static final int POSITION_AT = 0;
    public static final int LENGTH_AT = 8;
    public static final int TAG_CODE_AT = 12;
    public static final int UNIT_LENGTH = 20;

    /**
     * From here down a tag code is none but an address in {@code consumequeue_ext}, where Apache's brokers keep it when
     * enableConsumeQueueExt is on; -2^63 is the first address. Source: spec store 6.
     */
    private static final long HIGHEST_ADDRESS = Integer.MIN_VALUE - 1L;

    /** The length in a unit that only fills up. */
    static final int FILLER_LENGTH = Integer.MAX_VALUE;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private QueueUnit() {}

    static void write(byte[] target, int at, long position, int length, long tagCode) {
        LONGS.set(target, at + POSITION_AT, position);
        INTS.set(target, at + LENGTH_AT, length);
        LONGS.set(target, at + TAG_CODE_AT, tagCode);
    }

    public static long position(ByteBuffer units, int index) {
        return units.getLong(index * UNIT_LENGTH + POSITION_AT);
    }

    public static int length(ByteBuffer units, int index) {
        return units.getInt(index * UNIT_LENGTH + LENGTH_AT);
    }

    public static long tagCode(ByteBuffer units, int index) {
        return units.getLong(index * UNIT_LENGTH + TAG_CODE_AT);
    }

    /** The same of an array: for who goes over many. */
    public static long position(byte[] units, int index) {
        return (long) LONGS.get(units, index * UNIT_LENGTH + POSITION_AT);
    }

    public static int length(byte[] units, int index) {
        return (int) INTS.get(units, index * UNIT_LENGTH + LENGTH_AT);
    }

    public static long tagCode(byte[] units, int index) {
        return (long) LONGS.get(units, index * UNIT_LENGTH + TAG_CODE_AT);
    }

    /** Whether the unit does not say what its message's tags are, only where another file does. */
    public static boolean isAddress(long tagCode) {
        return tagCode <= HIGHEST_ADDRESS;
    }

    /** Whether a unit of that length is there for no message: it fills up, or its message was lost. */
    public static boolean standsForNone(int length) {
        return length == FILLER_LENGTH;
    }

    static boolean isFiller(ByteBuffer units, int index) {
        return position(units, index) == 0 && length(units, index) == FILLER_LENGTH;
    }

    /** Whether it can be one: what was never written is zero. */
    public static boolean isWritten(ByteBuffer units, int index) {
        return position(units, index) >= 0 && length(units, index) > 0;
    }
}
