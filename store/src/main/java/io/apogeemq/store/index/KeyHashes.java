package io.apogeemq.store.index;

import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.PropertyKey;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.protocol.message.SysFlag;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The hashes under which a message is found: of {@code topic#id} for its unique id, {@code topic#key} for each of its
 * keys, {@code topic#T#tags} for its tags, in this order (spec store 8; RocketMQ 4.9 knows no tags there and isn't
 * disturbed by them). Rollback records have none. Reusable; one thread at a time; makes no objects unless a character lies
 * outside ASCII.
 */
final class KeyHashes {
    private final MessageProperties properties = new MessageProperties();
    private final MessageProperties.Viewer addKey = this::addKey;
    private final MessageProperties.Viewer addKeys = this::addKeys;
    private final MessageProperties.Viewer addTags = this::addTags;
    private int[] hashes = new int[8];
    private int count;
    private int keyPrefix;
    private int tagPrefix;

    /** The hash of a key text, never negative. */
    static int of(String keyText) {
        return positive(keyText.hashCode());
    }

    private static int positive(int hash) {
        return hash == Integer.MIN_VALUE ? 0 : Math.abs(hash);
    }

    int count() {
        return count;
    }

    int get(int index) {
        return hashes[index];
    }

    void read(RecordReader record) {
        count = 0;
        if (SysFlag.transaction(record.sysFlag()) == SysFlag.TRANSACTION_ROLLBACK) {
            return;
        }
        int topic = record.topicHash();
        keyPrefix = extend(topic, KeyQuery.KEY_MARK);
        tagPrefix = extend(topic, KeyQuery.TAG_MARK);
        record.properties(properties);
        properties.show(PropertyKey.UNIQUE_ID, addKey);
        properties.show(PropertyKey.KEYS, addKeys);
        properties.show(PropertyKey.TAGS, addTags);
    }

    private void addKey(byte[] bytes, int from, int length) {
        add(keyPrefix, bytes, from, length);
    }

    private void addTags(byte[] bytes, int from, int length) {
        add(tagPrefix, bytes, from, length);
    }

    private void addKeys(byte[] bytes, int from, int length) {
        int end = from + length;
        int start = from;
        for (int i = from; i <= end; i++) {
            if (i == end || bytes[i] == KeyQuery.KEY_SEPARATOR) {
                if (i > start) {
                    add(keyPrefix, bytes, start, i - start);
                }
                start = i + 1;
            }
        }
    }

    private void add(int prefix, byte[] bytes, int from, int length) {
        if (count == hashes.length) {
            hashes = Arrays.copyOf(hashes, count * 2);
        }
        hashes[count++] = positive(extend(prefix, bytes, from, length));
    }

    /** Java's hash of a text that begins with one whose hash is known. */
    private static int extend(int prefix, byte[] bytes, int from, int length) {
        int hash = prefix;
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < 0) {
                return extend(prefix, new String(bytes, from, length, StandardCharsets.UTF_8));
            }
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    private static int extend(int prefix, String text) {
        int hash = prefix;
        for (int i = 0; i < text.length(); i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return hash;
    }
}
