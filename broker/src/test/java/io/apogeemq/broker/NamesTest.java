package io.apogeemq.broker;

import static io.apogeemq.broker.TestBroker.await;
import static io.apogeemq.broker.TestBroker.bodies;
import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.body.GroupTableBody;
import io.apogeemq.protocol.body.TopicTableBody;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.HeaderCodec;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.TopicRequest;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a name in a request can do: nothing but name a topic, a group or a client. */
class NamesTest {
    /** Above every code that the protocol knows but those of pop and its kin, which follow {@link #FURTHER_CODES}. */
    private static final int CODES = 1_100;

    private static final int FURTHER_CODES = 200_000;
    private static final int FURTHER = 100;
    private static final int AT_ONCE = 50;

    @TempDir
    Path machine;

    private Path store;
    private Path outside;

    @BeforeEach
    void makeWhatMustStay() throws IOException {
        store = machine.resolve("store");
        outside = Files.createDirectories(machine.resolve("outside").resolve("0"));
        Files.writeString(outside.resolve("00000000000000000000"), "somebody's");
    }

    private TestBroker broker() throws Exception {
        return new TestBroker(store, Map.of());
    }

    /** None leads out of the temporary directory: what this test would show is a deletion. */
    private List<String> names() {
        return List.of(
                outside.getParent().toString(),
                outside.toString(),
                "../../outside",
                "../../outside/0",
                "../commitlog",
                "..",
                ".",
                "./orders",
                "orders/0",
                "orders/../orders",
                "../consumequeue/orders",
                "orders\\0",
                "orders\0",
                "orders\nWARN an invented line",
                "orders\u2028x",
                "o".repeat(2_000));
    }

    /** Every header field of the protocol that holds a name holds this one; the others are whatever passes. */
    private static HeaderCodec<String> header() {
        HeaderCodec.Table<String> table = HeaderCodec.table();
        for (String field : List.of(
                "topic",
                "consumerGroup",
                "group",
                "groupName",
                "producerGroup",
                "clientID",
                "clientId",
                "defaultTopic",
                "key",
                "originTopic",
                "brokerName",
                "clusterName",
                "a",
                "b",
                "c",
                "i",
                "lastKey",
                "liteTopic")) {
            table.text(field, name -> name);
        }
        for (String field : List.of("queueId", "sysFlag", "e", "f", "g", "h", "j", "commitOffset", "subVersion")) {
            table.int32(field, name -> 0);
        }
        for (String field :
                List.of("queueOffset", "maxMsgNums", "maxNum", "suspendTimeoutMillis", "offset", "timestamp")) {
            table.int32(field, name -> 1);
        }
        for (String field : List.of("readQueueNums", "writeQueueNums", "d", "defaultTopicQueueNums")) {
            table.int32(field, name -> 4);
        }
        return table.int32("perm", name -> 6)
                .int64("beginTimestamp", name -> 0)
                .int64("endTimestamp", name -> Long.MAX_VALUE)
                .text("topicFilterType", name -> "SINGLE_TAG")
                .text("order", name -> "false")
                .text("cleanOffset", name -> "true")
                .make(in -> "");
    }

    /** The same in the bodies of heartbeats, locks, groups and the like. */
    private static byte[] body(String name) {
        String quoted =
                name.chars().mapToObj(c -> String.format("\\u%04x", c)).collect(Collectors.joining("", "\"", "\""));
        return ("{'clientID':N,'clientId':N,'consumerGroup':N,'groupName':N,'topic':N,"
                        + "'mqSet':[{'brokerName':N,'queueId':0,'topic':N}],"
                        + "'producerDataSet':[{'groupName':N}],"
                        + "'consumerDataSet':[{'groupName':N,'subscriptionDataSet':[{'topic':N,'subVersion':1}]},"
                        + "{'groupName':'known','subscriptionDataSet':[{'topic':N,'subVersion':1}]}]}")
                .replace('\'', '"')
                .replace("N", quoted)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Every file with its content, but for what changes by itself while a broker runs. */
    private Map<Path, String> files() throws IOException {
        Map<Path, String> files = new TreeMap<>();
        Set<Path> restless = Set.of(
                store.resolve("apogee"), store.resolve("index"), store.resolve("config"), store.resolve("checkpoint"));
        Files.walkFileTree(machine, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes of) {
                return restless.contains(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes of) throws IOException {
                if (!restless.contains(file)) {
                    boolean small = of.size() < 1 << 20;
                    files.put(file, small ? Files.readString(file, StandardCharsets.ISO_8859_1) : "");
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    /** Deletions are done one behind the other: when this one is, so are all that were asked for before. */
    private void waitForDeletions(TestBroker broker) throws Exception {
        broker.createTopic("last", 1);
        await(broker.send("last", 0, "x", Map.of()));
        assertThat(await(delete(broker, "last")).isOk()).isTrue();
        long end = System.nanoTime() + 20_000_000_000L;
        while (Files.exists(store.resolve("consumequeue/last")) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(store.resolve("consumequeue/last")).doesNotExist();
    }

    private static CompletableFuture<Answer> delete(TestBroker broker, String topic) {
        return broker.call(Request.of(RequestCode.DELETE_TOPIC_IN_BROKER, TopicRequest.CODEC, new TopicRequest(topic)));
    }

    private static Set<String> topics(TestBroker broker) throws Exception {
        Answer all = await(broker.call(Request.of(RequestCode.GET_ALL_TOPIC_CONFIG, NoHeader.CODEC, NoHeader.NONE)));
        return TopicTableBody.BODY.read(all.body()).topics().keySet();
    }

    private static Set<String> groups(TestBroker broker) throws Exception {
        Answer all = await(
                broker.call(Request.of(RequestCode.GET_ALL_SUBSCRIPTIONGROUP_CONFIG, NoHeader.CODEC, NoHeader.NONE)));
        return GroupTableBody.BODY.read(all.body()).groups().keySet();
    }

    @Test
    void no_request_reaches_anything_by_a_name_that_is_none() throws Exception {
        HeaderCodec<String> header = header();
        try (TestBroker broker = broker()) {
            broker.createTopic("orders", 2);
            await(broker.send("orders", 0, "paid", Map.of()));
            await(broker.pull("orders", 0, 0, "*", 0));
        }
        try (TestBroker broker = broker()) {
            waitForDeletions(broker);
            Map<Path, String> files = files();
            Set<String> topics = topics(broker);
            Set<String> groups = groups(broker);

            for (String name : names()) {
                byte[] body = body(name);
                List<CompletableFuture<Answer>> answers = new ArrayList<>();
                for (int i = 0; i < CODES + FURTHER; i++) {
                    int code = i < CODES ? i : FURTHER_CODES + i - CODES;
                    answers.add(broker.call(Request.of(code, header, name, body)));
                    if (answers.size() == AT_ONCE) {
                        for (CompletableFuture<Answer> answer : answers) {
                            await(answer);
                        }
                        answers.clear();
                    }
                }
            }

            waitForDeletions(broker);
            assertThat(topics(broker)).isEqualTo(topics);
            assertThat(groups(broker))
                    .containsAll(groups)
                    .allMatch(group -> groups.contains(group) || group.equals("known"));
            assertThat(files()).isEqualTo(files);
            assertThat(bodies(await(broker.pull("orders", 0, 0, "*", 0)))).containsExactly("paid");
        }
    }

    @Test
    void a_deletion_of_what_cannot_be_a_topic_is_refused() throws Exception {
        try (TestBroker broker = broker()) {
            for (String name : names()) {
                Answer answer = await(delete(broker, name));
                assertThat(answer.code()).as(name).isEqualTo(ResponseCode.INVALID_PARAMETER);
                assertThat(answer.remark()).hasSizeLessThan(500).doesNotContain("\n");
            }
        }
    }

    @Test
    void a_topic_goes_with_all_its_files_and_without_those_that_are_not_its() throws Exception {
        Path mine = store.resolve("consumequeue/orders/0/notes.txt");
        try (TestBroker broker = broker()) {
            broker.createTopic("orders", 4);
            for (int queueId = 0; queueId < 4; queueId++) {
                await(broker.send("orders", queueId, "paid", Map.of()));
            }
        }
        Files.writeString(mine, "somebody's");
        try (TestBroker broker = broker()) {
            assertThat(await(delete(broker, "orders")).isOk()).isTrue();
            waitForDeletions(broker);
        }
        try (Stream<Path> left = Files.walk(store.resolve("consumequeue/orders"))) {
            assertThat(left.filter(Files::isRegularFile)).containsExactly(mine);
        }
        try (TestBroker broker = broker()) {
            assertThat(topics(broker)).doesNotContain("orders");
        }
    }

    @Test
    void topics_and_groups_that_a_store_holds_are_found_whatever_they_are_called() throws Exception {
        List<String> topics = List.of(
                "%RETRY%" + "g".repeat(240),
                "%DLQ%group",
                "SCHEDULE_TOPIC_XXXX",
                "host-1.example.com",
                "a b",
                "Thema-ü");
        Files.createDirectories(store.resolve("config"));
        Map<String, String> records = new HashMap<>();
        for (String topic : topics) {
            records.put(
                    topic,
                    "\"" + topic + "\":{\"perm\":6,\"readQueueNums\":1,\"topicName\":\"" + topic
                            + "\",\"writeQueueNums\":1}");
        }
        Files.writeString(
                store.resolve("config/topics.json"),
                "{\"dataVersion\":{\"counter\":9},\"topicConfigTable\":{" + String.join(",", records.values()) + "}}");
        String group = "g".repeat(240);
        Files.writeString(
                store.resolve("config/subscriptionGroup.json"),
                "{\"dataVersion\":{\"counter\":9},\"subscriptionGroupTable\":{\"" + group + "\":{\"groupName\":\""
                        + group + "\"}}}");
        try (TestBroker broker = broker()) {
            for (String topic : topics) {
                Answer found = await(broker.call(
                        Request.of(RequestCode.GET_TOPIC_CONFIG, TopicRequest.CODEC, new TopicRequest(topic))));
                assertThat(found.code()).as(topic).isZero();
                if (!topic.startsWith("SCHEDULE")) {
                    assertThat(await(broker.send(topic, 0, "paid", Map.of())).code())
                            .as(topic)
                            .isZero();
                    assertThat(bodies(await(broker.pull(topic, 0, 0, "*", 0))))
                            .as(topic)
                            .containsExactly("paid");
                    assertThat(await(delete(broker, topic)).code()).as(topic).isZero();
                }
            }
            waitForDeletions(broker);
            assertThat(store.resolve("consumequeue"))
                    .satisfiesAnyOf(
                            queues -> assertThat(queues).doesNotExist(),
                            queues -> assertThat(queues).isEmptyDirectory());
        }
    }
}
