package io.apogeemq.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.body.BatchAckBody;
import io.apogeemq.protocol.body.BatchAckPart;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.AckRequest;
import io.apogeemq.protocol.header.ChangeInvisibleAnswer;
import io.apogeemq.protocol.header.ChangeInvisibleRequest;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.NotificationAnswer;
import io.apogeemq.protocol.header.NotificationRequest;
import io.apogeemq.protocol.header.PollingInfoAnswer;
import io.apogeemq.protocol.header.PollingInfoRequest;
import io.apogeemq.protocol.header.PopAnswer;
import io.apogeemq.protocol.header.PopRequest;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.remoting.Answer;
import io.apogeemq.remoting.Request;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Consumption by message. */
class PopTest {
    private static final String TOPIC = "orders";
    private static final String GROUP = "billing";
    private static final long INVISIBLE = 10_000;

    private SimulatedBroker broker;
    private SimulatedBroker.Client client;

    private void start(long seed, int queues) throws Exception {
        broker = new SimulatedBroker(seed, Map.of("brokerName", "broker-a")).start();
        client = broker.client("client");
        broker.awaitSuccess(client.createTopic(TOPIC, queues));
    }

    /** A message that was handed out. */
    private record Out(String body, int attempts, String topic, int queueId, long offset, String handle) {}

    private CompletableFuture<Answer> askPop(int most, long waitMillis, boolean order, @Nullable String attempt) {
        return client.ask(Request.of(
                RequestCode.POP_MESSAGE,
                PopRequest.CODEC,
                new PopRequest(GROUP, TOPIC, -1, most, INVISIBLE, waitMillis, 0, 0, "TAG", "*", order, attempt)));
    }

    private List<Out> pop(int most) {
        return out(broker.await(askPop(most, 0, false, null)));
    }

    private List<Out> out(Answer answer) {
        List<Out> out = new ArrayList<>();
        if (answer.code() != ResponseCode.SUCCESS) {
            assertThat(answer.code()).as(answer.remark()).isEqualTo(ResponseCode.POLLING_TIMEOUT);
            return out;
        }
        PopAnswer header = answer.header(PopAnswer.CODEC);
        Map<String, Long> starts = new HashMap<>();
        for (String start : String.valueOf(header.startOffsets()).split(";")) {
            String[] words = start.split(" ");
            starts.put(words[0] + " " + words[1], Long.parseLong(words[2]));
        }
        for (RecordReader record : TestBroker.records(answer)) {
            String handle = TestBroker.properties(record).get("POP_CK");
            String topic = TOPIC;
            if (handle == null) {
                handle = starts.get("0 " + record.queueId()) + " " + header.popMillis() + " "
                        + header.invisibleMillis() + " " + header.reviveQueueId() + " 0 broker-a " + record.queueId()
                        + " " + record.queueOffset();
            } else if (handle.split(" ")[4].equals("1")) {
                topic = "%RETRY%" + GROUP + "_" + TOPIC;
            }
            assertThat(record.topic()).isEqualTo(TOPIC);
            out.add(new Out(
                    TestBroker.body(record),
                    record.reconsumeTimes(),
                    topic,
                    record.queueId(),
                    record.queueOffset(),
                    handle));
        }
        return out;
    }

    private Answer acknowledge(Out out) {
        return broker.await(client.ask(Request.of(
                RequestCode.ACK_MESSAGE,
                AckRequest.CODEC,
                new AckRequest(GROUP, out.topic, out.queueId, out.handle, out.offset))));
    }

    private Answer change(Out out, long invisibleMillis) {
        return broker.await(client.ask(Request.of(
                RequestCode.CHANGE_MESSAGE_INVISIBLETIME,
                ChangeInvisibleRequest.CODEC,
                new ChangeInvisibleRequest(
                        GROUP, out.topic, out.queueId, out.handle, out.offset, invisibleMillis, false))));
    }

    private void send(int queue, String... bodies) {
        for (String body : bodies) {
            broker.awaitSuccess(client.send(TOPIC, queue, body));
        }
    }

    private static List<String> bodies(List<Out> out) {
        return out.stream().map(Out::body).toList();
    }

    @Test
    void each_message_is_handed_out_once_and_not_again_when_it_is_acknowledged() throws Exception {
        start(1, 2);
        send(0, "a", "b", "c");
        send(1, "d", "e");
        List<Out> first = pop(2);
        List<Out> rest = pop(32);
        List<String> all = new ArrayList<>(bodies(first));
        all.addAll(bodies(rest));
        assertThat(all).containsExactlyInAnyOrder("a", "b", "c", "d", "e");
        assertThat(pop(32)).isEmpty();

        first.forEach(out -> assertThat(acknowledge(out).code()).isZero());
        rest.forEach(out -> assertThat(acknowledge(out).code()).isZero());
        broker.simulation.runFor(3 * INVISIBLE);
        assertThat(pop(32)).isEmpty();
    }

    @Test
    void what_is_not_acknowledged_in_time_comes_again_with_one_more_attempt() throws Exception {
        start(2, 1);
        send(0, "a", "b", "c");
        List<Out> first = pop(32);
        acknowledge(first.get(1));
        broker.simulation.runFor(INVISIBLE - 2_000);
        assertThat(pop(32)).isEmpty();
        broker.simulation.runFor(3_000);

        List<Out> again = pop(32);
        assertThat(bodies(again)).containsExactly("a", "c");
        assertThat(again).extracting(Out::attempts).containsExactly(1, 1);
        assertThat(again).extracting(Out::topic).containsOnly("%RETRY%billing_orders");
        assertThat(acknowledge(first.get(0)).code()).as("too late, and no harm").isZero();
        acknowledge(again.get(0));
        broker.simulation.runFor(2 * INVISIBLE);
        List<Out> third = pop(32);
        assertThat(bodies(third)).containsExactly("c");
        assertThat(third.get(0).attempts()).isEqualTo(2);
    }

    @Test
    void the_time_of_a_message_can_be_changed() throws Exception {
        start(3, 1);
        send(0, "a");
        Out out = pop(32).get(0);
        Answer changed = change(out, 60_000);
        assertThat(changed.code()).as(changed.remark()).isZero();
        ChangeInvisibleAnswer header = changed.header(ChangeInvisibleAnswer.CODEC);
        broker.simulation.runFor(50_000);
        assertThat(pop(32)).isEmpty();
        assertThat(change(out, 1_000).code()).as("by the old handle").isEqualTo(ResponseCode.NO_MESSAGE);

        Out newer = new Out(
                "a",
                0,
                TOPIC,
                0,
                0,
                "0 " + header.popMillis() + " " + header.invisibleMillis() + " " + header.reviveQueueId()
                        + " 0 broker-a 0 0");
        assertThat(change(newer, 1_000).code()).isZero();
        broker.simulation.runFor(2_000);
        assertThat(bodies(pop(32))).containsExactly("a");
    }

    @Test
    void a_waiting_pop_gets_the_next_message_and_one_that_comes_again() throws Exception {
        start(4, 2);
        CompletableFuture<Answer> waiting = askPop(32, 30_000, false, null);
        broker.simulation.runFor(1_000);
        Answer info = broker.await(client.ask(Request.of(
                RequestCode.POLLING_INFO, PollingInfoRequest.CODEC, new PollingInfoRequest(GROUP, TOPIC, -1))));
        assertThat(info.header(PollingInfoAnswer.CODEC).count()).isEqualTo(1);
        send(1, "a");
        assertThat(bodies(out(broker.await(waiting)))).containsExactly("a");

        CompletableFuture<Answer> next = askPop(32, 30_000, false, null);
        broker.simulation.runFor(1_000);
        assertThat(next).isNotDone();
        assertThat(bodies(out(broker.await(next)))).containsExactly("a");

        assertThat(out(broker.await(askPop(32, 2_000, false, null)))).isEmpty();
    }

    @Test
    void many_are_acknowledged_at_once() throws Exception {
        start(5, 1);
        send(0, "a", "b", "c", "d");
        Out first = pop(32).get(0);
        long popMillis = Long.parseLong(first.handle().split(" ")[1]);
        BitSet bits = new BitSet();
        bits.set(0);
        bits.set(2, 4);
        BatchAckPart part = new BatchAckPart(
                Base64.getEncoder().encodeToString(bits.toByteArray()),
                GROUP,
                INVISIBLE,
                popMillis,
                0,
                "0",
                0,
                0,
                TOPIC);
        byte[] body = BatchAckBody.BODY.write(new BatchAckBody(List.of(part), "broker-a"));
        broker.awaitSuccess(client.ask(Request.of(RequestCode.BATCH_ACK_MESSAGE, NoHeader.CODEC, NoHeader.NONE, body)));
        broker.simulation.runFor(2 * INVISIBLE);
        assertThat(bodies(pop(32))).containsExactly("b");
    }

    @Test
    void a_notification_tells_that_there_is_something() throws Exception {
        start(6, 1);
        pop(1);
        NotificationRequest request = new NotificationRequest(GROUP, TOPIC, -1, 20_000, 0, false, null, null, null);
        CompletableFuture<Answer> told =
                client.ask(Request.of(RequestCode.NOTIFICATION, NotificationRequest.CODEC, request));
        broker.simulation.runFor(1_000);
        assertThat(told).isNotDone();
        send(0, "a");
        assertThat(broker.await(told).header(NotificationAnswer.CODEC).hasMessage())
                .isTrue();
        assertThat(bodies(pop(1))).containsExactly("a");
    }

    @Test
    void in_order_nobody_gets_more_of_a_queue_before_all_is_acknowledged() throws Exception {
        start(7, 1);
        send(0, "a", "b", "c");
        List<Out> first = out(broker.await(askPop(2, 0, true, "one")));
        assertThat(bodies(first)).containsExactly("a", "b");
        assertThat(out(broker.await(askPop(2, 0, true, "two")))).isEmpty();
        assertThat(bodies(out(broker.await(askPop(2, 0, true, "one"))))).containsExactly("a", "b");

        broker.simulation.runFor(2 * INVISIBLE);
        List<Out> again = out(broker.await(askPop(2, 0, true, "two")));
        assertThat(bodies(again)).containsExactly("a", "b");
        acknowledge(again.get(0));
        assertThat(out(broker.await(askPop(2, 0, true, "three")))).isEmpty();
        acknowledge(again.get(1));
        assertThat(bodies(out(broker.await(askPop(2, 0, true, "three"))))).containsExactly("c");
    }

    @Test
    void after_a_crash_what_was_out_comes_again_and_what_was_acknowledged_does_not() throws Exception {
        start(8, 1);
        send(0, "a", "b", "c", "d");
        List<Out> first = pop(3);
        acknowledge(first.get(0));
        broker.simulation.runFor(2_000);

        broker.restart();
        client = broker.client("again");

        assertThat(bodies(pop(32))).containsExactly("d");
        assertThat(acknowledge(first.get(1)).code()).isZero();
        broker.simulation.runFor(2 * INVISIBLE);
        assertThat(bodies(pop(32))).containsExactlyInAnyOrder("c", "d");
    }

    /** Whatever is popped, acknowledged, changed, forgotten, and whenever the process dies: no message is lost. */
    @Test
    void no_message_is_lost_and_none_comes_back_that_was_acknowledged() throws Exception {
        for (int run = 0; run < 20; run++) {
            long seed = new Random().nextLong();
            oneRun(seed);
        }
    }

    private void oneRun(long seed) throws Exception {
        Random random = new Random(seed);
        start(seed, 3);
        Set<String> sent = new HashSet<>();
        Set<String> done = new HashSet<>();
        for (int step = 0; step < 60; step++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    String body = "m" + step;
                    send(random.nextInt(3), body);
                    sent.add(body);
                }
                case 3 -> broker.simulation.runFor(random.nextInt((int) INVISIBLE));
                case 4 -> {
                    if (random.nextInt(4) == 0) {
                        broker.restart();
                        client = broker.client("after " + step);
                    }
                }
                default -> consume(random, done, seed);
            }
        }
        for (int round = 0; round < 200 && !done.containsAll(sent); round++) {
            for (Out out : pop(32)) {
                assertThat(acknowledge(out).code()).as("seed %d", seed).isZero();
                done.add(out.body());
            }
            broker.simulation.runFor(INVISIBLE);
        }
        assertThat(done).as("seed %d", seed).isEqualTo(sent);
    }

    private void consume(Random random, Set<String> done, long seed) {
        for (Out out : pop(1 + random.nextInt(8))) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    assertThat(acknowledge(out).code()).as("seed %d", seed).isZero();
                    done.add(out.body());
                }
                case 1 -> change(out, random.nextInt(20_000));
                default -> {}
            }
        }
    }
}
