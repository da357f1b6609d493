package io.apogeemq.protocol.header;

import org.jspecify.annotations.Nullable;

/**
 * The named text fields of one received header (extFields), as they lie in the frame: found by name, turned into values
 * only when asked for. Valid only while the frame is being handled; what outlives that is taken out before.
 */
public interface Fields {

    /** How many fields there are. */
    int count();

    /** Index of the last field of that name (the last wins, spec/remoting.md 5), or -1. */
    int find(byte[] name);

    /** Name of the field at the index. */
    String name(int index);

    /** Value of the field at the index. */
    String text(int index);

    /** Value of the field at the index as UTF-8, a copy. */
    byte[] bytes(int index);

    /** Value of the field at the index as UTF-8, where it lies: valid as long as these fields are. */
    ByteRange range(int index);

    /**
     * Decimal value of the field at the index.
     *
     * @throws BadHeader when it is not a decimal number of 64 bits
     */
    long number(int index);

    /** What headers are read with, one at a time. */
    default HeaderCodec.Row row() {
        return new HeaderCodec.Row(this);
    }

    /** Whether the value equals the ASCII text, ignoring case. */
    boolean is(int index, String ascii);

    /** Value of the named field, or null. For callers off the hot path. */
    default @Nullable String get(String name) {
        int index = find(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return index < 0 ? null : text(index);
    }
}
