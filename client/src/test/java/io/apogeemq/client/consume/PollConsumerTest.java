package io.apogeemq.client.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.client.consume.ConsumerSettings.Consuming;
import io.apogeemq.client.consume.ConsumerSettings.Model;
import io.apogeemq.client.consume.ConsumerSettings.Pulling;
import io.apogeemq.client.consume.ConsumerSettings.Sharing;
import io.apogeemq.client.consume.ConsumerSettings.StartAt;
import io.apogeemq.client.consume.allocate.EvenRuns;
import io.apogeemq.client.consume.calls.BrokerCalls;
import io.apogeemq.client.consume.calls.PullOrder;
import io.apogeemq.client.consume.calls.Subscription;
import io.apogeemq.client.consume.offset.RemoteOffsets;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.simulation.SimulatedProcess;
import io.apogeemq.simulation.Simulation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Programs that ask for messages, and brokers, in one thread from one seed. */
class PollConsumerTest {
    private static final String GROUP = "g";
    private static final BrokerQueue Q0 = new BrokerQueue("b", 0, "T");
    private static final BrokerQueue Q1 = new BrokerQueue("b", 1, "T");

    private final Simulation simulation = new Simulation(new Random().nextLong());
    private final TestCluster cluster = new TestCluster(simulation);
    private final List<BrokerCalls> calls = new ArrayList<>();
    private int mostHeld = 10_000;

    @Test
    void messages_come_when_they_are_asked_for_and_offsets_only_by_commits() {
        cluster.topic("T", "b", 2);
        send(Q0, 30);
        PollConsumer consumer = subscribed("c1");
        List<ReceivedMessage> seen = new ArrayList<>();
        while (seen.size() < 30) {
            seen.addAll(finish(consumer.poll(1_000)));
        }
        assertThat(seen).extracting(ReceivedMessage::offset).isSorted().doesNotHaveDuplicates();
        persist(consumer);
        assertThat(cluster.committed(GROUP, Q0)).isEqualTo(-1);

        finish(consumer.commit());
        persist(consumer);
        assertThat(cluster.committed(GROUP, Q0)).isEqualTo(30);
        assertThat(cluster.committed(GROUP, Q1)).as("nothing of it was polled").isEqualTo(-1);
    }

    @Test
    void a_commit_counts_what_was_polled_and_not_what_was_pulled() {
        cluster.topic("T", "b", 1);
        send(Q0, 100);
        PollConsumer consumer = subscribed("c1");
        simulation.runFor(5_000);
        List<ReceivedMessage> first = finish(consumer.poll(1_000));
        finish(consumer.commit());
        finish(consumer.member().shutdown());

        assertThat(first).hasSize(10);
        await("the last offset, which nobody answers", () -> cluster.committed(GROUP, Q0) == 10);
    }

    @Test
    void a_commit_for_a_chosen_queue_counts_before_and_while_the_queue_becomes_ours() {
        for (int commitAfterMillis = 0; commitAfterMillis < 60; commitAfterMillis++) {
            String topic = "T" + commitAfterMillis;
            BrokerQueue queue = new BrokerQueue("b", 0, topic);
            cluster.topic(topic, "b", 1);
            send(queue, 10);
            cluster.commit(GROUP, queue, 2);
            PollConsumer consumer = consumer("c" + commitAfterMillis);
            finish(consumer.member().start(List.of()));
            consumer.assign(List.of(queue), List.of(Subscription.ofTags(topic, "*", 1)));
            simulation.runFor(commitAfterMillis);
            finish(consumer.commit(Map.of(queue, 7L)));
            await("ours", () -> assigned(consumer).contains(queue));
            assertThat(consumer.member().offsets().inMemory(queue))
                    .as("seed %d, committed after %d ms", simulation.seed(), commitAfterMillis)
                    .hasValue(7);
            persist(consumer);
            assertThat(cluster.committed(GROUP, queue)).isEqualTo(7);
            finish(consumer.member().shutdown());
        }
    }

    @Test
    void a_poll_that_waits_gets_the_next_message_and_one_that_waits_too_long_gets_none() {
        cluster.topic("T", "b", 1);
        PollConsumer consumer = subscribed("c1");
        simulation.runFor(2_000);
        assertThat(finish(consumer.poll(500))).isEmpty();

        CompletableFuture<List<ReceivedMessage>> first = consumer.poll(60_000);
        CompletableFuture<List<ReceivedMessage>> second = consumer.poll(60_000);
        simulation.runFor(100);
        send(Q0, 1);
        assertThat(finish(first)).hasSize(1);
        assertThat(second).isNotDone();
        send(Q0, 1);
        assertThat(finish(second)).extracting(ReceivedMessage::offset).containsExactly(1L);
    }

    @Test
    void a_poll_that_was_cancelled_takes_no_message() {
        cluster.topic("T", "b", 1);
        PollConsumer consumer = subscribed("c1");
        simulation.runFor(2_000);
        CompletableFuture<List<ReceivedMessage>> given = consumer.poll(60_000);
        simulation.runFor(100);
        given.cancel(false);
        send(Q0, 1);
        assertThat(finish(consumer.poll(5_000))).hasSize(1);
    }

    @Test
    void all_queues_together_hold_no_more_than_they_may_and_go_on_when_there_is_room() {
        mostHeld = 30;
        cluster.topic("T", "b", 8);
        for (BrokerQueue queue : cluster.queues.keySet()) {
            send(queue, 100);
        }
        PollConsumer consumer = subscribed("c1");
        simulation.runFor(5_000);
        // each queue may have had one pull under way when the last one fitted
        assertThat(held(consumer)).isBetween(30, 30 + 8 * 10);
        Set<String> bodies = new HashSet<>();
        await("all", () -> {
            consumer.poll(0).join().forEach(message -> bodies.add(message.queue() + "/" + message.offset()));
            return bodies.size() == 800;
        });
    }

    @Test
    void members_share_the_queues_and_what_one_committed_the_other_does_not_get() {
        cluster.topic("T", "b", 4);
        PollConsumer first = subscribed("c1");
        cluster.queues.keySet().forEach(queue -> send(queue, 10));
        List<ReceivedMessage> seen = new ArrayList<>();
        await("all", () -> {
            seen.addAll(first.poll(0).join());
            return seen.size() == 40;
        });
        finish(first.commit());
        persist(first);
        PollConsumer second = subscribed("c2");
        await("two share", () -> assigned(second).size() == 2 && assigned(first).size() == 2);
        simulation.runFor(5_000);

        assertThat(second.poll(0).join()).isEmpty();
        cluster.queues.keySet().forEach(queue -> send(queue, 1));
        simulation.runFor(5_000);
        assertThat(drain(first)).isEqualTo(2);
        assertThat(drain(second)).isEqualTo(2);
    }

    @Test
    void chosen_queues_are_consumed_whatever_others_do_and_from_where_the_program_says() {
        cluster.topic("T", "b", 2);
        send(Q0, 50);
        send(Q1, 50);
        subscribed("c1");
        PollConsumer consumer = consumer("c2");
        finish(consumer.member().start(List.of()));
        // before the queue is ours: as programs do right behind assign
        consumer.assign(List.of(Q1), List.of(Subscription.ofTags("T", "*", 1)));
        finish(consumer.seek(Q1, 45));
        List<ReceivedMessage> seen = new ArrayList<>();
        await("five", () -> {
            seen.addAll(consumer.poll(0).join());
            return seen.size() == 5;
        });

        assertThat(seen).extracting(ReceivedMessage::queue).containsOnly(Q1);
        assertThat(seen).extracting(ReceivedMessage::offset).containsExactly(45L, 46L, 47L, 48L, 49L);
        finish(consumer.assign(List.of(Q0), List.of(Subscription.ofTags("T", "*", 1))));
        await("the other queue", () -> assigned(consumer).equals(Set.of(Q0)));
        assertThatThrownBy(() -> finish(consumer.seek(Q1, 1))).hasMessageContaining("not assigned");
    }

    @Test
    void a_seek_forgets_what_was_pulled_and_what_is_under_way() {
        cluster.topic("T", "b", 1);
        send(Q0, 100);
        PollConsumer consumer = subscribed("c1");
        simulation.runFor(2_000);
        assertThat(finish(consumer.poll(1_000)).get(0).offset()).isZero();
        finish(consumer.seek(Q0, 70));
        assertThat(finish(consumer.poll(5_000)).get(0).offset()).isEqualTo(70);
        finish(consumer.seek(Q0, 20));
        finish(consumer.commit());
        persist(consumer);
        assertThat(cluster.committed(GROUP, Q0)).isEqualTo(20);
        assertThat(finish(consumer.poll(5_000)).get(0).offset()).isEqualTo(20);
    }

    @Test
    void of_a_paused_queue_comes_what_was_here_and_no_more_until_it_is_resumed() {
        cluster.topic("T", "b", 1);
        PollConsumer consumer = subscribed("c1");
        simulation.runFor(2_000);
        send(Q0, 1);
        simulation.runFor(1_000);
        finish(consumer.pause(List.of(Q0)));
        send(Q0, 1);
        simulation.runFor(30_000);
        assertThat(consumer.poll(0).join()).extracting(ReceivedMessage::offset).containsExactly(0L);
        assertThat(consumer.poll(0).join()).isEmpty();

        finish(consumer.resume(List.of(Q0)));
        assertThat(finish(consumer.poll(5_000)))
                .extracting(ReceivedMessage::offset)
                .containsExactly(1L);
    }

    @Test
    void an_offset_that_the_queue_has_no_more_is_passed_over_and_nothing_is_committed_for_it() {
        cluster.topic("T", "b", 1);
        cluster.firstOffsets.put(Q0, 100L);
        send(Q0, 5);
        PollConsumer consumer = subscribed("c1");
        assertThat(finish(consumer.poll(5_000)))
                .extracting(ReceivedMessage::offset)
                .startsWith(100L);
        persist(consumer);
        assertThat(cluster.committed(GROUP, Q0)).isEqualTo(-1);
    }

    @Test
    void given_offsets_count_for_our_queues_only() {
        cluster.topic("T", "b", 1);
        send(Q0, 10);
        PollConsumer consumer = subscribed("c1");
        await("the queue", () -> assigned(consumer).contains(Q0));
        BrokerQueue foreign = new BrokerQueue("b", 7, "T");
        finish(consumer.commit(Map.of(Q0, 4L, foreign, 9L)));
        finish(consumer.persist(Set.of(Q0, foreign)));

        await("the offset", () -> cluster.committed(GROUP, Q0) == 4);
        assertThat(cluster.committed(GROUP, foreign)).isEqualTo(-1);
    }

    @Test
    void a_program_hears_when_the_queues_of_a_topic_change_whether_it_consumes_it_or_not() {
        cluster.topic("T", "b", 1);
        PollConsumer consumer = consumer("c1");
        finish(consumer.member().start(List.of()));
        List<Set<BrokerQueue>> heard = new ArrayList<>();
        finish(consumer.watch("T", heard::add));
        simulation.runFor(65_000);
        assertThat(heard).isEmpty();

        cluster.topic("T", "b", 2);
        await("the other queue", () -> heard.size() == 1);
        assertThat(heard.get(0)).containsExactly(Q0, Q1);
        finish(consumer.member().shutdown());
        cluster.topic("T", "b", 3);
        simulation.runFor(65_000);
        assertThat(heard).hasSize(1);
    }

    private PollConsumer subscribed(String clientId) {
        PollConsumer consumer = consumer(clientId);
        finish(consumer.member().start(List.of(Subscription.ofTags("T", "*", 1))));
        return consumer;
    }

    private PollConsumer consumer(String clientId) {
        SimulatedProcess process = simulation.process(clientId);
        PollConsumer[] self = new PollConsumer[1];
        BrokerCalls own = cluster.calls(clientId, () -> self[0] == null ? null : self[0].member(), GROUP);
        self[0] = new PollConsumer(
                new GroupMember.Parts(
                        new ConsumerSettings(
                                GROUP,
                                clientId,
                                Model.CLUSTERING,
                                StartAt.FIRST,
                                0,
                                new Pulling(10, 1 << 18, 0, 1000, 1000, 100, -1, -1, 2000, true),
                                new Consuming(0, 1, -1, 1000, 900_000, 0),
                                Sharing.USUAL),
                        own,
                        new RemoteOffsets(GROUP, own),
                        new EvenRuns(),
                        (topic, all, assigned) -> {},
                        process,
                        process.loop("client"),
                        process.pool("callback-", 2, 1000)),
                new PullOrder.Terms(true, 20_000, 30_000, null),
                mostHeld,
                () -> 30_000);
        return self[0];
    }

    private void send(BrokerQueue queue, int count) {
        for (int i = 0; i < count; i++) {
            cluster.send(queue, queue + "#" + cluster.end(queue));
        }
    }

    /** The round of every few seconds, and the time for what nobody answers to arrive. */
    private void persist(PollConsumer consumer) {
        finish(consumer.member().persistOffsets());
        simulation.runFor(1_000);
    }

    private int held(PollConsumer consumer) {
        return finish(consumer.member().info()).queues().values().stream()
                .mapToInt(ConsumerInfo.QueueInfo::heldCount)
                .sum();
    }

    private int drain(PollConsumer consumer) {
        int count = 0;
        for (Collection<ReceivedMessage> some = consumer.poll(0).join();
                !some.isEmpty();
                some = finish(consumer.poll(100))) {
            count += some.size();
        }
        return count;
    }

    private Set<BrokerQueue> assigned(PollConsumer consumer) {
        return finish(consumer.member().assigned());
    }

    private <T> T finish(CompletionStage<T> stage) {
        simulation.runUntil(
                "a call returns", 60_000, () -> stage.toCompletableFuture().isDone());
        return stage.toCompletableFuture().join();
    }

    private void await(String what, java.util.function.BooleanSupplier condition) {
        simulation.runUntil(what, 120_000, condition);
    }
}
