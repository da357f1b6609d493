package io.apogeemq.broker;

import static io.apogeemq.broker.TestBroker.await;
import static io.apogeemq.broker.TestBroker.bodies;
import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.PullAnswer;
import io.apogeemq.protocol.header.SendAnswer;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.remoting.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages with a delay level. */
class DelayTest {
    private static final Map<String, String> LEVELS = Map.of("messageDelayLevel", "1s 2s 1h");

    @TempDir
    Path root;

    @Test
    void a_delayed_message_comes_when_its_level_has_passed_and_not_before() throws Exception {
        try (TestBroker broker = new TestBroker(root, LEVELS)) {
            broker.createTopic("orders", 2);
            SendAnswer sent = await(
                            broker.send("orders", 1, "later", Map.of("DELAY", "1", "TAGS", "a", "UNIQ_KEY", "id")))
                    .header(SendAnswer.CODEC);
            assertThat(sent.queueId()).isEqualTo(1);
            RecordReader waiting = TestBroker.records(await(broker.pull("SCHEDULE_TOPIC_XXXX", 0, 0, "*", 15_000)))
                    .get(0);
            Answer pulled = await(broker.pull("orders", 1, 0, "a", 15_000));
            assertThat(pulled.code()).as(pulled.remark()).isEqualTo(ResponseCode.SUCCESS);
            RecordReader came = TestBroker.records(pulled).get(0);
            assertThat(TestBroker.body(came)).isEqualTo("later");
            assertThat(came.storeMillis() - waiting.storeMillis()).isGreaterThanOrEqualTo(1000);
            assertThat(came.bornMillis()).isEqualTo(waiting.bornMillis());
            assertThat(TestBroker.properties(came))
                    .containsEntry("REAL_TOPIC", "orders")
                    .containsEntry("REAL_QID", "1")
                    .containsEntry("UNIQ_KEY", "id");
        }
    }

    @Test
    void a_level_above_the_highest_is_the_highest_and_no_level_is_no_delay() throws Exception {
        try (TestBroker broker = new TestBroker(root, LEVELS)) {
            broker.createTopic("orders", 1);
            await(broker.send("orders", 0, "far", Map.of("DELAY", "99")));
            await(broker.send("orders", 0, "now", Map.of("DELAY", "0")));
            await(broker.send("orders", 0, "no number", Map.of("DELAY", "x")));
            assertThat(bodies(await(broker.pull("orders", 0, 0, "*", 15_000)))).containsExactly("now", "no number");
            assertThat(bodies(await(broker.pull("SCHEDULE_TOPIC_XXXX", 2, 0, "*", 15_000))))
                    .containsExactly("far");
        }
    }

    @Test
    void waiting_messages_outlive_an_orderly_restart_and_come_once() throws Exception {
        try (TestBroker broker = new TestBroker(root, LEVELS)) {
            broker.createTopic("orders", 1);
            List<CompletableFuture<Answer>> sends = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                sends.add(broker.send("orders", 0, "m" + i, Map.of("DELAY", i % 2 == 0 ? "1" : "2")));
            }
            for (CompletableFuture<Answer> send : sends) {
                assertThat(await(send).code()).isEqualTo(ResponseCode.SUCCESS);
            }
            await(broker.pull("orders", 0, 0, "*", 15_000));
        }
        assertThat(Files.readString(root.resolve("config").resolve("delayOffset.json")))
                .contains("offsetTable");
        try (TestBroker broker = new TestBroker(root, LEVELS)) {
            List<String> came = new ArrayList<>();
            long next = 0;
            while (came.size() < 500) {
                Answer pulled = await(broker.pull("orders", 0, next, "*", 15_000));
                assertThat(pulled.code()).as("after " + came.size()).isEqualTo(ResponseCode.SUCCESS);
                came.addAll(bodies(pulled));
                next = pulled.header(PullAnswer.CODEC).nextOffset();
            }
            assertThat(came).hasSize(500).doesNotHaveDuplicates();
        }
    }
}
