package io.apogeemq.protocol.body;

import com.alibaba.fastjson2.JSONException;
import com.alibaba.fastjson2.JSONReader;
import com.alibaba.fastjson2.JSONWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one place that calls fastjson2, as a reader and writer of tokens: what a text may become is decided by the tables
 * of this package and never by the text (no auto-type, no reflection).
 *
 * <p>A parsed text is a tree of {@code Map}, {@code List}, {@code String}, {@code Number}, {@code Boolean} and null. The
 * keys of a map are Strings, also where they were bare numbers; a key that is an object itself
 * ({@code {{"queueId":0}:1}}) is a {@code Map}.
 *
 * <p>What a peer sends may be made to hurt: depth and weight are bounded, and every failure is a {@link BadBody}.
 */
final class Json {
    /** The deepest body of the protocol has eight levels. */
    private static final int MAX_DEPTH = 64;

    /** About: a short text, and its place in a map. */
    private static final int BYTES_PER_WEIGHT = 100;

    /**
     * A value counts 1, an object or array 3 more, for the memory it takes. The largest topic table that fits a frame of
     * 16 MiB weighs less than this; a frame of nothing but brackets may not take hundreds of megabytes, and on a small heap
     * no body takes more than a quarter of it.
     */
    private static final int MAX_WEIGHT =
            (int) Math.min(2_000_000, Runtime.getRuntime().maxMemory() / 4 / BYTES_PER_WEIGHT);

    private static final int CONTAINER_WEIGHT = 4;

    private final JSONReader in;
    private int room;
    private boolean hasReferences;

    private Json(JSONReader in, int maxWeight) {
        this.in = in;
        this.room = maxWeight;
    }

    /** Reads what a peer sent. */
    static @Nullable Object parse(byte[] text, int from, int length) {
        return parse(text, from, length, MAX_WEIGHT);
    }

    /** Reads a file of ours: as large as it may be. */
    static @Nullable Object parseFile(byte[] text) {
        return parse(text, 0, text.length, Integer.MAX_VALUE);
    }

    private static @Nullable Object parse(byte[] text, int from, int length, int maxWeight) {
        if (length == 0) {
            throw new BadBody("is empty, expected JSON");
        }
        try (JSONReader reader = JSONReader.of(text, from, length, StandardCharsets.UTF_8)) {
            Json json = new Json(reader, maxWeight);
            Object tree = json.value(0);
            if (!reader.isEnd()) {
                throw new BadBody("has text behind its end, at " + reader.getOffset());
            }
            return json.hasReferences ? References.resolve(tree, maxWeight) : tree;
        } catch (JSONException | ArithmeticException | IndexOutOfBoundsException | IllegalArgumentException e) {
            // the last three leak from the tokenizer for some broken texts
            throw new BadBody("is not JSON: " + firstLine(e));
        }
    }

    private @Nullable Object value(int depth) {
        take(1);
        if (in.nextIfObjectStart()) {
            take(CONTAINER_WEIGHT - 1);
            return object(depth + 1);
        }
        if (in.nextIfArrayStart()) {
            take(CONTAINER_WEIGHT - 1);
            return array(depth + 1);
        }
        if (in.isString()) {
            return in.readString();
        }
        if (in.isNumber()) {
            return in.readNumber();
        }
        return in.nextIfNull() ? null : in.readBoolValue();
    }

    private Map<Object, @Nullable Object> object(int depth) {
        requireDepth(depth);
        Map<Object, @Nullable Object> members = new LinkedHashMap<>();
        while (!endsWith('}')) {
            requireMore();
            Object key = key(depth);
            Object value = value(depth);
            members.put(key, value);
            hasReferences |= key.equals(References.MARK) && value instanceof String;
        }
        return members;
    }

    private Object key(int depth) {
        if (in.isString()) {
            return in.readFieldName();
        }
        if (!in.isObject() && !in.isNumber()) {
            return in.readFieldNameUnquote();
        }
        Object key = in.isObject() ? value(depth) : in.readNumber().toString();
        if (key == null || !in.nextIfMatch(':')) {
            throw new BadBody("has no colon behind a key, at " + in.getOffset());
        }
        return key;
    }

    private List<@Nullable Object> array(int depth) {
        requireDepth(depth);
        List<@Nullable Object> items = new ArrayList<>(4);
        while (!endsWith(']')) {
            requireMore();
            items.add(value(depth));
        }
        return items;
    }

    /** Commas too many say nothing. */
    private boolean endsWith(char bracket) {
        while (in.current() == ',') {
            in.next();
        }
        return bracket == '}' ? in.nextIfObjectEnd() : in.nextIfArrayEnd();
    }

    private void take(int weight) {
        room -= weight;
        if (room < 0) {
            throw new BadBody("has more values than the " + MAX_WEIGHT + " that are read at most");
        }
    }

    private void requireDepth(int depth) {
        if (depth > MAX_DEPTH) {
            throw new BadBody("is nested deeper than " + MAX_DEPTH + " levels");
        }
    }

    private void requireMore() {
        if (in.isEnd()) {
            throw new BadBody("ends too early");
        }
    }

    private static String firstLine(Exception e) {
        String text = String.valueOf(e.getMessage());
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    /** Writes one text. */
    static byte[] write(JsonForm form, Consumer<JsonSink> content) {
        try (JSONWriter out =
                form == JsonForm.FILE ? JSONWriter.ofUTF8(JSONWriter.Feature.PrettyFormat) : JSONWriter.ofUTF8()) {
            content.accept(new JsonSink(out, form));
            return out.getBytes();
        }
    }
}
