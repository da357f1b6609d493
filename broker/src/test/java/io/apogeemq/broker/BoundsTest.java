package io.apogeemq.broker;

import static io.apogeemq.broker.TestBroker.await;
import static io.apogeemq.broker.TestBroker.bodies;
import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.body.GroupRecord;
import io.apogeemq.protocol.body.JsonForm;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.CommitOffsetRequest;
import io.apogeemq.protocol.header.HeaderCodec;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.OffsetAnswer;
import io.apogeemq.protocol.header.PullRequest;
import io.apogeemq.protocol.header.QueryMessageRequest;
import io.apogeemq.protocol.header.QueryOffsetRequest;
import io.apogeemq.protocol.header.TopicRequest;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Numbers in requests, and what is made of those that cannot be meant; what a peer can make the broker keep.
 *
 * <pre>
 *   number                              leads to              bounded by
 *   maxMsgNums (11, 361)                buffer, loop          what an answer holds, units in pieces of 1024
 *   suspendTimeoutMillis (11, 361)      timer                 ten minutes, and the life of the connection
 *   queueOffset, commitOffset           look-up               min and max of the queue; negative ones say nothing
 *   queueId                             array of the topic    the topic's queues, 65536
 *   defaultTopicQueueNums of a send     topic                 its template's queues
 *   readQueueNums, writeQueueNums (17)  topic                 65536
 *   retryQueueNums (200)                topic                 65536
 *   maxNum (12)                         loop                  maxMsgsNumBatch, defaultQueryMaxNum
 *   timestamps (12, 29)                 search                the queue, by halves
 *   306, 316, 329, 215                  round over all files  one round for all who ask while it waits
 *
 *   what is kept, by whom               bounded by
 *   topics, groups                      maxTopicNums, maxSubscriptionGroupNums, or the heap; autoCreatePerSecond
 *   retry and dead-letter topics        two for each group
 *   offsets                             topics, groups and queues that there are; the heap
 *   locks                               the same; the heap; 60 s, and the life of the connection
 *   client ids                          1024 characters
 *   a member's groups and topics        1 MiB of heartbeat; 4096 producer groups; the life of the connection
 *   pulls that wait                     100,000; the life of the connection
 *
 *   what a name can be, and where it is checked
 *   a directory                         NameCheck in front of the handler; QueueName, where the path is made
 *   a key of a table                    NameCheck; refuseTopic and refuseGroup where it is made
 *   a part of a log line                NameCheck: no control characters, 255 letters, 1024 in a client id
 * </pre>
 *
 * <p>Names: {@link NamesTest}. Floods: {@code GrowthIT} and {@code FloodIT}.
 */
class BoundsTest {
    @TempDir
    Path root;

    private TestBroker broker() throws Exception {
        return new TestBroker(root, Map.of());
    }

    private static Request pull(int maxCount, long waitMillis) {
        return Request.of(
                RequestCode.PULL_MESSAGE,
                PullRequest.CODEC,
                new PullRequest(
                        "cg",
                        "orders",
                        0,
                        0,
                        maxCount,
                        PullRequest.CARRIES_SUBSCRIPTION | PullRequest.COMMIT_OFFSET,
                        -1,
                        waitMillis,
                        "*",
                        0,
                        "TAG",
                        null));
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1, 33, 50_000_000, 500_000_000, Integer.MAX_VALUE})
    void a_pull_brings_what_is_there_whatever_it_asks_for(int maxCount) throws Exception {
        try (TestBroker broker = broker()) {
            broker.createTopic("orders", 1);
            for (int i = 0; i < 40; i++) {
                await(broker.send("orders", 0, "m" + i, Map.of()));
            }
            Answer pulled = await(broker.call(pull(maxCount, Long.MAX_VALUE)));

            assertThat(pulled.code()).isEqualTo(ResponseCode.SUCCESS);
            assertThat(bodies(pulled)).hasSize(Math.max(1, Math.min(32, maxCount)));
            assertThat(queryOffset(broker, "cg").code()).as("offset -1 is none").isEqualTo(0);
        }
    }

    private static Answer queryOffset(TestBroker broker, String group) throws Exception {
        return await(broker.call(Request.of(
                RequestCode.QUERY_CONSUMER_OFFSET,
                QueryOffsetRequest.CODEC,
                new QueryOffsetRequest(group, "orders", 0, null))));
    }

    @Test
    void a_new_group_begins_at_0_of_a_young_queue_before_and_after_a_restart() throws Exception {
        try (TestBroker broker = broker()) {
            broker.createTopic("orders", 1);
            assertThat(queryOffset(broker, "new").code())
                    .as("of a queue without messages")
                    .isEqualTo(ResponseCode.QUERY_NOT_FOUND);
            for (int i = 0; i < 40; i++) {
                await(broker.send("orders", 0, "m" + i, Map.of()));
            }
            assertThat(queryOffset(broker, "new").header(OffsetAnswer.CODEC).offset())
                    .isZero();
        }
        try (TestBroker broker = broker()) {
            Answer after = queryOffset(broker, "new");
            assertThat(after.code()).isEqualTo(ResponseCode.SUCCESS);
            assertThat(after.header(OffsetAnswer.CODEC).offset()).isZero();
        }
    }

    @Test
    void a_new_group_does_not_begin_at_0_of_a_queue_that_is_larger_than_memory() throws Exception {
        try (TestBroker broker = new TestBroker(root, Map.of("accessMessageInMemoryMaxRatio", "0"))) {
            broker.createTopic("orders", 1);
            await(broker.send("orders", 0, "first", Map.of()));
            assertThat(queryOffset(broker, "new").code()).isEqualTo(ResponseCode.QUERY_NOT_FOUND);
        }
    }

    @Test
    void offsets_are_kept_of_queues_that_are() throws Exception {
        try (TestBroker broker = broker()) {
            broker.createTopic("orders", 4);
            await(broker.pull("orders", 0, 0, "*", 0));
            Map<Integer, Integer> codes = new HashMap<>();
            for (int queueId : new int[] {-1, 0, 3, 4, 600_000, Integer.MAX_VALUE}) {
                Answer answer = await(broker.call(Request.of(
                        RequestCode.UPDATE_CONSUMER_OFFSET,
                        CommitOffsetRequest.CODEC,
                        new CommitOffsetRequest("cg", "orders", queueId, 17))));
                codes.put(queueId, answer.code());
            }
            int refused = ResponseCode.INVALID_PARAMETER;
            assertThat(codes)
                    .isEqualTo(
                            Map.of(-1, refused, 0, 0, 3, 0, 4, refused, 600_000, refused, Integer.MAX_VALUE, refused));
        }
    }

    @Test
    void a_query_by_key_finds_at_most_what_is_there() throws Exception {
        try (TestBroker broker = broker()) {
            broker.createTopic("orders", 1);
            await(broker.send("orders", 0, "paid", Map.of("KEYS", "k1")));
            List<Integer> codes = new ArrayList<>();
            for (int maxCount : new int[] {Integer.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE}) {
                codes.add(await(broker.call(Request.of(
                                RequestCode.QUERY_MESSAGE,
                                QueryMessageRequest.CODEC,
                                new QueryMessageRequest(
                                        "orders", "k1", maxCount, 0, Long.MAX_VALUE, null, null, null))))
                        .code());
            }
            int none = ResponseCode.QUERY_NOT_FOUND;
            assertThat(codes).containsExactly(none, none, none, 0, 0);
        }
    }

    @Test
    void a_group_cannot_want_more_retry_queues_than_a_topic_has() throws Exception {
        try (TestBroker broker = broker()) {
            for (int count : new int[] {-1, 65_537, Integer.MAX_VALUE}) {
                byte[] body = new String(
                                GroupRecord.BODY.write(GroupRecord.of("cg"), JsonForm.FILE), StandardCharsets.UTF_8)
                        .replaceAll("\"retryQueueNums\":\\s*1", "\"retryQueueNums\":" + count)
                        .getBytes(StandardCharsets.UTF_8);
                Answer answer = await(broker.call(Request.of(
                        RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP, NoHeader.CODEC, NoHeader.NONE, body)));
                assertThat(answer.code()).isEqualTo(ResponseCode.INVALID_PARAMETER);
                assertThat(answer.remark()).contains("retryQueueNums", "65536", "" + count);
            }
        }
    }

    private static int codeOfSend(TestBroker broker, String topic) throws Exception {
        return await(broker.send(topic, 0, "x", Map.of())).code();
    }

    @Test
    void topics_have_a_bound_that_is_named() throws Exception {
        try (TestBroker broker = new TestBroker(root, Map.of("maxTopicNums", "16"))) {
            int made = 0;
            while (made < 16 && codeOfSend(broker, "topic" + made) == ResponseCode.SUCCESS) {
                made++;
            }
            assertThat(made).as("some of them are the system's").isBetween(2, 15);
            Answer refused = await(broker.send("one-more", 0, "x", Map.of()));
            assertThat(refused.code()).isEqualTo(ResponseCode.TOPIC_NOT_EXIST);
            assertThat(refused.remark()).contains("one-more", "16", "maxTopicNums");
            assertThat(broker.createTopic("one-more", 1).remark()).contains("maxTopicNums");
            assertThat(broker.createTopic("topic0", 8).code()).as("a change").isEqualTo(ResponseCode.SUCCESS);
            assertThat(codeOfSend(broker, "topic1")).isEqualTo(ResponseCode.SUCCESS);

            await(broker.call(
                    Request.of(RequestCode.DELETE_TOPIC_IN_BROKER, TopicRequest.CODEC, new TopicRequest("topic0"))));
            assertThat(codeOfSend(broker, "one-more")).isEqualTo(ResponseCode.SUCCESS);
        }
    }

    @Test
    void groups_have_a_bound_that_is_named() throws Exception {
        try (TestBroker broker = new TestBroker(root, Map.of("maxSubscriptionGroupNums", "8"))) {
            broker.createTopic("orders", 1);
            Answer refused = await(broker.pull("orders", 0, 0, "*", 0));

            assertThat(refused.code()).isEqualTo(ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST);
            assertThat(refused.remark()).contains("[cg]", "8 consumer groups", "maxSubscriptionGroupNums");
            Answer made = await(broker.call(Request.of(
                    RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP,
                    NoHeader.CODEC,
                    NoHeader.NONE,
                    GroupRecord.BODY.write(GroupRecord.of("cg")))));
            assertThat(made.remark()).contains("maxSubscriptionGroupNums");
        }
    }

    @Test
    void what_makes_itself_does_so_at_a_rate() throws Exception {
        try (TestBroker broker = new TestBroker(root, Map.of("autoCreatePerSecond", "1"))) {
            List<Integer> codes = new ArrayList<>();
            List<CompletableFuture<Answer>> sends = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                sends.add(broker.send("topic" + i, 0, "x", Map.of()));
            }
            Answer busy = null;
            for (CompletableFuture<Answer> send : sends) {
                Answer answer = await(send);
                codes.add(answer.code());
                busy = answer.isOk() ? busy : answer;
            }
            assertThat(codes).containsOnly(ResponseCode.SUCCESS, ResponseCode.SYSTEM_BUSY);
            assertThat(codes.stream()
                            .filter(code -> code == ResponseCode.SUCCESS)
                            .count())
                    .as("made at once, and in the seconds that it took")
                    .isBetween(10L, 60L);
            assertThat(busy).isNotNull();
            assertThat(busy.remark()).contains("autoCreatePerSecond");
            assertThat(broker.createTopic("by-hand", 1).code()).isEqualTo(ResponseCode.SUCCESS);
        }
    }

    private static final List<String> NUMBER_FIELDS = List.of(
            "queueId",
            "queueOffset",
            "maxMsgNums",
            "sysFlag",
            "commitOffset",
            "suspendTimeoutMillis",
            "subVersion",
            "maxMsgBytes",
            "maxNum",
            "beginTimestamp",
            "endTimestamp",
            "offset",
            "timestamp",
            "readQueueNums",
            "writeQueueNums",
            "perm",
            "topicSysFlag",
            "delayLevel",
            "maxReconsumeTimes",
            "unitMode",
            "d",
            "e",
            "f",
            "g",
            "h",
            "j",
            "l",
            "m",
            "tranStateTableOffset",
            "commitLogOffset",
            "pushTime",
            "bornTimestamp",
            "flag",
            "defaultTopicQueueNums",
            "reconsumeTimes",
            "invisibleTime",
            "pollTime",
            "bornTime",
            "initMode",
            "brokerId");

    private static final List<String> NAME_FIELDS =
            List.of("consumerGroup", "group", "groupName", "producerGroup", "a");

    /** Every number of every request is the given one; the names are of a topic and a group that there are. */
    private static HeaderCodec<String> header() {
        HeaderCodec.Table<String> table = HeaderCodec.table();
        NUMBER_FIELDS.forEach(field -> table.text(field, number -> number));
        NAME_FIELDS.forEach(field -> table.text(field, number -> "cg"));
        return table.text("topic", number -> "orders")
                .text("b", number -> "orders")
                .text("c", number -> "TBW102")
                .text("defaultTopic", number -> "TBW102")
                .text("key", number -> "k1")
                .text("clientID", number -> "c1")
                .text("topicFilterType", number -> "SINGLE_TAG")
                .text("order", number -> "false")
                .make(in -> "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-9223372036854775808",
                "-2147483648",
                "-1",
                "0",
                "2147483647",
                "2147483648",
                "9223372036854775807"
            })
    void no_number_of_any_request_ends_the_broker_or_keeps_it_busy(String number) throws Exception {
        Set<Integer> mayWait = Set.of(RequestCode.PULL_MESSAGE, RequestCode.LITE_PULL_MESSAGE);
        HeaderCodec<String> header = header();
        try (TestBroker broker = broker()) {
            broker.createTopic("orders", 4);
            await(broker.send("orders", 0, "paid", Map.of("KEYS", "k1")));
            await(broker.pull("orders", 0, 0, "*", 0));
            for (int code = 0; code < 1_000; code++) {
                CompletableFuture<Answer> answer =
                        broker.call(Request.of(code, header, number, "x".getBytes(StandardCharsets.UTF_8)));
                if (!mayWait.contains(code)) {
                    await(answer);
                }
            }
            broker.createTopic("bills", 4);
            await(broker.send("bills", 0, "sent", Map.of()));
            assertThat(bodies(await(broker.pull("bills", 0, 0, "*", 0)))).containsExactly("sent");
        }
    }
}
