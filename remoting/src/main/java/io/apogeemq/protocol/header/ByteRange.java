package io.apogeemq.protocol.header;

import java.util.Arrays;

/**
 * Bytes inside an array. What was read out of a header is valid only as long as the header's fields are; {@link #kept}
 * outlives them.
 *
 * @param from index of the first byte
 */
public record ByteRange(byte[] array, int from, int length) {

    public static ByteRange of(byte[] array) {
        return new ByteRange(array, 0, array.length);
    }

    /** The bytes alone, a copy. */
    public byte[] toBytes() {
        return Arrays.copyOfRange(array, from, from + length);
    }

    /** The same bytes in an array of their own. */
    public ByteRange kept() {
        return of(toBytes());
    }
}
