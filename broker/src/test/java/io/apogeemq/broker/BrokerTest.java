package io.apogeemq.broker;

import static io.apogeemq.broker.TestBroker.await;
import static io.apogeemq.broker.TestBroker.bodies;
import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.PullAnswer;
import io.apogeemq.protocol.header.QueryMessageAnswer;
import io.apogeemq.protocol.header.QueryMessageRequest;
import io.apogeemq.protocol.header.SendAnswer;
import io.apogeemq.protocol.header.TopicRequest;
import io.apogeemq.protocol.message.OffsetMessageId;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerTest {
    @TempDir
    Path root;

    private TestBroker broker(String... more) throws Exception {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return new TestBroker(root, settings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ASYNC_FLUSH", "SYNC_FLUSH"})
    void a_message_that_was_sent_can_be_pulled(String flush) throws Exception {
        try (TestBroker broker = broker("flushDiskType", flush)) {
            broker.createTopic("orders", 4);
            SendAnswer sent = await(broker.send("orders", 2, "paid", Map.of("UNIQ_KEY", "id-1")))
                    .header(SendAnswer.CODEC);
            assertThat(sent.queueId()).isEqualTo(2);
            assertThat(sent.queueOffset()).isZero();
            assertThat(sent.transactionId()).isEqualTo("id-1");
            assertThat(OffsetMessageId.parse(sent.messageId())).isNotNull();
            Answer pulled = await(broker.pull("orders", 2, 0, "*", 0));
            assertThat(pulled.code()).isEqualTo(ResponseCode.SUCCESS);
            assertThat(bodies(pulled)).containsExactly("paid");
            assertThat(pulled.header(PullAnswer.CODEC).nextOffset()).isEqualTo(1);
        }
    }

    @Test
    void many_sends_at_once_get_each_an_offset_of_its_own() throws Exception {
        try (TestBroker broker = broker("flushDiskType", "SYNC_FLUSH")) {
            broker.createTopic("orders", 1);
            List<CompletableFuture<Answer>> sends = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                sends.add(broker.send("orders", 0, "m" + i, Map.of()));
            }
            List<Long> offsets = new ArrayList<>();
            for (CompletableFuture<Answer> send : sends) {
                offsets.add(await(send).header(SendAnswer.CODEC).queueOffset());
            }
            assertThat(offsets).doesNotHaveDuplicates().hasSize(2000).allMatch(offset -> offset < 2000);
            long next = 0;
            List<String> bodies = new ArrayList<>();
            while (next < 2000) {
                Answer pulled = await(broker.pull("orders", 0, next, "*", 0));
                bodies.addAll(bodies(pulled));
                next = pulled.header(PullAnswer.CODEC).nextOffset();
            }
            assertThat(bodies).hasSize(2000).doesNotHaveDuplicates();
        }
    }

    @Test
    void topics_are_made_from_the_queues_when_both_copies_of_their_table_are_damaged() throws Exception {
        try (TestBroker broker = broker()) {
            broker.createTopic("orders", 4);
            await(broker.send("orders", 2, "paid", Map.of()));
        }
        Path table = root.resolve("config").resolve("topics.json");
        Files.writeString(table, "{ \"topicConfigTable\"");
        Files.writeString(table.resolveSibling("topics.json.bak"), "");
        try (TestBroker broker = broker()) {
            assertThat(bodies(await(broker.pull("orders", 2, 0, "*", 0)))).containsExactly("paid");
            assertThat(await(broker.send("orders", 2, "shipped", Map.of()))
                            .header(SendAnswer.CODEC)
                            .queueOffset())
                    .isEqualTo(1);
        }
        assertThat(table.resolveSibling("topics.json.damaged")).exists();
    }

    @Test
    void a_parked_pull_is_answered_by_the_next_message_of_its_queue() throws Exception {
        try (TestBroker broker = broker()) {
            broker.createTopic("orders", 1);
            // makes the group, so that the next pull is parked before the sends that follow it on its connection
            await(broker.pull("orders", 0, 0, "a", 0));
            CompletableFuture<Answer> parked = broker.pull("orders", 0, 0, "a", 15_000);
            await(broker.send("orders", 0, "not wanted", Map.of("TAGS", "b")));
            await(broker.send("orders", 0, "wanted", Map.of("TAGS", "a")));
            assertThat(bodies(await(parked))).containsExactly("wanted");
        }
    }

    @Test
    void a_pull_at_the_end_of_a_queue_waits_for_the_next_message() throws Exception {
        try (TestBroker broker = broker()) {
            broker.createTopic("orders", 1);
            await(broker.send("orders", 0, "first", Map.of()));
            await(broker.pull("orders", 0, 0, "*", 0));
            CompletableFuture<Answer> parked = broker.pull("orders", 0, 1, "*", 20_000);
            await(broker.pull("orders", 0, 0, "*", 0));
            assertThat(parked).isNotDone();
            await(broker.send("orders", 0, "second", Map.of()));
            assertThat(bodies(await(parked))).containsExactly("second");
        }
    }

    @Test
    void deleting_a_topic_ends_the_waits_for_its_queues_and_no_others() throws Exception {
        try (TestBroker broker = broker()) {
            broker.createTopic("goes", 1);
            broker.createTopic("stays", 1);
            CompletableFuture<Answer> gone = broker.pull("goes", 0, 0, "*", 20_000);
            CompletableFuture<Answer> waiting = broker.pull("stays", 0, 0, "*", 20_000);
            await(broker.send("stays", 1, "other queue", Map.of()));
            await(broker.call(
                    Request.of(RequestCode.DELETE_TOPIC_IN_BROKER, TopicRequest.CODEC, new TopicRequest("goes"))));
            assertThat(await(gone).isOk()).isFalse();
            assertThat(waiting).isNotDone();
            await(broker.send("stays", 0, "here", Map.of()));
            assertThat(bodies(await(waiting))).containsExactly("here");
        }
    }

    @Test
    void a_parked_pull_is_answered_when_its_time_is_over() throws Exception {
        try (TestBroker broker = broker()) {
            broker.createTopic("orders", 1);
            Answer answer = await(broker.pull("orders", 0, 0, "*", 50));
            assertThat(answer.code()).isEqualTo(ResponseCode.PULL_NOT_FOUND);
            assertThat(answer.header(PullAnswer.CODEC).nextOffset()).isZero();
        }
    }

    @Test
    void a_send_to_an_unknown_topic_makes_it_after_the_template() throws Exception {
        try (TestBroker broker = broker()) {
            assertThat(await(broker.send("fresh", 3, "first", Map.of())).isOk()).isTrue();
            assertThat(await(broker.send("fresh", 4, "too far", Map.of())).code())
                    .isEqualTo(ResponseCode.INVALID_PARAMETER);
        }
        try (TestBroker broker = broker("autoCreateTopicEnable", "false")) {
            assertThat(await(broker.send("another", 0, "first", Map.of())).code())
                    .isEqualTo(ResponseCode.TOPIC_NOT_EXIST);
        }
    }

    @Test
    void a_restart_finds_topics_messages_and_offsets_again() throws Exception {
        try (TestBroker broker = broker()) {
            broker.createTopic("orders", 2);
            for (int i = 0; i < 10; i++) {
                await(broker.send("orders", 1, "m" + i, Map.of()));
            }
        }
        try (TestBroker broker = broker()) {
            assertThat(await(broker.call(Request.of(
                                    RequestCode.GET_TOPIC_CONFIG, TopicRequest.CODEC, new TopicRequest("orders"))))
                            .isOk())
                    .isTrue();
            assertThat(bodies(await(broker.pull("orders", 1, 0, "*", 0)))).hasSize(10);
            SendAnswer next = await(broker.send("orders", 1, "m10", Map.of())).header(SendAnswer.CODEC);
            assertThat(next.queueOffset()).isEqualTo(10);
        }
    }

    @Test
    void a_message_that_was_sent_is_found_by_key_id_and_tags() throws Exception {
        try (TestBroker broker = broker()) {
            broker.createTopic("orders", 2);
            for (int i = 0; i < 40; i++) {
                await(broker.send(
                        "orders", i % 2, "m" + i, Map.of("KEYS", "all o-" + i, "UNIQ_KEY", "ID" + i, "TAGS", "new")));
            }
            assertThat(bodies(query(broker, "o-7", 10, null, null))).containsExactly("m7");
            assertThat(bodies(query(broker, "ID8", 10, null, true))).containsExactly("m8");
            assertThat(bodies(query(broker, "all", 3, "K", null))).containsExactly("m39", "m38", "m37");
            assertThat(bodies(query(broker, "new", 100, "T", null))).hasSize(40);
            Answer found = query(broker, "all", 100, null, null);
            assertThat(bodies(found)).hasSize(40);
            assertThat(found.header(QueryMessageAnswer.CODEC).indexedUntilPosition())
                    .isPositive();
            assertThat(query(broker, "o-41", 10, null, null).code()).isEqualTo(ResponseCode.QUERY_NOT_FOUND);
        }
        try (TestBroker broker = broker("messageIndexEnable", "false")) {
            assertThat(query(broker, "o-7", 10, null, null).code()).isEqualTo(ResponseCode.QUERY_NOT_FOUND);
        }
        try (TestBroker broker = broker("maxMsgsNumBatch", "4", "defaultQueryMaxNum", "2")) {
            assertThat(bodies(query(broker, "all", 100, null, null))).hasSize(4);
            assertThat(bodies(query(broker, "ID8", 100, null, true))).containsExactly("m8");
        }
    }

    private static Answer query(
            TestBroker broker, String key, int most, @Nullable String type, @Nullable Boolean byUniqueId)
            throws Exception {
        return await(broker.call(Request.of(
                RequestCode.QUERY_MESSAGE,
                QueryMessageRequest.CODEC,
                new QueryMessageRequest("orders", key, most, 0, Long.MAX_VALUE, type, null, byUniqueId))));
    }

    @Test
    void what_cannot_be_delivered_as_promised_is_refused() throws Exception {
        try (TestBroker broker = broker()) {
            broker.createTopic("orders", 1);
            assertThat(await(broker.send("orders", 0, "later", Map.of("TIMER_DELAY_MS", "500")))
                            .code())
                    .isEqualTo(ResponseCode.MESSAGE_ILLEGAL);
        }
    }
}
