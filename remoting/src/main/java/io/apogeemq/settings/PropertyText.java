package io.apogeemq.settings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The keys and values of a properties text, trimmed. Files are ISO-8859-1 with {@code \\u} escapes, exactly as
 * RocketMQ reads them: a store path written in raw UTF-8 has to lead to the same folder here and there. Comments may
 * hold any bytes, and a UTF-8 byte order mark is passed over.
 *
 * @param twice keys that stand there more than once; the last one counts
 */
public record PropertyText(SortedMap<String, String> values, List<String> twice) {

    public static final PropertyText EMPTY = new PropertyText(new TreeMap<>(), List.of());

    /** @throws IllegalArgumentException when an escape is not one */
    public static PropertyText ofFile(byte[] bytes) {
        int start = hasByteOrderMark(bytes) ? 3 : 0;
        Collecting found = new Collecting();
        try (InputStream in = new ByteArrayInputStream(bytes, start, bytes.length - start)) {
            found.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.text();
    }

    /** @throws IllegalArgumentException when an escape is not one */
    public static PropertyText ofText(String text) {
        Collecting found = new Collecting();
        try (StringReader in = new StringReader(text)) {
            found.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.text();
    }

    /** Lines of {@code key=value} in the order of the map, escaped so that RocketMQ reads back the same. */
    public static String print(Map<String, String> values) {
        StringBuilder out = new StringBuilder();
        values.forEach((key, value) -> out.append(escaped(key, true))
                .append('=')
                .append(escaped(value, false))
                .append('\n'));
        return out.toString();
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

        PropertyText text() {
            return new PropertyText(values, List.copyOf(twice));
        }
    }
}
