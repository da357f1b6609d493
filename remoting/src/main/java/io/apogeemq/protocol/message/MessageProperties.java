package io.apogeemq.protocol.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A message's properties as they travel: {@code name U+0001 value U+0002} repeated, UTF-8, the last U+0002 optional on
 * reading and always written. One scan notes where each entry lies; after that finding one compares bytes and makes no
 * objects. Reusable; one thread at a time.
 *
 * <p>An entry without a name or with an empty value does not count (it disappears in transit); of two entries of one
 * name the last counts. Source: spec messages 6.
 */
public final class MessageProperties {
    private static final byte NAME_END = 1;
    private static final byte VALUE_END = 2;
    /** Ints per entry in {@link #entries}: where the name begins, its length, where the value begins, its length. */
    private static final int SLOT = 4;

    private byte[] bytes = new byte[256];
    private int length;
    private int[] entries = new int[16 * SLOT];
    private int count;

    /**
     * One bit for each first and last byte of a name: a broker asks every message for a dozen names that hardly any has,
     * and one look tells that.
     */
    private long names;

    /** Takes no property. */
    public void clear() {
        length = 0;
        count = 0;
        names = 0;
    }

    /** Copies properties in their byte form. */
    public void set(byte[] source, int from, int sourceLength) {
        clear();
        makeRoom(sourceLength + 1);
        System.arraycopy(source, from, bytes, 0, sourceLength);
        endWith(sourceLength);
    }

    /** Copies properties in their byte form; the buffer's position and limit stay. */
    public void set(ByteBuffer source, int at, int sourceLength) {
        clear();
        makeRoom(sourceLength + 1);
        source.get(at, bytes, 0, sourceLength);
        endWith(sourceLength);
    }

    /** Takes the text that a JSON header carries. */
    public void set(@Nullable String text) {
        clear();
        if (text != null) {
            length = writeText(text);
            endWith(length);
        }
    }

    /** Replaces everything. An entry whose value is null or empty is left out. */
    public void set(Map<String, @Nullable String> properties) {
        clear();
        properties.forEach((name, value) -> {
            if (value != null) {
                add(name, value);
            }
        });
    }

    /** The byte form of the map. */
    public static byte[] encode(Map<String, @Nullable String> map) {
        MessageProperties properties = new MessageProperties();
        properties.set(map);
        return properties.toBytes();
    }

    /** The map of a header's text. */
    public static Map<String, String> decode(@Nullable String text) {
        MessageProperties properties = new MessageProperties();
        properties.set(text);
        return properties.toMap();
    }

    /** Length in bytes. */
    public int length() {
        return length;
    }

    /** How many entries count. */
    public int count() {
        return count;
    }

    public boolean has(String name) {
        return find(name) >= 0;
    }

    /** The value, or null when there is none. */
    public @Nullable String get(String name) {
        int entry = find(name);
        return entry < 0 ? null : value(entry);
    }

    /** The value's UTF-8, a copy, or null when there is none. */
    public byte @Nullable [] bytes(String name) {
        int entry = find(name);
        if (entry < 0) {
            return null;
        }
        int from = entries[entry * SLOT + 2];
        return Arrays.copyOfRange(bytes, from, from + entries[entry * SLOT + 3]);
    }

    /** Is shown a value's UTF-8 where it lies. */
    public interface Viewer {
        void view(byte[] bytes, int from, int length);
    }

    /** Shows the value, without making a text of it; false when there is none. */
    public boolean show(String name, Viewer viewer) {
        int entry = find(name);
        if (entry < 0) {
            return false;
        }
        viewer.view(bytes, entries[entry * SLOT + 2], entries[entry * SLOT + 3]);
        return true;
    }

    /** The code of the TAGS entry. */
    public long tagCode() {
        int entry = find(PropertyKey.TAGS);
        return entry < 0 ? TagCode.NONE : TagCode.of(bytes, entries[entry * SLOT + 2], entries[entry * SLOT + 3]);
    }

    /** Whether the entry is there and has exactly this (ASCII) value. */
    public boolean is(String name, String value) {
        int entry = find(name);
        return entry >= 0 && same(value, entries[entry * SLOT + 2], entries[entry * SLOT + 3]);
    }

    /**
     * Sets one property, in place of any of that name; an empty value only takes the old one away.
     *
     * @throws IllegalArgumentException when the name is empty, or name or value contain U+0001 or U+0002
     */
    public void put(String name, String value) {
        remove(name);
        add(name, value);
    }

    /** The same with a property that was made before. */
    public void put(FixedProperty property) {
        remove(property.name);
        byte[] text = property.bytes;
        if (text.length == 0) {
            return;
        }
        makeRoom(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        note(length, property.nameLength, length + property.nameLength + 1, text.length - property.nameLength - 2);
        length += text.length;
    }

    /**
     * A property in its byte form, checked and encoded once for many messages; with an empty value it only takes the old
     * one away. Immutable; any thread.
     */
    public static final class FixedProperty {
        private final String name;
        private final int nameLength;
        private final byte[] bytes;

        /** @throws IllegalArgumentException when the name is empty, or name or value contain U+0001 or U+0002 */
        public FixedProperty(String name, String value) {
            MessageProperties one = new MessageProperties();
            one.put(name, value);
            this.name = name;
            this.nameLength = one.entries[1];
            this.bytes = one.toBytes();
        }
    }

    /** Takes the property away if there is one. */
    public void remove(String name) {
        for (int entry = find(name); entry >= 0; entry = find(name)) {
            int from = entries[entry * SLOT];
            int end = entries[entry * SLOT + 2] + entries[entry * SLOT + 3] + 1;
            System.arraycopy(bytes, end, bytes, from, length - end);
            length -= end - from;
            scan();
        }
    }

    /** Calls with name and value of each entry, in order; a name that occurs twice comes twice. */
    public void forEach(BiConsumer<String, String> action) {
        for (int entry = 0; entry < count; entry++) {
            action.accept(text(entries[entry * SLOT], entries[entry * SLOT + 1]), value(entry));
        }
    }

    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        forEach((name, value) -> map.put(name, value));
        return map;
    }

    /** Whether so many zeros lie in a row. One of them lies at a multiple of that number, so only those are looked at first. */
    boolean hasZeros(int least) {
        for (int at = least - 1; at < length; at += least) {
            if (bytes[at] == 0 && zerosAround(at) >= least) {
                return true;
            }
        }
        return false;
    }

    private int zerosAround(int at) {
        int from = at;
        while (from > 0 && bytes[from - 1] == 0) {
            from--;
        }
        int to = at;
        while (to < length && bytes[to] == 0) {
            to++;
        }
        return to - from;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Copies the byte form, {@link #length()} bytes. */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, length);
    }

    /** The byte form as a header carries it. */
    @Override
    public String toString() {
        return text(0, length);
    }

    private void add(String name, String value) {
        if (name.isEmpty() || hasMark(name) || hasMark(value)) {
            throw new IllegalArgumentException("a property needs a name, and neither name nor value may contain"
                    + " U+0001 or U+0002: '" + name + "'");
        }
        if (value.isEmpty()) {
            return;
        }
        int nameFrom = length;
        length = writeText(name);
        int nameLength = length - nameFrom;
        append(NAME_END);
        int valueFrom = length;
        length = writeText(value);
        int valueLength = length - valueFrom;
        append(VALUE_END);
        note(nameFrom, nameLength, valueFrom, valueLength);
    }

    private static boolean hasMark(String text) {
        return text.indexOf(NAME_END) >= 0 || text.indexOf(VALUE_END) >= 0;
    }

    private void append(byte value) {
        makeRoom(1);
        bytes[length++] = value;
    }

    /** Writes at the end and returns the new end. ASCII goes byte by byte, without a copy of the text. */
    private int writeText(String text) {
        int from = length;
        makeRoom(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
                makeRoom(encoded.length);
                System.arraycopy(encoded, 0, bytes, from, encoded.length);
                return from + encoded.length;
            }
            bytes[from + i] = (byte) c;
        }
        return from + text.length();
    }

    /** Closes the last entry when its writer left the mark out: more may follow it here. */
    private void endWith(int end) {
        length = end;
        if (end > 0 && bytes[end - 1] != VALUE_END) {
            append(VALUE_END);
        }
        scan();
    }

    private void scan() {
        count = 0;
        names = 0;
        int from = 0;
        int split = -1;
        for (int i = 0; i < length; i++) {
            byte b = bytes[i];
            if (b == NAME_END && split < 0) {
                split = i;
            } else if (b == VALUE_END) {
                if (split > from && i > split + 1) {
                    note(from, split - from, split + 1, i - split - 1);
                }
                from = i + 1;
                split = -1;
            }
        }
    }

    private void note(int nameFrom, int nameLength, int valueFrom, int valueLength) {
        if ((count + 1) * SLOT > entries.length) {
            entries = Arrays.copyOf(entries, entries.length * 2);
        }
        names |= nameBit(bytes[nameFrom], bytes[nameFrom + nameLength - 1]);
        int slot = count++ * SLOT;
        entries[slot] = nameFrom;
        entries[slot + 1] = nameLength;
        entries[slot + 2] = valueFrom;
        entries[slot + 3] = valueLength;
    }

    /** The last entry of that name, or -1. */
    private int find(String name) {
        if (isMissing(name)) {
            return -1;
        }
        for (int entry = count - 1; entry >= 0; entry--) {
            if (same(name, entries[entry * SLOT], entries[entry * SLOT + 1])) {
                return entry;
            }
        }
        return -1;
    }

    private boolean isMissing(String name) {
        if (name.isEmpty()) {
            return true;
        }
        char first = name.charAt(0);
        char last = name.charAt(name.length() - 1);
        return first < 0x80 && last < 0x80 && (names & nameBit(first, last)) == 0;
    }

    private static long nameBit(int first, int last) {
        return 1L << (first * 5 + last);
    }

    private boolean same(String wanted, int from, int wantedLength) {
        int chars = wanted.length();
        if (wantedLength < chars) {
            return false;
        }
        for (int i = 0; i < chars; i++) {
            char c = wanted.charAt(i);
            if (c >= 0x80) {
                return text(from, wantedLength).equals(wanted);
            }
            if (bytes[from + i] != c) {
                return false;
            }
        }
        return chars == wantedLength;
    }

    private String value(int entry) {
        return text(entries[entry * SLOT + 2], entries[entry * SLOT + 3]);
    }

    private String text(int from, int textLength) {
        return new String(bytes, from, textLength, StandardCharsets.UTF_8);
    }

    private void makeRoom(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + more, bytes.length * 2));
        }
    }
}
