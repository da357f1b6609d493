package io.apogeemq.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.store.disk.SystemDisk;
import io.apogeemq.store.log.AppendResult;
import io.apogeemq.store.log.Durability;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreMainTest {
    private static final InetSocketAddress HOST = new InetSocketAddress("127.0.0.1", 10911);
    private static final int COUNT = 300;

    @TempDir
    Path place;

    /** Of a broker that was stopped, with 300 messages in two queues. */
    private Path stopped;

    /** The same as it was before the stop: what a kill leaves. */
    private Path killed;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private record Answer(int status, List<String> lines) {
        String text() {
            return String.join("\n", lines);
        }
    }

    @BeforeEach
    void fill() throws Exception {
        stopped = place.resolve("stopped");
        killed = place.resolve("killed");
        try (ThreadedLoops loops = new ThreadedLoops("")) {
            Store store = Store.open(settings(stopped), new SystemDisk(), loops);
            Loop io = loops.loop("io");
            for (int i = 0; i < COUNT; i++) {
                CountDownLatch confirmed = new CountDownLatch(1);
                OutgoingRecord record = new OutgoingRecord();
                record.set("orders", i % 2, 0, 0, 1000 + i, HOST, HOST, 0, 0, ByteBuffer.wrap(new byte[100]));
                record.properties().put("KEYS", "key" + i);
                io.execute(() -> {
                    assertThat(store.append(record)).isEqualTo(AppendResult.APPENDED);
                    store.confirmations()
                            .await(record.endPosition(), Durability.ON_DISK, io, missing -> confirmed.countDown());
                });
                assertThat(confirmed.await(30, TimeUnit.SECONDS)).isTrue();
            }
            copy(stopped, killed);
            store.close().toCompletableFuture().join();
        }
    }

    private static StoreSettings settings(Path root) {
        return StoreSettings.defaults(StoreFiles.defaults(root).withLengths(64 << 10, 2000));
    }

    private Answer run(String... args) {
        said.reset();
        PrintStream out = new PrintStream(said, true, UTF_8);
        int status = StoreMain.run(args, out, out);
        return new Answer(status, said.toString(UTF_8).lines().toList());
    }

    @Test
    void a_whole_store_is_called_whole() {
        Answer answer = run("check", stopped.toString());

        assertThat(answer.lines())
                .contains(
                        "abort\tis not there: the last exit was clean",
                        "consumequeue/orders/0\tmessages 0 to 149, each where its unit says",
                        "whole: 300 messages in 2 log files and 2 queues");
        assertThat(answer.status()).isZero();
    }

    @Test
    void a_bit_that_flipped_in_a_message_is_found_by_its_place() throws IOException {
        flip(stopped.resolve("commitlog/00000000000000000000"), 1000);

        Answer answer = run("check", stopped.toString());

        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.text())
                .contains("DAMAGED: nothing whole between positions ", "units name no such message in the log");
    }

    @Test
    void a_log_that_lacks_its_end_is_called_what_no_broker_starts_on() throws IOException {
        Path log = stopped.resolve("commitlog");
        try (Stream<Path> files = Files.list(log)) {
            for (Path file :
                    files.filter(each -> !each.endsWith("0".repeat(20))).toList()) {
                Files.delete(file);
            }
        }
        Files.write(log.resolve("0".repeat(20)), new byte[64 << 10]);

        Answer answer = run("check", stopped.toString());

        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.text())
                .contains("DAMAGED: no broker starts on it: ", "older than they are", "bring back what is missing");
    }

    @Test
    void a_unit_that_names_another_message_is_found() throws IOException {
        flip(stopped.resolve("consumequeue/orders/1/00000000000000000000"), 7 * 20 + 6);

        Answer answer = run("check", stopped.toString());

        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.lines())
                .contains("consumequeue/orders/1\tDAMAGED: 1 units name no such message in the log, the first is 7");
    }

    @Test
    void a_file_of_a_queue_that_is_missing_in_between_is_found() throws IOException {
        Files.delete(stopped.resolve("consumequeue/orders/0/00000000000000000000"));
        Files.delete(stopped.resolve("consumequeue/orders/1/00000000000000002000"));

        Answer answer = run("check", stopped.toString());

        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.lines())
                .contains("consumequeue/orders/1\tDAMAGED: lacks units 100 to 149 of messages that the log has");
    }

    @Test
    void a_table_that_cannot_be_understood_is_found() throws IOException {
        Files.createDirectories(stopped.resolve("config"));
        Files.writeString(stopped.resolve("config/topics.json"), "{\"topicConfigTable\":{");

        Answer answer = run("check", stopped.toString());

        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.text()).contains("config/topics.json\tDAMAGED: cannot be understood");
    }

    @Test
    void records_are_printed_by_queue_and_offset() {
        Answer answer =
                run("dump", "--topic", "orders", "--queue", "1", "--from", "20", "--count", "2", stopped.toString());

        assertThat(answer.status()).isZero();
        assertThat(answer.lines()).hasSize(3);
        assertThat(answer.lines().get(1).split("\t"))
                .contains("orders", "1", "20", "1970-01-01T00:00:01.041Z", "127.0.0.1:10911", "normal", "100", "key41");
        assertThat(answer.lines().get(2)).contains("key43");
    }

    @Test
    void a_rehearsal_says_what_the_start_then_does_and_changes_nothing() throws Exception {
        flip(killed.resolve("commitlog/00000000000000000000"), 63_000);
        flip(killed.resolve("commitlog/00000000000000000000"), 62_590);
        Map<String, Integer> before = hashes(killed);

        Answer answer = run("repair", "--dry-run", killed.toString());

        assertThat(answer.status()).isZero();
        assertThat(answer.lines().get(answer.lines().size() - 1)).contains("nothing was changed now");
        assertThat(hashes(killed)).isEqualTo(before);
        assertThat(answer.text())
                .contains(
                        "commitlog/00000000000000000000\tchanges between bytes 62590 and 63000",
                        "consumequeue/orders/0/00000000000000000000\tis made");

        try (ThreadedLoops loops = new ThreadedLoops("")) {
            Store.open(settings(killed), new SystemDisk(), loops)
                    .close()
                    .toCompletableFuture()
                    .join();
        }
        // the log's next file may have been made before the end, or may not
        assertThat(run("repair", "--dry-run", killed.toString()).lines())
                .noneMatch(line -> line.contains("changes between"))
                .noneMatch(line -> line.contains("is made") && !line.startsWith("commitlog/"));
        assertThat(run("check", killed.toString()).status()).isZero();
    }

    @Test
    void a_store_at_work_is_not_looked_at() throws Exception {
        try (ThreadedLoops loops = new ThreadedLoops("")) {
            Store store = Store.open(settings(stopped), new SystemDisk(), loops);

            assertThat(run("check", stopped.toString()))
                    .isEqualTo(new Answer(3, List.of("a broker works in " + stopped + ": stop it first")));

            store.close().toCompletableFuture().join();
        }
    }

    @Test
    void a_layout_that_is_not_read_is_named() throws IOException {
        Files.createDirectories(stopped.resolve("dledger-n0/data"));

        Answer answer = run("check", stopped.toString());

        assertThat(answer.status()).isEqualTo(3);
        assertThat(answer.text()).contains("dledger-n0 is the log of a DLedger group");
    }

    @Test
    void what_is_no_store_is_not_looked_at() {
        assertThat(run("check", place.resolve("nowhere").toString()).status()).isEqualTo(3);
        assertThat(run("check", place.toString()).status()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mend x",
                "check",
                "check a b",
                "repair x",
                "dump x --count many",
                "dump x --from",
                "check x -q"
            })
    void wrong_options_show_the_right_ones(String line) {
        Answer answer = run(line.isEmpty() ? new String[0] : line.split(" "));

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.text()).contains("usage: mqstore check DIRECTORY");
    }

    @Test
    void help_is_no_error() {
        assertThat(run("-h").status()).isZero();
    }

    private static void flip(Path file, long at) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) (one.get(0) ^ 1)).rewind();
            channel.write(one, at);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path each : tree.toList()) {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
            }
        }
    }

    private static Map<String, Integer> hashes(Path root) throws IOException {
        Map<String, Integer> hashes = new TreeMap<>();
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path each : tree.filter(Files::isRegularFile).toList()) {
                hashes.put(root.relativize(each).toString(), Arrays.hashCode(Files.readAllBytes(each)));
            }
        }
        return hashes;
    }
}
