package io.apogeemq.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.store.disk.SystemDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Apache's broker 5.5.0 leaves behind under settings that are not built here, as seen. */
class ForeignLayoutTest {
    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({
        "consumequeue/CURRENT, keeps queues in RocksDB (storeType=defaultRocksDB)",
        "config/topics/CURRENT, keeps a table in RocksDB",
        "config/consumerOffsets/CURRENT, keeps a table in RocksDB",
        "dledger-n0/data/00000000000000000000, is the log of a DLedger group",
        "batchconsumequeue/TopicA/0/00000000000000000000, holds queues of batch topics",
    })
    void a_layout_that_is_not_read_is_named_and_left_as_it_is(String file, String found) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "as it was");
        List<Path> before = files();

        assertThatThrownBy(() -> open(StoreSettings.defaults(StoreFiles.defaults(root))))
                .isInstanceOf(StoreFailure.class)
                .hasMessageStartingWith(root.toString())
                .hasMessageContaining(found)
                .hasMessageNotContaining("\n");

        assertThat(files()).isEqualTo(before);
        assertThat(path).hasContent("as it was");
    }

    @Test
    void what_every_broker_of_5_5_leaves_is_no_obstacle() throws Exception {
        Files.createDirectories(root.resolve("rocksdbstore"));
        Files.writeString(root.resolve("rocksdbstore/CURRENT"), "MANIFEST-000005");
        Files.createDirectories(root.resolve("consumequeue_ext"));
        Files.createDirectories(root.resolve("config"));
        Files.writeString(root.resolve("config/timercheck"), "");

        open(StoreSettings.defaults(StoreFiles.defaults(root).withLengths(1 << 20, 2000)));
    }

    private static void open(StoreSettings settings) throws StoreFailure {
        ThreadedLoops loops = new ThreadedLoops("");
        try {
            Store.open(settings, new SystemDisk(), loops)
                    .close()
                    .toCompletableFuture()
                    .join();
        } finally {
            loops.close();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.sorted().toList();
        }
    }
}
