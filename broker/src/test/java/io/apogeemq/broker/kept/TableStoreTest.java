package io.apogeemq.broker.kept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.protocol.body.BodyCodec;
import io.apogeemq.protocol.body.DataVersion;
import io.apogeemq.protocol.body.GroupRecord;
import io.apogeemq.protocol.body.GroupTableBody;
import io.apogeemq.protocol.body.JsonForm;
import io.apogeemq.protocol.body.OffsetTableBody;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.body.TopicTableBody;
import io.apogeemq.simulation.SimulatedProcess;
import io.apogeemq.simulation.Simulation;
import io.apogeemq.store.disk.DiskFile;
import io.apogeemq.store.simulation.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every table of the broker, with every kind of damage to its files. */
class TableStoreTest {
    private static final Path CONFIG = Path.of("/store/config");
    private static final Path OURS = Path.of("/store/apogee");

    private final Simulation simulation = new Simulation(1);
    private final SimulatedProcess process = simulation.process("broker");
    private final SimulatedDisk disk = new SimulatedDisk(1);
    private final TableStore tables = new TableStore(disk, Path.of("/store"), process.clock());

    /** A table and how to make its n-th state. */
    record Kind<T>(String name, BodyCodec<T> codec, IntFunction<T> state) {
        byte[] text(int number) {
            return codec.write(state.apply(number), JsonForm.FILE);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    enum Damage {
        MISSING,
        EMPTY,
        ZEROS,
        TORN,
        RUBBISH
    }

    static Stream<Arguments> damages() {
        return kinds().flatMap(kind -> Arrays.stream(Damage.values()).map(damage -> Arguments.of(kind, damage)));
    }

    static Stream<Arguments> badTexts() {
        return damages().filter(each -> each.get()[1] != Damage.MISSING);
    }

    static Stream<Kind<?>> kinds() {
        return Stream.of(
                new Kind<>(
                        "topics.json",
                        TopicTableBody.BODY,
                        n -> TopicTableBody.of(DataVersion.NONE, Map.of("t", TopicRecord.of("t", n, 6)))),
                new Kind<>(
                        "subscriptionGroup.json",
                        GroupTableBody.BODY,
                        n -> new GroupTableBody(DataVersion.NONE, Map.of(), Map.of("g" + n, GroupRecord.of("g" + n)))),
                new Kind<>(
                        "consumerOffset.json",
                        OffsetTableBody.BODY,
                        n -> new OffsetTableBody(DataVersion.NONE, null, Map.of("t@g", Map.of(0, (long) n)), null)));
    }

    private void damage(Path file, Damage damage) throws IOException {
        byte[] text = read(file);
        disk.delete(file);
        byte[] after = switch (damage) {
            case MISSING -> null;
            case EMPTY -> new byte[0];
            case ZEROS -> new byte[text.length];
            case TORN -> Arrays.copyOf(text, text.length / 2);
            case RUBBISH -> "\u0001{rubbish".getBytes(StandardCharsets.UTF_8);
        };
        if (after != null) {
            write(file, after);
        }
    }

    private byte[] read(Path path) throws IOException {
        try (DiskFile file = disk.open(path)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.length());
            file.read(bytes, 0);
            return bytes.array();
        }
    }

    private void write(Path path, byte[] bytes) throws IOException {
        try (DiskFile file = disk.create(path, 0)) {
            file.write(ByteBuffer.wrap(bytes), 0);
        }
    }

    private static <T> @Nullable String print(Kind<T> kind, @Nullable T table) {
        return table == null ? null : new String(kind.codec.write(table, JsonForm.FILE), StandardCharsets.UTF_8);
    }

    private static String print(Kind<?> kind, int number) {
        return new String(kind.text(number), StandardCharsets.UTF_8);
    }

    private <T> @Nullable String load(Kind<T> kind) throws IOException {
        return print(kind, tables.load(kind.name, kind.codec));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("damages")
    void the_one_before_is_taken_and_is_not_overwritten_with_the_damaged_one(Kind<?> kind, Damage damage)
            throws Exception {
        SavedTable.Target target = tables.target(kind.name);
        target.write(kind.text(1));
        target.write(kind.text(2));
        damage(CONFIG.resolve(kind.name), damage);

        assertThat(load(kind)).isEqualTo(print(kind, 1));
        tables.target(kind.name).write(kind.text(3));
        damage(CONFIG.resolve(kind.name), damage);
        assertThat(load(kind)).as("again").isEqualTo(print(kind, 1));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("damages")
    void the_last_one_is_taken_whatever_the_one_before_is(Kind<?> kind, Damage damage) throws Exception {
        SavedTable.Target target = tables.target(kind.name);
        target.write(kind.text(1));
        target.write(kind.text(2));
        damage(CONFIG.resolve(kind.name + ".bak"), damage);

        assertThat(load(kind)).isEqualTo(print(kind, 2));
    }

    private void writeFour(Kind<?> kind) throws Exception {
        SavedTable.Target target = tables.target(kind.name);
        target.write(kind.text(1));
        simulation.runFor(400_000);
        target.write(kind.text(2));
        simulation.runFor(100_000);
        target.write(kind.text(3));
        target.write(kind.text(4));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("badTexts")
    void an_older_copy_is_taken_when_both_are_damaged(Kind<?> kind, Damage damage) throws Exception {
        writeFour(kind);
        damage(CONFIG.resolve(kind.name), damage);
        damage(CONFIG.resolve(kind.name + ".bak"), damage);

        assertThat(load(kind)).isEqualTo(print(kind, 2));
    }

    /** Began it without them, groups would start anew, from the beginning or the end. */
    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("damages")
    void a_start_does_not_go_on_without_a_table_that_was_there(Kind<?> kind, Damage damage) throws Exception {
        writeFour(kind);
        Path table = CONFIG.resolve(kind.name);
        damage(table, damage);
        damage(CONFIG.resolve(kind.name + ".bak"), damage);
        if (damage != Damage.MISSING) {
            damage(OURS.resolve(kind.name), damage);
            damage(OURS.resolve(kind.name + ".bak"), damage);
        }

        assertThatThrownBy(() -> load(kind))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(table.toString())
                .hasMessageContaining(OURS.resolve(kind.name).toString())
                .hasMessageContaining("bring one back");
        disk.delete(table);
        write(table, kind.text(4));
        assertThat(load(kind)).isEqualTo(print(kind, 4));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void a_start_goes_on_without_a_table_when_all_of_it_was_taken_away(Kind<?> kind) throws Exception {
        writeFour(kind);
        disk.delete(CONFIG.resolve(kind.name));
        disk.delete(CONFIG.resolve(kind.name + ".bak"));
        disk.delete(OURS.resolve(kind.name));

        assertThat(load(kind)).isNull();
    }

    /** It is whole, so the one before must not come in its place. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void a_table_that_may_not_be_read_stops_the_start(Kind<?> kind) throws Exception {
        writeFour(kind);
        requireStopped(kind, CONFIG.resolve(kind.name));
        assertThat(load(kind)).isEqualTo(print(kind, 4));

        damage(CONFIG.resolve(kind.name), Damage.TORN);
        requireStopped(kind, CONFIG.resolve(kind.name + ".bak"));
        assertThat(load(kind)).isEqualTo(print(kind, 3));
    }

    private void requireStopped(Kind<?> kind, Path shut) {
        disk.refuseAccess(shut);
        assertThatThrownBy(() -> load(kind))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(shut + " cannot be read")
                .hasMessageContaining("may not be read and written by the user");
        disk.refuseAccess(null);
    }
}
