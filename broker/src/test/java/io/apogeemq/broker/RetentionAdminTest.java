package io.apogeemq.broker;

import static io.apogeemq.broker.TestBroker.await;
import static io.apogeemq.broker.TestBroker.bodies;
import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.remoting.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests 306, 316 and 329. */
class RetentionAdminTest {
    @TempDir
    Path directory;

    private static void ask(TestBroker broker, int code) throws Exception {
        assertThat(await(broker.call(Request.of(code, NoHeader.CODEC, NoHeader.NONE)))
                        .isOk())
                .isTrue();
    }

    @Test
    void expired_files_and_queue_files_go_when_asked_for_and_what_is_kept_is_served() throws Exception {
        Map<String, String> settings = Map.of("fileReservedTime", "0", "mappedFileSizeCommitLog", "16384");
        try (TestBroker broker = new TestBroker(directory, settings)) {
            broker.createTopic("orders", 1);
            for (int i = 0; i < 40; i++) {
                await(broker.send("orders", 0, i + "x".repeat(1000), Map.of()));
            }
            ask(broker, RequestCode.DELETE_EXPIRED_COMMITLOG);
            ask(broker, RequestCode.CLEAN_EXPIRED_CONSUMEQUEUE);
            await(broker.send("orders", 0, "last", Map.of()));

            assertThat(bodies(await(broker.pull("orders", 0, 40, "*", 0)))).containsExactly("last");
        }
        // a stop takes what is on its way to its end or leaves it; the start finds either whole
        try (TestBroker broker = new TestBroker(directory, settings)) {
            assertThat(bodies(await(broker.pull("orders", 0, 40, "*", 0)))).containsExactly("last");
        }
    }

    @Test
    void queues_of_topics_that_are_no_more_go_when_asked_for() throws Exception {
        try (TestBroker broker = new TestBroker(directory, Map.of())) {
            broker.createTopic("orders", 1);
            broker.createTopic("kept", 1);
            await(broker.send("orders", 0, "first", Map.of()));
            await(broker.send("kept", 0, "first", Map.of()));
        }
        Path table = directory.resolve("config/topics.json");
        Files.writeString(table, Files.readString(table).replace("\"orders\"", "\"other\""));
        try (TestBroker broker = new TestBroker(directory, Map.of())) {
            ask(broker, RequestCode.CLEAN_UNUSED_TOPIC);

            assertThat(bodies(await(broker.pull("kept", 0, 0, "*", 0)))).containsExactly("first");
        }
        assertThat(directory.resolve("consumequeue/orders")).doesNotExist();
        assertThat(directory.resolve("consumequeue/kept")).exists();
    }
}
