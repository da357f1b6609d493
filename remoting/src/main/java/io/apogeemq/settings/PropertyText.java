package io.apogeemq.settings;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The keys and values of a properties text, trimmed. Files are ISO-8859-1 with {@code \\u} escapes, exactly as
 * RocketMQ reads them. Comments may hold any bytes, and a UTF-8 byte order mark is passed over. What a person can hardly
 * have meant is kept beside the values, for {@link SettingsTable} to refuse.
 *
 * @param twice keys that stand there more than once; the last one counts
 * @param swallowed lines that a backslash at the end of the line before makes a part of that
 * @param asUtf8 of a file in UTF-8, the values that are others when it is read as such, by key
 */
public record PropertyText(
        SortedMap<String, String> values, List<String> twice, List<Line> swallowed, Map<String, String> asUtf8) {

    public static final PropertyText EMPTY = of(new TreeMap<>());

    /** One line of a file, counted from 1, without the blanks around it. */
    public record Line(int number, String text) {}

    public static PropertyText of(Map<String, String> values) {
        return new PropertyText(new TreeMap<>(values), List.of(), List.of(), Map.of());
    }

    /** The same with one key given anew, by somebody who knows better than the file. */
    public PropertyText with(String key, String value) {
        SortedMap<String, String> changed = new TreeMap<>(values);
        changed.put(key, value);
        return new PropertyText(changed, twice, swallowed, asUtf8);
    }

    /** @throws IllegalArgumentException when an escape is not one */
    public static PropertyText ofFile(byte[] bytes) {
        int start = hasByteOrderMark(bytes) ? 3 : 0;
        String text = new String(bytes, start, bytes.length - start, StandardCharsets.ISO_8859_1);
        PropertyText read = ofText(text);
        return new PropertyText(
                read.values,
                read.twice,
                swallowed(text),
                utf8(text).map(read::unlike).orElse(Map.of()));
    }

    /** @throws IllegalArgumentException when an escape is not one */
    public static PropertyText ofText(String text) {
        Collecting found = new Collecting();
        try (StringReader in = new StringReader(text)) {
            found.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PropertyText(found.values, List.copyOf(found.twice), List.of(), Map.of());
    }

    private static List<Line> swallowed(String text) {
        List<Line> swallowed = new ArrayList<>();
        boolean goesOn = false;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String stripped = line.strip();
            if (goesOn && !stripped.isEmpty()) {
                swallowed.add(new Line(number, stripped));
            }
            boolean comment = !goesOn && (stripped.startsWith("#") || stripped.startsWith("!"));
            goesOn = !comment && endsInBackslash(line);
        }
        return swallowed;
    }

    /** Two backslashes are one that is meant. */
    private static boolean endsInBackslash(String line) {
        int first = line.length();
        while (first > 0 && line.charAt(first - 1) == '\\') {
            first--;
        }
        return (line.length() - first) % 2 == 1;
    }

    /** What the bytes say as UTF-8; empty when they are no UTF-8, or ASCII, where both are the same. */
    private static Optional<PropertyText> utf8(String latin1) {
        if (latin1.chars().allMatch(c -> c < 0x80)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ofText(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString()));
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private Map<String, String> unlike(PropertyText other) {
        Map<String, String> unlike = new TreeMap<>(other.values);
        unlike.entrySet().removeAll(values.entrySet());
        return unlike;
    }

    /** Lines of {@code key=value} in the order of the map, escaped so that RocketMQ reads back the same. */
    public static String print(Map<String, String> values) {
        StringBuilder out = new StringBuilder();
        values.forEach((key, value) -> out.append(print(key, value)).append('\n'));
        return out.toString();
    }

    /** One line without its end. */
    static String print(String key, String value) {
        return escaped(key, true) + '=' + escaped(value, false);
    }

    private static String escaped(String text, boolean key) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean special = c == '\\' || (key && " =:".indexOf(c) >= 0) || (key && i == 0 && "#!".indexOf(c) >= 0);
            if (special) {
                out.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static boolean hasByteOrderMark(byte[] bytes) {
        byte[] mark = "\uFEFF".getBytes(StandardCharsets.UTF_8);
        return bytes.length >= mark.length && bytes[0] == mark[0] && bytes[1] == mark[1] && bytes[2] == mark[2];
    }

    /** Lets the JDK parse, and sees what it would drop in silence: keys given twice. */
    private static final class Collecting extends Properties {
        private static final long serialVersionUID = 1;

        private final transient SortedMap<String, String> values = new TreeMap<>();
        private final transient List<String> twice = new ArrayList<>();

        @Override
        public synchronized Object put(Object key, Object value) {
            String name = key.toString().strip();
            if (values.put(name, value.toString().strip()) != null && !twice.contains(name)) {
                twice.add(name);
            }
            return "";
        }
    }
}
