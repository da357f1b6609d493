package io.apogeemq.protocol.message;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The eight bytes by which a queue is filtered without reading the messages: Java's hash of the whole TAGS text,
 * sign-extended; 0 without tags (spec messages 9).
 */
public final class TagCode {
    /** The code of a message without tags. */
    public static final long NONE = 0;

    private TagCode() {}

    public static long of(@Nullable String tags) {
        return tags == null ? NONE : tags.hashCode();
    }

    /** The same from UTF-8; makes no text unless a character lies outside ASCII. */
    public static long of(byte[] bytes, int from, int length) {
        int hash = 0;
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < 0) {
                return new String(bytes, from, length, StandardCharsets.UTF_8).hashCode();
            }
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }
}
