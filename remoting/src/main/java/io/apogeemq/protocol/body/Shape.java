package io.apogeemq.protocol.body;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of value lies in a body. The collections it reads can't be changed and keep the order of the text.
 *
 * @param <T> what it is read as
 */
public abstract class Shape<T> {
    /** Up to here every whole number is one of floating point too. */
    private static final double MOST_WITH_FRACTION = 1L << 53;

    /** Takes the value out of a parsed tree. The tree's value is not null. */
    abstract T read(Object tree);

    /** Whether the tree's value says something; one that doesn't counts as absent where it may be absent. */
    boolean isSaidBy(Object tree) {
        return true;
    }

    abstract void write(T value, JsonSink sink);

    public static final Shape<String> TEXT = new Shape<>() {
        @Override
        String read(Object tree) {
            if (tree instanceof String || tree instanceof Number || tree instanceof Boolean) {
                return tree.toString();
            }
            throw new BadBody("is not a text");
        }

        @Override
        void write(String value, JsonSink sink) {
            sink.text(value);
        }
    };

    public static final Shape<Long> INT64 = new Shape<>() {
        @Override
        Long read(Object tree) {
            if (tree instanceof Integer || tree instanceof Long) {
                return ((Number) tree).longValue();
            }
            if (tree instanceof String text) {
                return parseLong(text);
            }
            if (tree instanceof Number number && Math.abs(number.doubleValue()) < MOST_WITH_FRACTION) {
                return number.longValue();
            }
            throw new BadBody("is not a whole number of 64 bits");
        }

        @Override
        boolean isSaidBy(Object tree) {
            return isSomeText(tree);
        }

        @Override
        void write(Long value, JsonSink sink) {
            sink.number(value.longValue());
        }
    };

    public static final Shape<Integer> INT32 = new Shape<>() {
        @Override
        Integer read(Object tree) {
            long value = INT64.read(tree);
            if (value != (int) value) {
                throw new BadBody("does not fit 32 bits: " + value);
            }
            return (int) value;
        }

        @Override
        boolean isSaidBy(Object tree) {
            return isSomeText(tree);
        }

        @Override
        void write(Integer value, JsonSink sink) {
            sink.number(value.longValue());
        }
    };

    public static final Shape<Double> DOUBLE = new Shape<>() {
        @Override
        Double read(Object tree) {
            if (tree instanceof Number number) {
                return number.doubleValue();
            }
            throw new BadBody("is not a number");
        }

        @Override
        void write(Double value, JsonSink sink) {
            sink.number(value.doubleValue());
        }
    };

    public static final Shape<Boolean> BOOL = new Shape<>() {
        @Override
        Boolean read(Object tree) {
            if (tree instanceof Boolean value) {
                return value;
            }
            if (tree instanceof String text) {
                return text.equalsIgnoreCase("true") || text.equals("1");
            }
            if (tree instanceof Integer number) {
                return number == 1;
            }
            throw new BadBody("is neither true nor false");
        }

        @Override
        void write(Boolean value, JsonSink sink) {
            sink.bool(value);
        }
    };

    /**
     * Whatever it is, passed on as it came: members that others own and we only carry. Read as the tree of a parsed text.
     */
    public static final Shape<Object> ANY = new AnyShape();

    /**
     * The constant of that name, in whatever case, or of that place in the order: clients in C++ send numbers. A name of none
     * counts as absent, as some clients have words of their own ({@code "PUSH"}); a number of none is refused.
     */
    public static <E extends Enum<E>> Shape<E> enumOf(Class<E> type) {
        return new EnumShape<>(List.of(type.getEnumConstants()));
    }

    public static <T> Shape<List<T>> listOf(Shape<T> item) {
        return new ArrayShape<>(item, items -> Collections.unmodifiableList(new ArrayList<>(items)));
    }

    /** An array in which nothing stands twice. */
    public static <T> Shape<Set<T>> setOf(Shape<T> item) {
        return new ArrayShape<>(item, items -> Collections.unmodifiableSet(new LinkedHashSet<>(items)));
    }

    /** A map from texts. */
    public static <V> Shape<Map<String, V>> mapOf(Shape<V> value) {
        return new MapShape<>(value, TEXT::read, (key, sink) -> sink.name(key), true);
    }

    /** A map from numbers, whose keys are bare unless the form is standard JSON. */
    public static <V> Shape<Map<Long, V>> mapByInt64(Shape<V> value) {
        return new MapShape<>(value, INT64::read, (key, sink) -> sink.name(key), true);
    }

    /** As {@link #mapByInt64}. */
    public static <V> Shape<Map<Integer, V>> mapByInt32(Shape<V> value) {
        return new MapShape<>(value, INT32::read, (key, sink) -> sink.name(key), true);
    }

    /** A map whose keys are objects: {@code {{"queueId":0}:1}}, which no legal JSON can say. */
    public static <K, V> Shape<Map<K, V>> mapByObject(BodyCodec<K> key, Shape<V> value) {
        return new MapShape<>(
                value,
                key::read,
                (object, sink) -> {
                    key.write(object, sink);
                    sink.colon();
                },
                false);
    }

    private static boolean isSomeText(Object tree) {
        return !tree.equals("") && !tree.equals("null");
    }

    private static long parseLong(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new BadBody("is not a whole number: " + text);
        }
    }

    private static final class EnumShape<E extends Enum<E>> extends Shape<E> {
        private final List<E> constants;

        EnumShape(List<E> constants) {
            this.constants = constants;
        }

        @Override
        E read(Object tree) {
            E found = find(tree);
            if (found == null) {
                throw new BadBody("is " + TEXT.read(tree) + ", which is none of " + constants);
            }
            return found;
        }

        @Override
        boolean isSaidBy(Object tree) {
            return !(tree instanceof String text) || isNumber(text) || find(text) != null;
        }

        private @Nullable E find(Object tree) {
            if (tree instanceof Integer place) {
                return place >= 0 && place < constants.size() ? constants.get(place) : null;
            }
            if (!(tree instanceof String text)) {
                return null;
            }
            if (isNumber(text)) {
                return find(Integer.valueOf(text));
            }
            for (E each : constants) {
                if (each.name().equalsIgnoreCase(text)) {
                    return each;
                }
            }
            return null;
        }

        private static boolean isNumber(String text) {
            return text.matches("\\d{1,6}");
        }

        @Override
        void write(E value, JsonSink sink) {
            sink.text(value.name());
        }
    }

    private static final class ArrayShape<T, C extends Collection<T>> extends Shape<C> {
        private final Shape<T> item;
        private final Function<List<T>, C> collect;

        ArrayShape(Shape<T> item, Function<List<T>, C> collect) {
            this.item = item;
            this.collect = collect;
        }

        @Override
        C read(Object tree) {
            // one without its brackets is taken for an array of one
            List<?> trees = tree instanceof Map<?, ?> ? List.of(tree) : tree instanceof List<?> items ? items : null;
            if (trees == null) {
                throw new BadBody("is not an array");
            }
            List<T> items = new ArrayList<>(trees.size());
            for (Object each : trees) {
                // a null among them says nothing: skipped, as every reader of such a list does in the end
                if (each != null) {
                    items.add(readItem(each, items.size()));
                }
            }
            return collect.apply(items);
        }

        @Override
        boolean isSaidBy(Object tree) {
            return isSomeText(tree);
        }

        private T readItem(Object tree, int index) {
            try {
                return item.read(tree);
            } catch (BadBody e) {
                throw e.in("[" + index + "]");
            }
        }

        @Override
        void write(C items, JsonSink sink) {
            sink.startArray();
            boolean first = true;
            for (T each : items) {
                if (!first) {
                    sink.comma();
                }
                first = false;
                item.write(each, sink);
            }
            sink.endArray();
        }
    }

    private static final class MapShape<K, V> extends Shape<Map<K, V>> {
        private final Shape<V> value;
        private final Function<Object, K> readKey;
        private final BiConsumer<K, JsonSink> writeKey;
        private final boolean textKeys;

        MapShape(Shape<V> value, Function<Object, K> readKey, BiConsumer<K, JsonSink> writeKey, boolean textKeys) {
            this.value = value;
            this.readKey = readKey;
            this.writeKey = writeKey;
            this.textKeys = textKeys;
        }

        @Override
        Map<K, V> read(Object tree) {
            if (!(tree instanceof Map<?, ?> members)) {
                throw new BadBody("is not an object");
            }
            Map<K, V> map = new LinkedHashMap<>(members.size() * 4 / 3 + 1);
            for (Map.Entry<?, ?> member : members.entrySet()) {
                Object item = member.getValue();
                if (item != null) {
                    readMember(member.getKey(), item, map);
                }
            }
            return Collections.unmodifiableMap(map);
        }

        private void readMember(Object key, Object item, Map<K, V> map) {
            try {
                map.put(readKey.apply(key), value.read(item));
            } catch (BadBody e) {
                throw e.in("[" + key + "]");
            }
        }

        @Override
        void write(Map<K, V> map, JsonSink sink) {
            if (map.isEmpty()) {
                sink.emptyObject();
                return;
            }
            Map<K, V> ordered = textKeys && sink.form() == JsonForm.STANDARD ? new TreeMap<>(map) : map;
            sink.startObject();
            boolean first = true;
            for (Map.Entry<K, V> member : ordered.entrySet()) {
                if (!first && !textKeys) {
                    sink.comma();
                }
                first = false;
                writeKey.accept(member.getKey(), sink);
                value.write(member.getValue(), sink);
            }
            sink.endObject();
        }
    }

    private static final class AnyShape extends Shape<Object> {
        @Override
        Object read(Object tree) {
            return tree;
        }

        @Override
        void write(Object value, JsonSink sink) {
            writeAny(value, sink);
        }

        private static void writeAny(@Nullable Object value, JsonSink sink) {
            if (value == null) {
                sink.nothing();
            } else if (value instanceof Map<?, ?> members) {
                writeMembers(members, sink);
            } else if (value instanceof List<?> items) {
                sink.startArray();
                for (int i = 0; i < items.size(); i++) {
                    if (i > 0) {
                        sink.comma();
                    }
                    writeAny(items.get(i), sink);
                }
                sink.endArray();
            } else if (value instanceof Boolean bool) {
                sink.bool(bool);
            } else if (value instanceof Integer || value instanceof Long) {
                sink.number(((Number) value).longValue());
            } else if (value instanceof Number number) {
                sink.number(number.doubleValue());
            } else {
                sink.text(value.toString());
            }
        }

        private static void writeMembers(Map<?, ?> members, JsonSink sink) {
            if (members.isEmpty()) {
                sink.emptyObject();
                return;
            }
            sink.startObject();
            boolean first = true;
            for (Map.Entry<?, ?> member : members.entrySet()) {
                if (member.getKey() instanceof String name) {
                    sink.name(name);
                } else {
                    if (!first) {
                        sink.comma();
                    }
                    writeAny(member.getKey(), sink);
                    sink.colon();
                }
                first = false;
                writeAny(member.getValue(), sink);
            }
            sink.endObject();
        }
    }
}
