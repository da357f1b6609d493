package io.apogeemq.store.index;

import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.PropertyKey;
import io.apogeemq.protocol.message.RecordReader;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the newest messages with a key.
 *
 * @param fromMillis stored at this time or later
 * @param toMillis and not later than this
 * @param maxCount at most so many
 */
public record KeyQuery(String topic, Kind kind, String key, long fromMillis, long toMillis, int maxCount) {
    static final char KEY_SEPARATOR = ' ';
    static final String KEY_MARK = "#";
    static final String TAG_MARK = "#T#";

    /** What the key is. */
    public enum Kind {
        /** One of the message's keys, or its unique id. */
        ANY_KEY,
        UNIQUE_ID,
        /** The message's tags, all of them. */
        TAGS
    }

    int hash() {
        return KeyHashes.of(topic
                + switch (kind) {
                    case ANY_KEY, UNIQUE_ID -> KEY_MARK;
                    case TAGS -> TAG_MARK;
                }
                + key);
    }

    /** Whether the message is one of those asked for: many keys share a hash. */
    boolean matches(RecordReader record, MessageProperties scratch) {
        long millis = record.storeMillis();
        if (millis < fromMillis || millis > toMillis || !record.isOfTopic(topic)) {
            return false;
        }
        record.properties(scratch);
        return switch (kind) {
            case ANY_KEY -> key.equals(scratch.get(PropertyKey.UNIQUE_ID)) || isKey(scratch.get(PropertyKey.KEYS));
            case UNIQUE_ID -> key.equals(scratch.get(PropertyKey.UNIQUE_ID));
            case TAGS -> key.equals(scratch.get(PropertyKey.TAGS));
        };
    }

    private boolean isKey(@Nullable String keys) {
        if (keys == null || key.isEmpty() || key.indexOf(KEY_SEPARATOR) >= 0) {
            return false;
        }
        for (int at = keys.indexOf(key); at >= 0; at = keys.indexOf(key, at + 1)) {
            int end = at + key.length();
            if ((at == 0 || keys.charAt(at - 1) == KEY_SEPARATOR)
                    && (end == keys.length() || keys.charAt(end) == KEY_SEPARATOR)) {
                return true;
            }
        }
        return false;
    }
}
