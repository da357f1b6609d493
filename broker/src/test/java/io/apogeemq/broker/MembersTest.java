package io.apogeemq.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.broker.group.ConnectedClients;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.ConsumeFromWhere;
import io.apogeemq.protocol.body.ConsumeType;
import io.apogeemq.protocol.body.ConsumerRecord;
import io.apogeemq.protocol.body.HeartbeatBody;
import io.apogeemq.protocol.body.LockBody;
import io.apogeemq.protocol.body.LockedQueues;
import io.apogeemq.protocol.body.MessageModel;
import io.apogeemq.protocol.body.ProducerRecord;
import io.apogeemq.protocol.body.SubscriptionRecord;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.ProducerGroupRequest;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import io.apogeemq.simulation.LogLines;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What members of a group do to each other, and what the broker keeps of them. */
class MembersTest {
    private static final String GROUP = "billing";

    private SimulatedBroker broker;
    private SimulatedBroker.Client one;
    private SimulatedBroker.Client two;

    @BeforeEach
    void start() throws Exception {
        broker = new SimulatedBroker(1, Map.of("brokerName", "broker-a")).start();
        one = broker.client("one");
        two = broker.client("two");
        broker.awaitSuccess(one.createTopic("orders", 4));
    }

    private static SubscriptionRecord subscription(String topic) {
        return new SubscriptionRecord(false, Set.of(), "TAG", "*", 1, Set.of(), topic);
    }

    private static byte[] heartbeat(String clientId, String... topics) {
        ConsumerRecord consumer = new ConsumerRecord(
                ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET,
                ConsumeType.CONSUME_PASSIVELY,
                GROUP,
                MessageModel.CLUSTERING,
                List.of(topics).stream().map(MembersTest::subscription).collect(Collectors.toSet()),
                false);
        return HeartbeatBody.BODY.write(new HeartbeatBody(clientId, Set.of(consumer), 0, Set.of(), false));
    }

    private Answer ask(SimulatedBroker.Client client, int code, byte[] body) {
        return broker.await(client.ask(Request.of(code, NoHeader.CODEC, NoHeader.NONE, body)));
    }

    private void beat(SimulatedBroker.Client client, String clientId, String... topics) {
        assertThat(ask(client, RequestCode.HEART_BEAT, heartbeat(clientId, topics))
                        .code())
                .isZero();
    }

    private static BrokerQueue queue(int queueId) {
        return new BrokerQueue("broker-a", queueId, "orders");
    }

    private Answer askLock(SimulatedBroker.Client client, String group, String clientId, BrokerQueue... queues) {
        return ask(
                client,
                RequestCode.LOCK_BATCH_MQ,
                LockBody.BODY.write(new LockBody(clientId, group, Set.of(queues), false)));
    }

    private Set<BrokerQueue> lock(SimulatedBroker.Client client, String clientId, BrokerQueue... queues) {
        Answer answer = askLock(client, GROUP, clientId, queues);
        assertThat(answer.code()).as(answer.remark()).isZero();
        return LockedQueues.BODY.read(answer.body()).queues();
    }

    // ---- locks

    @Test
    void the_locks_of_a_member_whose_connection_is_gone_are_free_at_once() {
        beat(one, "c1", "orders");
        beat(two, "c2", "orders");
        assertThat(lock(one, "c1", queue(0), queue(1))).hasSize(2);
        assertThat(lock(two, "c2", queue(1), queue(2))).containsExactly(queue(2));
        one.process.crash();
        broker.simulation.runFor(1_000);

        assertThat(lock(two, "c2", queue(0), queue(1))).hasSize(2);
    }

    @Test
    void a_client_that_is_back_on_another_connection_keeps_its_locks() {
        beat(one, "c1", "orders");
        lock(one, "c1", queue(0), queue(1));
        SimulatedBroker.Client again = broker.client("one, again");
        beat(again, "c1", "orders");
        beat(two, "c2", "orders");
        one.process.crash();
        broker.simulation.runFor(1_000);

        assertThat(lock(two, "c2", queue(0))).isEmpty();
        assertThat(lock(again, "c1", queue(0))).containsExactly(queue(0));
    }

    @Test
    void only_queues_that_are_can_be_locked_and_only_by_groups_that_are() {
        beat(one, "c1", "orders");
        assertThat(lock(
                        one,
                        "c1",
                        queue(3),
                        queue(4),
                        queue(-1),
                        queue(Integer.MAX_VALUE),
                        new BrokerQueue("broker-a", 0, "unknown"),
                        new BrokerQueue("broker-b", 0, "orders")))
                .containsExactly(queue(3));
        Answer refused = askLock(one, "unknown", "c1", queue(0));
        assertThat(refused.code()).isEqualTo(ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST);
    }

    // ---- what is kept

    @Test
    void a_client_id_of_a_megabyte_is_refused() {
        Answer refused = ask(one, RequestCode.HEART_BEAT, heartbeat("c".repeat(500_000), "orders"));
        assertThat(refused.code()).isEqualTo(ResponseCode.INVALID_PARAMETER);
        assertThat(refused.remark()).contains("client id").hasSizeLessThan(1000);
        assertThat(askLock(one, GROUP, "c".repeat(500_000), queue(0)).code()).isEqualTo(ResponseCode.INVALID_PARAMETER);
        Answer tooLong = ask(one, RequestCode.HEART_BEAT, heartbeat("c".repeat(2_000_000), "orders"));
        assertThat(tooLong.remark()).contains("heartbeat", "1048576");
    }

    @Test
    void a_client_is_taken_for_so_many_producer_groups_and_no_more() {
        for (int beat = 0; beat < 6; beat++) {
            int from = beat * 1000;
            Set<ProducerRecord> producers = IntStream.range(from, from + 1000)
                    .mapToObj(i -> new ProducerRecord("producers" + i))
                    .collect(Collectors.toSet());
            byte[] body = HeartbeatBody.BODY.write(new HeartbeatBody("c1", Set.of(), 0, producers, false));
            assertThat(ask(one, RequestCode.HEART_BEAT, body).code()).isZero();
        }
        assertThat(askForProducers("producers0").code()).isZero();
        assertThat(askForProducers("producers5500").code()).isNotZero();
    }

    private Answer askForProducers(String group) {
        return broker.await(one.ask(Request.of(
                RequestCode.GET_PRODUCER_CONNECTION_LIST,
                ProducerGroupRequest.CODEC,
                new ProducerGroupRequest(group))));
    }

    // ---- what the operator is told

    private static List<String> about(LogLines lines, String part) {
        return lines.all().stream().filter(line -> line.contains(part)).toList();
    }

    @Test
    void one_client_id_on_two_connections_is_told_once() {
        try (LogLines lines = new LogLines(ConnectedClients.class.getPackageName() + ".GroupDisputes")) {
            beat(one, "c1", "orders");
            beat(two, "c1", "orders");
            assertThat(lines.all()).as("the first may be gone").isEmpty();
            for (int i = 0; i < 3; i++) {
                beat(one, "c1", "orders");
                beat(two, "c1", "orders");
            }
            assertThat(about(lines, "client id")).singleElement().asString().contains(GROUP, "c1", "instanceName");
        }
    }

    @Test
    void members_with_different_topics_are_named_once() {
        try (LogLines lines = new LogLines(ConnectedClients.class.getPackageName() + ".GroupDisputes")) {
            for (int i = 0; i < 3; i++) {
                beat(one, "c1", "orders");
                beat(two, "c2", "bills", "orders");
            }
            assertThat(about(lines, "different topics"))
                    .singleElement()
                    .asString()
                    .contains(GROUP, "c1", "[orders]", "c2", "[bills, orders]");
        }
    }

    @Test
    void a_member_that_changes_its_own_topics_is_no_dispute() {
        try (LogLines lines = new LogLines(ConnectedClients.class.getPackageName() + ".GroupDisputes")) {
            beat(one, "c1", "orders");
            beat(one, "c1", "orders", "bills");
            assertThat(lines.all()).isEmpty();
        }
    }
}
