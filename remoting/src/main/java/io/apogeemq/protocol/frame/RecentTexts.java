package io.apogeemq.protocol.frame;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The texts read last. The topics and groups in the requests of one loop are the same few, again and again: a known text
 * costs neither an object nor its hash. Bounded: each place holds the last text that fell on it. One thread at a time.
 */
final class RecentTexts {
    private static final int PLACES = 256;

    /** Names are short; what is longer is most likely read once. */
    private static final int LONGEST = 64;

    private final @Nullable String[] texts = new String[PLACES];

    /** The text of these bytes, which are UTF-8. */
    String of(byte[] bytes, int from, int to) {
        if (to - from > LONGEST) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        String known = texts[place];
        if (known != null && isSame(known, bytes, from, to)) {
            return known;
        }
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        texts[place] = text;
        return text;
    }

    /** Compares ASCII only: a byte of any other text is negative, and no char is. */
    private static boolean isSame(String text, byte[] bytes, int from, int to) {
        if (text.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i - from) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
