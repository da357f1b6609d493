package io.apogeemq.client.consume.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.files.AtomicFile;
import io.apogeemq.protocol.body.BrokerQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalOffsetsTest {
    private static final BrokerQueue A1 = new BrokerQueue("broker-a", 1, "TestTopic");
    private static final BrokerQueue A3 = new BrokerQueue("broker-a", 3, "TestTopic");

    @TempDir
    private Path directory;

    private Path file;
    private Path backup;

    @BeforeEach
    void name_the_files() {
        file = directory.resolve("10.0.0.1@DEFAULT/group/offsets.json");
        backup = directory.resolve("10.0.0.1@DEFAULT/group/offsets.json.bak");
    }

    @Test
    void the_file_is_what_other_clients_write() throws IOException {
        LocalOffsets offsets = open();
        offsets.set(A1, 5);
        offsets.set(A3, 12);
        offsets.persistAll(Set.of(A1, A3), queue -> true);

        assertThat(file).hasContent("""
                {
                	"offsetTable":{
                		{
                			"brokerName":"broker-a",
                			"queueId":1,
                			"topic":"TestTopic"
                		}:5,
                		{
                			"brokerName":"broker-a",
                			"queueId":3,
                			"topic":"TestTopic"
                		}:12
                	}
                }""");
    }

    @Test
    void what_was_persisted_is_there_after_a_restart() {
        LocalOffsets before = open();
        before.set(A1, 5);
        before.persistAll(Set.of(A1), queue -> true);

        LocalOffsets after = open();
        after.load();

        assertThat(after.inMemory(A1)).isEqualTo(OptionalLong.of(5));
        assertThat(after.inMemory(A3)).isEmpty();
    }

    @Test
    void the_form_of_older_clients_is_read_too() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, "{\"offsetTable\":{{\"brokerName\":\"broker-a\",\"queueId\":1,\"topic\":\"TestTopic\"}:7}}");

        assertThat(open().read(A1)).isCompletedWithValue(OptionalLong.of(7));
    }

    @Test
    void an_offset_below_zero_is_none() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, "{\"offsetTable\":{{\"brokerName\":\"broker-a\",\"queueId\":1,\"topic\":\"TestTopic\"}:-1}}");
        LocalOffsets offsets = open();
        offsets.load();

        assertThat(offsets.inMemory(A1)).isEmpty();
        assertThat(offsets.read(A1)).isCompletedWithValue(OptionalLong.empty());
    }

    @Test
    void an_empty_file_does_not_take_its_backups_place() throws IOException {
        LocalOffsets offsets = open();
        offsets.set(A1, 5);
        offsets.persist(A1);
        Files.move(file, backup);
        Files.createFile(file);

        LocalOffsets later = open();
        later.set(A3, 7);
        later.persist(A3);

        assertThat(Files.readString(file)).contains("\"queueId\":1");
        assertThat(backup).content().contains("}:5");
    }

    @Test
    void a_damaged_file_is_replaced_by_its_backup() throws IOException {
        LocalOffsets offsets = open();
        offsets.set(A1, 5);
        offsets.persist(A1);
        offsets.set(A1, 6);
        offsets.persist(A1);
        Files.writeString(file, Files.readString(file).substring(0, 40));

        assertThat(open().read(A1)).isCompletedWithValue(OptionalLong.of(5));
        assertThat(backup).exists();
    }

    @Test
    void two_damaged_files_are_an_error_that_says_what_to_do() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{");
        Files.writeString(backup, "{\"offsetTable\":{");

        assertThatThrownBy(() -> open().load().toCompletableFuture().join())
                .hasCauseInstanceOf(ClientFailure.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("remove both");
    }

    @Test
    void two_consumers_with_one_file_keep_each_others_queues() throws Exception {
        LocalOffsets one = open();
        LocalOffsets other = open();
        one.set(A1, 5);
        one.persist(A1);
        other.set(A3, 9);
        other.persistAll(Set.of(A3), queue -> true);

        assertThat(OffsetJson.read(Files.readString(file))).isEqualTo(Map.of(A1, 5L, A3, 9L));
    }

    @Test
    void a_frozen_offset_does_not_move_until_it_is_forgotten() {
        LocalOffsets offsets = open();
        offsets.freeze(A1, 100);
        offsets.set(A1, 3);
        offsets.raise(A1, 300);
        assertThat(offsets.inMemory(A1)).isEqualTo(OptionalLong.of(100));

        offsets.forget(A1);
        offsets.set(A1, 3);
        offsets.raise(A1, 2);
        assertThat(offsets.inMemory(A1)).isEqualTo(OptionalLong.of(3));
    }

    private LocalOffsets open() {
        return new LocalOffsets(new AtomicFile(file), Runnable::run);
    }
}
