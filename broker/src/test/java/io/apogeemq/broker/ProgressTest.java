package io.apogeemq.broker;

import static io.apogeemq.broker.TestBroker.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.admin.GroupReports;
import io.apogeemq.protocol.admin.GroupRequests;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.ConsumeStats;
import io.apogeemq.protocol.body.GroupList;
import io.apogeemq.protocol.body.OffsetTableBody;
import io.apogeemq.protocol.body.QueueProgress;
import io.apogeemq.protocol.body.QueueStats;
import io.apogeemq.protocol.body.TopicList;
import io.apogeemq.protocol.body.TopicStats;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.CommitOffsetRequest;
import io.apogeemq.protocol.header.GroupConfigRequest;
import io.apogeemq.protocol.header.HeaderCodec;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.TopicRequest;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What administrators' tools ask of topics and groups, with known traffic: nine messages, of which the group took three. */
class ProgressTest {
    @TempDir
    Path root;

    private TestBroker broker;
    private long before;

    @BeforeEach
    void send() throws Exception {
        broker = new TestBroker(root, Map.of("brokerName", "broker-a"));
        before = System.currentTimeMillis();
        broker.createTopic("orders", 3);
        for (int i = 0; i < 9; i++) {
            await(broker.send("orders", i % 2, "m" + i, Map.of()));
        }
        await(broker.pull("orders", 0, 0, "*", 0));
        await(broker.call(Request.of(
                RequestCode.UPDATE_CONSUMER_OFFSET,
                CommitOffsetRequest.CODEC,
                new CommitOffsetRequest("cg", "orders", 0, 3))));
    }

    @AfterEach
    void close() throws Exception {
        broker.close();
    }

    private <H> Answer ask(int code, HeaderCodec<H> codec, H header) throws Exception {
        return await(broker.call(Request.of(code, codec, header)));
    }

    private <H> ByteBuffer body(int code, HeaderCodec<H> codec, H header) throws Exception {
        Answer answer = ask(code, codec, header);
        assertThat(answer.isOk()).as(answer.remark()).isTrue();
        return ByteBuffer.wrap(answer.body());
    }

    private static BrokerQueue queue(int id) {
        return new BrokerQueue("broker-a", id, "orders");
    }

    private void isOfNow(long millis) {
        assertThat(millis).isBetween(before, System.currentTimeMillis());
    }

    @Test
    void what_a_topic_holds() throws Exception {
        Map<BrokerQueue, QueueStats> queues = TopicStats.BODY
                .read(body(RequestCode.GET_TOPIC_STATS_INFO, TopicRequest.CODEC, new TopicRequest("orders")))
                .queues();
        assertThat(queues).containsOnlyKeys(queue(0), queue(1), queue(2));
        assertThat(queues.get(queue(0)).maxOffset()).isEqualTo(5);
        assertThat(queues.get(queue(1)).maxOffset()).isEqualTo(4);
        isOfNow(queues.get(queue(1)).updatedMillis());
        assertThat(queues.get(queue(2))).isEqualTo(new QueueStats(0, 0, 0));
        assertThat(ask(RequestCode.GET_TOPIC_STATS_INFO, TopicRequest.CODEC, new TopicRequest("none"))
                        .isOk())
                .isFalse();
    }

    @Test
    void how_far_a_group_is() throws Exception {
        for (GroupRequests.ConsumeStatsOf which : new GroupRequests.ConsumeStatsOf[] {
            new GroupRequests.ConsumeStatsOf("cg", null, null),
            new GroupRequests.ConsumeStatsOf("cg", "orders", null),
            new GroupRequests.ConsumeStatsOf("cg", null, "orders;none")
        }) {
            Map<BrokerQueue, QueueProgress> queues = ConsumeStats.BODY
                    .read(body(RequestCode.GET_CONSUME_STATS, GroupRequests.ConsumeStatsOf.CODEC, which))
                    .queues();
            assertThat(queues).containsOnlyKeys(queue(0), queue(1), queue(2));
            QueueProgress first = queues.get(queue(0));
            assertThat(first.maxOffset()).isEqualTo(5);
            assertThat(first.committedOffset()).isEqualTo(3);
            assertThat(first.pulledOffset()).isEqualTo(3);
            isOfNow(first.committedMillis());
            assertThat(queues.get(queue(1))).isEqualTo(new QueueProgress(4, 0, 0, 0));
        }
        Map<String, Map<Integer, Long>> all = OffsetTableBody.BODY
                .read(body(RequestCode.GET_ALL_CONSUMER_OFFSET, NoHeader.CODEC, NoHeader.NONE))
                .offsets();
        assertThat(all).containsEntry("orders@cg", Map.of(0, 3L));
    }

    @Test
    void who_consumes_what_and_since_when() throws Exception {
        assertThat(GroupList.BODY
                        .read(body(
                                RequestCode.QUERY_TOPIC_CONSUME_BY_WHO, TopicRequest.CODEC, new TopicRequest("orders")))
                        .groups())
                .containsExactly("cg");
        assertThat(TopicList.BODY
                        .read(body(
                                RequestCode.QUERY_TOPICS_BY_CONSUMER,
                                GroupConfigRequest.CODEC,
                                new GroupConfigRequest("cg")))
                        .topics())
                .containsExactly("orders");
        assertThat(GroupReports.Subscription.BODY
                        .read(body(
                                RequestCode.QUERY_SUBSCRIPTION_BY_CONSUMER,
                                GroupRequests.GroupAndTopic.CODEC,
                                new GroupRequests.GroupAndTopic("cg", "orders")))
                        .data())
                .as("nobody is connected")
                .isNull();
        var spans = GroupReports.TimeSpans.BODY
                .read(body(
                        RequestCode.QUERY_CONSUME_TIME_SPAN,
                        GroupRequests.GroupAndTopic.CODEC,
                        new GroupRequests.GroupAndTopic("cg", "orders")))
                .spans();
        assertThat(spans).hasSize(3);
        isOfNow(spans.get(0).minMillis());
        isOfNow(spans.get(0).maxMillis());
        isOfNow(spans.get(0).consumedMillis());
        assertThat(spans.get(1).consumedMillis()).isZero();
        assertThat(spans.get(2).maxMillis()).isZero();
        assertThat(ask(
                                RequestCode.QUERY_CONSUME_TIME_SPAN,
                                GroupRequests.GroupAndTopic.CODEC,
                                new GroupRequests.GroupAndTopic("cg", "none"))
                        .code())
                .isNotEqualTo(ResponseCode.SUCCESS);
    }
}
