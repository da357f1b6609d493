package io.apogeemq.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.broker.group.ConnectedClients;
import io.apogeemq.protocol.body.CheckClientBody;
import io.apogeemq.protocol.body.ConsumeFromWhere;
import io.apogeemq.protocol.body.ConsumeType;
import io.apogeemq.protocol.body.ConsumerRecord;
import io.apogeemq.protocol.body.HeartbeatBody;
import io.apogeemq.protocol.body.MessageModel;
import io.apogeemq.protocol.body.SubscriptionRecord;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.PullAnswer;
import io.apogeemq.protocol.header.PullRequest;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import io.apogeemq.simulation.LogLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Consumers that choose messages by their properties. */
class SqlSubscriptionTest {
    private static final String GROUP = "billing";
    private static final String TOPIC = "orders";
    private static final int ONE_QUEUE = 0;

    private SimulatedBroker broker;
    private SimulatedBroker.Client consumer;
    private SimulatedBroker.Client producer;

    private void start(String... more) throws Exception {
        broker = new SimulatedBroker(
                        1, more.length == 0 ? Map.of("enablePropertyFilter", "true") : Map.of(more[0], more[1]))
                .start();
        consumer = broker.client("consumer");
        producer = broker.client("producer");
        broker.awaitSuccess(producer.createTopic(TOPIC, 1));
    }

    private void send(String body, @Nullable Integer amount) {
        broker.awaitSuccess(
                producer.send(TOPIC, ONE_QUEUE, body, amount == null ? Map.of() : Map.of("amount", amount.toString())));
    }

    private static SubscriptionRecord sql(String expression, long version) {
        return new SubscriptionRecord(false, Set.of(), SubscriptionRecord.SQL92, expression, version, Set.of(), TOPIC);
    }

    private void beat(SimulatedBroker.Client client, String clientId, SubscriptionRecord subscription) {
        ConsumerRecord group = new ConsumerRecord(
                ConsumeFromWhere.CONSUME_FROM_FIRST_OFFSET,
                ConsumeType.CONSUME_PASSIVELY,
                GROUP,
                MessageModel.CLUSTERING,
                Set.of(subscription),
                false);
        byte[] body = HeartbeatBody.BODY.write(new HeartbeatBody(clientId, Set.of(group), 0, Set.of(), false));
        broker.awaitSuccess(client.ask(Request.of(RequestCode.HEART_BEAT, NoHeader.CODEC, NoHeader.NONE, body)));
    }

    private CompletableFuture<Answer> pull(long offset, long waitMillis, @Nullable String carried) {
        int flags =
                (carried == null ? 0 : PullRequest.CARRIES_SUBSCRIPTION) | (waitMillis > 0 ? PullRequest.MAY_WAIT : 0);
        return consumer.ask(Request.of(
                RequestCode.PULL_MESSAGE,
                PullRequest.CODEC,
                new PullRequest(GROUP, TOPIC, ONE_QUEUE, offset, 32, flags, 0, waitMillis, carried, 0, "SQL92", null)));
    }

    private static long nextOffset(Answer answer) {
        return answer.header(PullAnswer.CODEC).nextOffset();
    }

    private Answer check(SubscriptionRecord subscription) {
        byte[] body = CheckClientBody.BODY.write(new CheckClientBody("c1", GROUP, "", subscription));
        return broker.await(
                consumer.ask(Request.of(RequestCode.CHECK_CLIENT_CONFIG, NoHeader.CODEC, NoHeader.NONE, body)));
    }

    @Test
    void a_pull_gets_what_the_heartbeat_asked_for_and_steps_over_the_rest() throws Exception {
        start();
        send("small", 5);
        send("big", 50);
        send("without", null);
        send("huge", 500);
        send("last", 1);
        beat(consumer, "c1", sql("amount BETWEEN 10 AND 1000", 1));

        Answer first = broker.await(pull(0, 0, null));
        assertThat(TestBroker.bodies(first)).containsExactly("big", "huge");
        assertThat(nextOffset(first)).isEqualTo(5);
        Answer rest = broker.await(pull(4, 0, null));
        assertThat(rest.code()).isEqualTo(ResponseCode.PULL_RETRY_IMMEDIATELY);
        assertThat(nextOffset(rest)).isEqualTo(5);
    }

    @Test
    void a_pull_may_carry_its_expression() throws Exception {
        start();
        send("small", 5);
        send("big", 50);

        assertThat(TestBroker.bodies(broker.await(pull(0, 0, "amount > 10")))).containsExactly("big");
        Answer refused = broker.await(pull(0, 0, "amount >> 10"));
        assertThat(refused.code()).isEqualTo(ResponseCode.SUBSCRIPTION_PARSE_FAILED);
        assertThat(refused.remark()).contains("column 9");
    }

    @Test
    void a_waiting_pull_goes_on_waiting_while_nothing_comes_that_it_wants() throws Exception {
        start();
        CompletableFuture<Answer> pull = pull(0, 15_000, "amount > 10");
        broker.simulation.runUntil("it waits", 5_000, () -> broker.broker().parkedPulls() == 1);
        for (int i = 0; i < 100; i++) {
            send("small", 5);
        }
        broker.simulation.runFor(100);
        assertThat(pull).isNotDone();
        assertThat(broker.broker().parkedPulls()).isEqualTo(1);

        send("big", 50);

        Answer answer = broker.await(pull);
        assertThat(TestBroker.bodies(answer)).containsExactly("big");
        assertThat(nextOffset(answer)).isEqualTo(101);
        assertThat(broker.broker().queuesWaitedFor()).isZero();
    }

    @Test
    void a_wait_that_ends_in_vain_moves_the_offset_over_what_came_meanwhile() throws Exception {
        start();
        long from = broker.simulation.clock().millis();
        CompletableFuture<Answer> pull = pull(0, 15_000, "amount > 10");
        broker.simulation.runUntil("it waits", 5_000, () -> broker.broker().parkedPulls() == 1);
        broker.simulation.runFor(1_000);
        send("small", 5);
        broker.simulation.runFor(10_000);
        send("small", 6);

        Answer answer = broker.await(pull);

        assertThat(answer.code()).isEqualTo(ResponseCode.PULL_RETRY_IMMEDIATELY);
        assertThat(nextOffset(answer)).isEqualTo(2);
        assertThat(broker.simulation.clock().millis() - from).isBetween(15_000L, 16_000L);
    }

    @Test
    void a_waiting_pull_ends_with_its_topic() throws Exception {
        start();
        CompletableFuture<Answer> pull = pull(0, 600_000, "amount > 10");
        broker.simulation.runUntil("it waits", 5_000, () -> broker.broker().parkedPulls() == 1);
        send("small", 5);
        broker.simulation.runFor(100);
        broker.awaitSuccess(producer.deleteTopic(TOPIC));

        assertThat(broker.await(pull).code()).isNotEqualTo(ResponseCode.SUCCESS);
        assertThat(broker.broker().parkedPulls()).isZero();
    }

    /** Whatever comes in whatever order, the group gets every message that it wants once, in order. */
    @Test
    void pull_after_pull_every_wanted_message_comes() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        start();
        List<String> wanted = new ArrayList<>();
        List<String> got = new ArrayList<>();
        long offset = 0;
        CompletableFuture<Answer> pull = pull(0, 5_000, "amount > 10");
        for (int i = 0; i < 400; i++) {
            int amount = random.nextInt(15);
            send("m" + i, amount);
            if (amount > 10) {
                wanted.add("m" + i);
            }
            if (random.nextInt(5) == 0) {
                broker.simulation.runFor(random.nextInt(3_000));
            }
            if (pull.isDone()) {
                offset = take(pull.join(), got);
                pull = pull(offset, 5_000, "amount > 10");
            }
        }
        while (offset < 400) {
            offset = take(broker.await(pull), got);
            pull = pull(offset, 5_000, "amount > 10");
        }
        assertThat(got).as("seed %d", seed).isEqualTo(wanted);
    }

    private static long take(Answer answer, List<String> got) {
        if (answer.code() == ResponseCode.SUCCESS) {
            got.addAll(TestBroker.bodies(answer));
        }
        return nextOffset(answer);
    }

    @Test
    void the_check_at_the_start_tells_what_is_wrong() throws Exception {
        start();
        assertThat(check(sql("amount > 10", 1)).code()).isZero();
        Answer refused = check(sql("amount > 10 AND", 1));
        assertThat(refused.code()).isEqualTo(ResponseCode.SUBSCRIPTION_PARSE_FAILED);
        assertThat(refused.remark()).contains(TOPIC, "line 1, column 16");
        Answer other = check(new SubscriptionRecord(false, Set.of(), "XPATH", "/a", 1, Set.of(), TOPIC));
        assertThat(other.code()).isEqualTo(ResponseCode.SYSTEM_ERROR);
        assertThat(other.remark()).contains("XPATH");
    }

    @Test
    void without_the_setting_sql_is_refused_with_its_name() throws Exception {
        start("brokerName", "a");
        beat(consumer, "c1", sql("amount > 10", 1));
        for (Answer refused : List.of(
                check(sql("amount > 10", 1)),
                broker.await(pull(0, 0, null)),
                broker.await(pull(0, 0, "amount > 10")))) {
            assertThat(refused.code()).isEqualTo(ResponseCode.SYSTEM_ERROR);
            assertThat(refused.remark())
                    .startsWith("The broker does not support consumer to filter message by SQL92")
                    .contains("enablePropertyFilter");
        }
    }

    @Test
    void a_heartbeat_with_a_broken_expression_is_told_to_the_operator_and_to_the_consumer() throws Exception {
        start();
        try (LogLines lines = new LogLines(ConnectedClients.class.getPackageName() + ".GroupDisputes")) {
            for (int i = 0; i < 3; i++) {
                beat(consumer, "c1", sql("amount > ", 1));
            }
            assertThat(lines.all()).singleElement().asString().contains(GROUP, TOPIC, "c1", "amount >", "column 10");
        }
        Answer refused = broker.await(pull(0, 0, null));
        assertThat(refused.code()).isEqualTo(ResponseCode.FILTER_DATA_NOT_EXIST);
        assertThat(refused.remark()).contains("column 10");

        beat(consumer, "c1", sql("amount > 1", 2));
        send("big", 50);
        assertThat(TestBroker.bodies(broker.await(pull(0, 0, null)))).containsExactly("big");
    }

    @Test
    void members_that_want_different_messages_of_a_topic_are_named_once_with_both_expressions() throws Exception {
        start();
        SimulatedBroker.Client other = broker.client("other");
        try (LogLines lines = new LogLines(ConnectedClients.class.getPackageName() + ".GroupDisputes")) {
            beat(consumer, "c1", sql("amount > 10", 1));
            beat(other, "c2", sql("amount > 10", 2));
            assertThat(lines.all()).isEmpty();
            IntStream.range(0, 3).forEach(i -> {
                beat(other, "c2", sql("amount > 20", 3));
                beat(consumer, "c1", sql("amount > 10", 1));
            });
            assertThat(lines.all())
                    .singleElement()
                    .asString()
                    .contains(GROUP, TOPIC, "c1", "[amount > 10]", "c2", "[amount > 20]");
        }
    }
}
