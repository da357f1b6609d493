package io.apogeemq.protocol.body;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One table per body: it names each member once, in alphabetical order, which is the order of the wire
 * (spec/remoting.md 21). Reading and writing walk it in the same order. Unknown members are skipped, null counts as
 * absent, and null members are not written.
 *
 * @param <B> the record of the body
 */
public final class BodyCodec<B> extends Shape<B> {
    private final List<Member<B>> members;
    private final Function<Row, B> make;

    private BodyCodec(List<Member<B>> members, Function<Row, B> make) {
        this.members = members;
        this.make = make;
    }

    public static <B> Table<B> table() {
        return new Table<>();
    }

    /**
     * Reads what a peer sent.
     *
     * @throws BadBody when it isn't that body
     */
    public B read(byte[] body) {
        return require(Json.parse(body, 0, body.length));
    }

    /**
     * Reads what a peer sent; the buffer's position stays.
     *
     * @throws BadBody when it isn't that body
     */
    public B read(ByteBuffer body) {
        if (body.hasArray()) {
            return require(Json.parse(body.array(), body.arrayOffset() + body.position(), body.remaining()));
        }
        byte[] copy = new byte[body.remaining()];
        body.get(body.position(), copy);
        return read(copy);
    }

    /**
     * Reads a file of ours, without the bounds that hold for peers.
     *
     * @throws BadBody when it isn't that body
     */
    public B readFile(byte[] content) {
        return require(Json.parseFile(content));
    }

    /**
     * Reads a body that is an array of these.
     *
     * @throws BadBody when it isn't one
     */
    public List<B> readList(byte[] body) {
        Object tree = Json.parse(body, 0, body.length);
        if (tree == null) {
            throw new BadBody("is null");
        }
        return listOf(this).read(tree);
    }

    /** Writes it as Java peers do. */
    public byte[] write(B body) {
        return write(body, JsonForm.BARE_KEYS);
    }

    public byte[] write(B body, JsonForm form) {
        return Json.write(form, sink -> write(body, sink));
    }

    private B require(@Nullable Object tree) {
        if (tree == null) {
            throw new BadBody("is null");
        }
        return read(tree);
    }

    @Override
    B read(Object tree) {
        if (!(tree instanceof Map<?, ?> values)) {
            throw new BadBody("is not an object");
        }
        return make.apply(new Row(members, values));
    }

    @Override
    void write(B body, JsonSink sink) {
        sink.startObject();
        for (Member<B> member : members) {
            member.write(body, sink);
        }
        sink.endObject();
    }

    /** One member; {@code required} and {@code whenAbsent} exclude each other, and without both it may be null. */
    private record Member<B>(
            String name,
            Shape<Object> shape,
            Function<B, @Nullable Object> get,
            boolean required,
            @Nullable Object whenAbsent) {

        void write(B body, JsonSink sink) {
            Object value = get.apply(body);
            if (value != null) {
                sink.name(name);
                shape.write(value, sink);
            }
        }

        @Nullable
        Object read(Map<?, ?> values) {
            Object tree = values.get(name);
            if (tree == null || !shape.isSaidBy(tree)) {
                if (required) {
                    throw new BadBody("is missing").in(name);
                }
                return whenAbsent;
            }
            try {
                return shape.read(tree);
            } catch (BadBody e) {
                throw e.in(name);
            }
        }
    }

    /** Builds a table; one call per member, in the order in which {@code make} takes them. */
    public static final class Table<B> {
        private final List<Member<B>> members = new ArrayList<>();

        private Table() {}

        /** A member that must be there. */
        public <T> Table<B> required(String name, Shape<T> shape, Function<B, T> get) {
            return add(name, shape, get, true, null);
        }

        /** A member that is null when it is absent, and absent when it is null. */
        public <T> Table<B> optional(String name, Shape<T> shape, Function<B, @Nullable T> get) {
            return add(name, shape, get, false, null);
        }

        /** A member with a value for when it is absent; it is always written. */
        public <T> Table<B> field(String name, Shape<T> shape, Function<B, T> get, T whenAbsent) {
            return add(name, shape, get, false, whenAbsent);
        }

        public BodyCodec<B> make(Function<Row, B> make) {
            return new BodyCodec<>(List.copyOf(members), make);
        }

        @SuppressWarnings(
                "unchecked") // the shape and the getter of one member are of one type, as the callers' signatures say
        private <T> Table<B> add(
                String name,
                Shape<T> shape,
                Function<B, @Nullable T> get,
                boolean required,
                @Nullable Object whenAbsent) {
            if (!members.isEmpty() && members.get(members.size() - 1).name().compareTo(name) >= 0) {
                throw new IllegalArgumentException("the members are not in alphabetical order at " + name);
            }
            members.add(new Member<>(
                    name, (Shape<Object>) shape, (Function<B, @Nullable Object>) get, required, whenAbsent));
            return this;
        }
    }

    /** Hands out the values of one body in the table's order. */
    public static final class Row {
        private final List<? extends Member<?>> members;
        private final Map<?, ?> values;
        private int next;

        private Row(List<? extends Member<?>> members, Map<?, ?> values) {
            this.members = members;
            this.values = values;
        }

        /** The next member's value, of the type of its shape; null only if it may be. */
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals", "NullAway"}) // what it may be says the table
        public <T extends @Nullable Object> T next() {
            return (T) members.get(next++).read(values);
        }
    }
}
