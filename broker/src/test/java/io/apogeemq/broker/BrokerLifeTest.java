package io.apogeemq.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.OffsetAnswer;
import io.apogeemq.remoting.Answer;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerLifeTest {
    private static final String TOPIC = "orders";

    private static SimulatedBroker made(long seed) throws Exception {
        return new SimulatedBroker(seed, Map.of());
    }

    private static long millis(SimulatedBroker broker) {
        return TimeUnit.NANOSECONDS.toMillis(broker.simulation.clock().nanos());
    }

    private static CompletableFuture<Void> stop(SimulatedBroker broker) {
        return broker.broker().stop().toCompletableFuture();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void who_finds_the_port_open_finds_what_it_offers(long seed) throws Exception {
        SimulatedBroker broker = made(seed);
        SimulatedBroker.Client producer = broker.client("producer");
        CompletableFuture<Void> started = broker.begin();
        Answer answer = null;
        while (answer == null) {
            CompletableFuture<Answer> sent = producer.send(TOPIC, 0, "first");
            broker.simulation.runUntil("the send ends", 10_000, sent::isDone);
            answer = sent.isCompletedExceptionally() ? null : sent.join();
        }
        assertThat(answer.code()).as("seed %d: %s", seed, answer.remark()).isEqualTo(ResponseCode.SUCCESS);
        assertThat(started).as("seed %d", seed).isCompleted();
    }

    @Test
    void a_start_whose_topics_cannot_be_kept_fails_and_says_why() throws Exception {
        SimulatedBroker broker = made(1);
        broker.disk.leaveRoom(0);
        CompletableFuture<Void> started = broker.begin();
        broker.simulation.runUntil("the start ends", 10_000, started::isDone);
        assertThat(started)
                .failsWithin(0, TimeUnit.SECONDS)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(IOException.class)
                .withMessageContaining("topics cannot be kept");
        CompletableFuture<Answer> asked = broker.client("producer").send(TOPIC, 0, "nobody listens");
        broker.simulation.runUntil("the send ends", 10_000, asked::isDone);
        assertThat(asked).isCompletedExceptionally();
    }

    @Test
    void a_broker_that_is_stopped_serves_until_producers_have_turned_elsewhere() throws Exception {
        SimulatedBroker broker = made(1).start();
        SimulatedBroker.Client producer = broker.client("producer");
        broker.awaitSuccess(producer.send(TOPIC, 0, "before"));
        CompletableFuture<Void> stopped = stop(broker);
        for (int i = 0; i < 5; i++) {
            broker.simulation.runFor(2000);
            broker.awaitSuccess(producer.send(TOPIC, 0, "still " + i));
        }
        assertThat(stopped).isNotDone();
        long last = millis(broker);
        broker.simulation.runUntil("it stops", 10_000, stopped::isDone);
        assertThat(stopped).isCompleted();
        assertThat(millis(broker) - last).isBetween(2900L, 3500L);
        assertThat(broker.broker().phase()).isEqualTo(BrokerLife.Phase.CLOSED);
    }

    @Test
    void a_broker_to_which_nobody_sends_any_more_stops_at_once() throws Exception {
        SimulatedBroker broker = made(1).start();
        broker.awaitSuccess(broker.client("producer").send(TOPIC, 0, "before"));
        broker.client("consumer").pull("group", TOPIC, 0, 1, 60_000);
        broker.simulation.runFor(4000);
        long asked = millis(broker);
        CompletableFuture<Void> stopped = stop(broker);
        broker.simulation.runUntil("it stops", 10_000, stopped::isDone);
        assertThat(millis(broker) - asked).isLessThan(500);
    }

    @Test
    void a_producer_that_never_turns_elsewhere_does_not_hold_it_up() throws Exception {
        SimulatedBroker broker = made(1).start();
        SimulatedBroker.Client producer = broker.client("producer");
        broker.awaitSuccess(producer.send(TOPIC, 0, "before"));
        CompletableFuture<Void> stopped = stop(broker);
        long asked = millis(broker);
        while (!stopped.isDone() && millis(broker) - asked < 60_000) {
            producer.send(TOPIC, 0, "on and on");
            broker.simulation.runFor(500);
        }
        assertThat(stopped).isCompleted();
        assertThat(millis(broker) - asked).isBetween(34_000L, 40_000L);
    }

    @Test
    void offsets_that_were_committed_until_the_last_moment_are_saved() throws Exception {
        SimulatedBroker broker = made(1).start();
        SimulatedBroker.Client consumer = broker.client("consumer");
        broker.awaitSuccess(consumer.send(TOPIC, 0, "one"));
        broker.awaitSuccess(consumer.pull("group", TOPIC, 0, 0, 0));
        CompletableFuture<Void> stopped = stop(broker);
        broker.simulation.runFor(1000);
        broker.awaitSuccess(consumer.commit("group", TOPIC, 0, 1));
        broker.simulation.runUntil("it stops", 10_000, stopped::isDone);
        broker.restart();
        assertThat(broker.await(broker.client("again").committed("group", TOPIC, 0))
                        .code())
                .isEqualTo(ResponseCode.SUCCESS);
    }

    /** The power took messages that the group had consumed: the next ones get their numbers. */
    @Test
    void an_offset_behind_its_queues_end_is_taken_back_at_the_start() throws Exception {
        SimulatedBroker broker = made(1).start();
        SimulatedBroker.Client client = broker.client("client");
        broker.awaitSuccess(client.send(TOPIC, 0, "one"));
        broker.awaitSuccess(client.send(TOPIC, 1, "other"));
        broker.awaitSuccess(client.pull("group", TOPIC, 0, 0, 0));
        broker.awaitSuccess(client.commit("group", TOPIC, 0, 7));
        broker.awaitSuccess(client.commit("group", TOPIC, 1, 1));
        CompletableFuture<Void> stopped = stop(broker);
        broker.simulation.runUntil("it stops", 60_000, stopped::isDone);
        broker.restart();

        assertThat(committed(broker, 0)).isEqualTo(1);
        assertThat(committed(broker, 1)).isEqualTo(1);
    }

    private static long committed(SimulatedBroker broker, int queueId) throws Exception {
        return broker.await(broker.client("asks" + queueId).committed("group", TOPIC, queueId))
                .header(OffsetAnswer.CODEC)
                .offset();
    }
}
