package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.store.disk.SystemDisk;
import io.apogeemq.store.index.KeyIndex;
import io.apogeemq.store.index.KeyMatches;
import io.apogeemq.store.index.KeyQuery;
import io.apogeemq.store.index.KeyQuery.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against files written by a broker of Apache RocketMQ 5.5.0: six messages {@code b0} to {@code b5} of the topic idxt with
 * the tag tagA and the keys {@code k0 all  x} and {@code k1 all  x} in turn, with 64 slots and 20 entries in a file.
 */
class ApacheIndexTest {
    private static final int SEGMENT_LENGTH = 1 << 20;

    @TempDir
    Path root;

    private void haveLog() throws IOException {
        Files.createDirectories(root.resolve("commitlog"));
        Path log = root.resolve("commitlog/00000000000000000000");
        Files.write(log, resource("commitlog-head"));
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            file.setLength(SEGMENT_LENGTH);
        }
    }

    private void haveIndex() throws IOException {
        Files.createDirectories(root.resolve("index"));
        Files.write(root.resolve("index/20261122222930330"), resource("index-1"));
        Files.write(root.resolve("index/20261122222930400"), resource("index-2"));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ApacheIndexTest.class.getResourceAsStream("/apache-5.5.0/" + name))) {
            return in.readAllBytes();
        }
    }

    private List<Path> indexFiles() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("index"))) {
            return files.sorted().toList();
        }
    }

    /** What a look into a store returns. */
    private interface Look {
        void at(Store store, Loop reader) throws Exception;
    }

    private void withStore(Look look) throws Exception {
        try (ThreadedLoops loops = new ThreadedLoops("test-")) {
            StoreSettings defaults =
                    StoreSettings.defaults(StoreFiles.defaults(root).withLengths(SEGMENT_LENGTH, 60_000));
            Store store = Store.open(
                    defaults.withIndexing(new KeyIndex.Rules(true, 64, 20, 20, 60_000)), new SystemDisk(), loops);
            look.at(store, loops.loop("reader"));
            store.close().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    private static List<String> find(Store store, Loop reader, Kind kind, String key) throws Exception {
        KeyQuery query = new KeyQuery("idxt", kind, key, 0, Long.MAX_VALUE, 64);
        KeyMatches found = store.find(query, reader).toCompletableFuture().get(20, TimeUnit.SECONDS);
        return StoreRig.bodies(found.messages());
    }

    @Test
    void apaches_index_serves_every_key_and_stays_as_it_is() throws Exception {
        haveLog();
        haveIndex();
        withStore((store, reader) -> {
            assertThat(find(store, reader, Kind.ANY_KEY, "all")).containsExactly("b5", "b4", "b3", "b2", "b1", "b0");
            assertThat(find(store, reader, Kind.ANY_KEY, "k1")).containsExactly("b5", "b3", "b1");
            assertThat(find(store, reader, Kind.TAGS, "tagA")).hasSize(6);
            assertThat(find(store, reader, Kind.UNIQUE_ID, "FD00000000000000000000000000000274CE30946E0970F90E920002"))
                    .containsExactly("b2");
        });
        assertThat(indexFiles()).hasSize(2);
        assertThat(Files.readAllBytes(indexFiles().get(0))).isEqualTo(resource("index-1"));
        assertThat(Files.readAllBytes(indexFiles().get(1))).isEqualTo(resource("index-2"));
    }

    @Test
    void from_apaches_log_comes_apaches_index_byte_for_byte() throws Exception {
        haveLog();
        withStore((store, reader) ->
                assertThat(find(store, reader, Kind.ANY_KEY, "k0")).containsExactly("b4", "b2", "b0"));
        assertThat(indexFiles()).hasSize(2);
        assertThat(Files.readAllBytes(indexFiles().get(0))).isEqualTo(resource("index-1"));
        assertThat(Files.readAllBytes(indexFiles().get(1))).isEqualTo(resource("index-2"));
    }

    @Test
    void after_apaches_crash_what_it_may_not_have_forced_is_made_again() throws Exception {
        haveLog();
        haveIndex();
        Files.writeString(root.resolve("abort"), "1");
        withStore((store, reader) ->
                assertThat(find(store, reader, Kind.ANY_KEY, "all")).hasSize(6));
        assertThat(indexFiles()).hasSize(2);
        assertThat(Files.readAllBytes(indexFiles().get(1))).isEqualTo(resource("index-2"));
    }
}
