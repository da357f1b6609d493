package io.apogeemq.protocol.header;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One table per header: it names each wire field once, and reading and writing walk it in the same order, in either
 * encoding. Text forms: spec/remoting.md 7. Null fields are not written.
 *
 * @param <H> the record of the header
 */
public final class HeaderCodec<H> {
    private final Column<H>[] columns;
    private final Function<Row, H> make;

    private HeaderCodec(Column<H>[] columns, Function<Row, H> make) {
        this.columns = columns;
        this.make = make;
    }

    public static <H> Table<H> table() {
        return new Table<>();
    }

    /**
     * Takes the header out of the fields.
     *
     * @throws BadHeader when a required field is missing or a value is not of its type
     */
    public H read(Fields fields) {
        return make.apply(fields.row().begin(columns));
    }

    public void write(H header, FieldSink sink) {
        for (Column<H> column : columns) {
            column.write.to(column.wireName, header, sink);
        }
    }

    /** Writes one column's value, when there is one. */
    private interface ColumnWriter<H> {
        void to(byte[] name, H header, FieldSink sink);
    }

    private record Column<H>(
            String name, byte[] wireName, @Nullable Object whenAbsent, ColumnWriter<H> write) {}

    /** Builds a table; one call per field, in the order in which {@code make} takes them. */
    public static final class Table<H> {
        private final List<Column<H>> columns = new ArrayList<>();

        private Table() {}

        /** Required text. */
        public Table<H> text(String name, Function<H, String> get) {
            return add(name, null, (wire, header, sink) -> sink.field(wire, get.apply(header)));
        }

        /** Text that may be absent: read with {@link Row#optionalText}. */
        public Table<H> optionalText(String name, Function<H, @Nullable String> get) {
            return add(name, null, (wire, header, sink) -> {
                String value = get.apply(header);
                if (value != null) {
                    sink.field(wire, value);
                }
            });
        }

        /** UTF-8 that may be absent, kept as bytes: read with {@link Row#optionalBytes}. */
        public Table<H> optionalBytes(String name, Function<H, byte @Nullable []> get) {
            return add(name, null, (wire, header, sink) -> {
                byte[] value = get.apply(header);
                if (value != null) {
                    sink.field(wire, value);
                }
            });
        }

        /** UTF-8 that may be absent, left where it lies: read with {@link Row#optionalRange}. */
        public Table<H> optionalRange(String name, Function<H, @Nullable ByteRange> get) {
            return add(name, null, (wire, header, sink) -> {
                ByteRange value = get.apply(header);
                if (value != null) {
                    sink.field(wire, value.array(), value.from(), value.length());
                }
            });
        }

        /** Required 32 bits. */
        public Table<H> int32(String name, ToIntFunction<H> get) {
            return add(name, null, (wire, header, sink) -> sink.field(wire, get.applyAsInt(header)));
        }

        /** 32 bits with a value for when the field is absent. */
        public Table<H> int32(String name, ToIntFunction<H> get, int whenAbsent) {
            return add(name, (long) whenAbsent, (wire, header, sink) -> sink.field(wire, get.applyAsInt(header)));
        }

        /** 32 bits that may be absent: read with {@link Row#optionalInt32}. */
        public Table<H> optionalInt32(String name, Function<H, @Nullable Integer> get) {
            return add(name, null, (wire, header, sink) -> {
                Integer value = get.apply(header);
                if (value != null) {
                    sink.field(wire, value.longValue());
                }
            });
        }

        /** Required 64 bits. */
        public Table<H> int64(String name, ToLongFunction<H> get) {
            return add(name, null, (wire, header, sink) -> sink.field(wire, get.applyAsLong(header)));
        }

        /** 64 bits with a value for when the field is absent. */
        public Table<H> int64(String name, ToLongFunction<H> get, long whenAbsent) {
            return add(name, whenAbsent, (wire, header, sink) -> sink.field(wire, get.applyAsLong(header)));
        }

        /** 64 bits that may be absent: read with {@link Row#optionalInt64}. */
        public Table<H> optionalInt64(String name, Function<H, @Nullable Long> get) {
            return add(name, null, (wire, header, sink) -> {
                Long value = get.apply(header);
                if (value != null) {
                    sink.field(wire, value.longValue());
                }
            });
        }

        /** A boolean, false when absent: read with {@link Row#bool}. */
        public Table<H> bool(String name, Predicate<H> get) {
            return bool(name, get, false);
        }

        /** A boolean with a value for when the field is absent. */
        public Table<H> bool(String name, Predicate<H> get, boolean whenAbsent) {
            return add(name, whenAbsent, (wire, header, sink) -> sink.field(wire, get.test(header)));
        }

        /** A boolean that may be absent: read with {@link Row#optionalBool}. */
        public Table<H> optionalBool(String name, Function<H, @Nullable Boolean> get) {
            return add(name, null, (wire, header, sink) -> {
                Boolean value = get.apply(header);
                if (value != null) {
                    sink.field(wire, value.booleanValue());
                }
            });
        }

        @SuppressWarnings({"unchecked", "rawtypes"})
        public HeaderCodec<H> make(Function<Row, H> make) {
            return new HeaderCodec<>(columns.toArray(new Column[0]), make);
        }

        private Table<H> add(String name, @Nullable Object whenAbsent, ColumnWriter<H> write) {
            columns.add(new Column<>(name, name.getBytes(StandardCharsets.UTF_8), whenAbsent, write));
            return this;
        }
    }

    /** Hands out the values of one header in the table's order, one call per column. */
    public static final class Row {
        private final Fields fields;
        private Column<?>[] columns = new Column<?>[0];
        private int next;

        /** Of these fields; may be used for one header after the other. */
        public Row(Fields fields) {
            this.fields = fields;
        }

        private Row begin(Column<?>[] newColumns) {
            columns = newColumns;
            next = 0;
            return this;
        }

        public String text() {
            return fields.text(required(columns[next++]));
        }

        public @Nullable String optionalText() {
            int index = fields.find(columns[next++].wireName);
            return index < 0 ? null : fields.text(index);
        }

        public byte @Nullable [] optionalBytes() {
            int index = fields.find(columns[next++].wireName);
            return index < 0 ? null : fields.bytes(index);
        }

        public @Nullable ByteRange optionalRange() {
            int index = fields.find(columns[next++].wireName);
            return index < 0 ? null : fields.range(index);
        }

        public int int32() {
            Column<?> column = columns[next++];
            return narrow(column, valueOf(column));
        }

        public @Nullable Integer optionalInt32() {
            Column<?> column = columns[next++];
            int index = fields.find(column.wireName);
            return index < 0 ? null : narrow(column, number(column, index));
        }

        public long int64() {
            return valueOf(columns[next++]);
        }

        public @Nullable Long optionalInt64() {
            Column<?> column = columns[next++];
            int index = fields.find(column.wireName);
            return index < 0 ? null : number(column, index);
        }

        /** Any text but {@code true} (in any case) is false. */
        public boolean bool() {
            Column<?> column = columns[next++];
            int index = fields.find(column.wireName);
            if (index < 0) {
                return column.whenAbsent instanceof Boolean value && value;
            }
            return fields.is(index, "true");
        }

        public @Nullable Boolean optionalBool() {
            int index = fields.find(columns[next++].wireName);
            return index < 0 ? null : fields.is(index, "true");
        }

        private long valueOf(Column<?> column) {
            int index = fields.find(column.wireName);
            if (index < 0 && column.whenAbsent instanceof Long value) {
                return value;
            }
            return number(column, index < 0 ? required(column) : index);
        }

        private int required(Column<?> column) {
            int index = fields.find(column.wireName);
            if (index < 0) {
                throw new BadHeader("the header field " + column.name + " is missing");
            }
            return index;
        }

        private long number(Column<?> column, int index) {
            try {
                return fields.number(index);
            } catch (BadHeader e) {
                throw new BadHeader("the header field " + column.name + " is not a number: " + fields.text(index));
            }
        }

        private static int narrow(Column<?> column, long value) {
            if (value != (int) value) {
                throw new BadHeader("the header field " + column.name + " does not fit 32 bits: " + value);
            }
            return (int) value;
        }
    }
}
