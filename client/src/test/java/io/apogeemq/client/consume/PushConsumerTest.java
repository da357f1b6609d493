package io.apogeemq.client.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.apogeemq.client.consume.ConsumerSettings.Consuming;
import io.apogeemq.client.consume.ConsumerSettings.Model;
import io.apogeemq.client.consume.ConsumerSettings.Pulling;
import io.apogeemq.client.consume.ConsumerSettings.Sharing;
import io.apogeemq.client.consume.ConsumerSettings.StartAt;
import io.apogeemq.client.consume.allocate.EvenRuns;
import io.apogeemq.client.consume.calls.Subscription;
import io.apogeemq.client.consume.offset.Offsets;
import io.apogeemq.client.consume.offset.RemoteOffsets;
import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.simulation.SimulatedProcess;
import io.apogeemq.simulation.Simulation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Consumers and brokers in one thread from one seed; the brokers are an in-memory model of what the spec says of them. */
class PushConsumerTest {
    private static final String GROUP = "g";
    private final Simulation simulation = new Simulation(new Random().nextLong());
    private final TestCluster cluster = new TestCluster(simulation);
    private final List<ReceivedMessage> seen = new ArrayList<>();
    private final Set<String> heard = new HashSet<>();

    private Model model = Model.CLUSTERING;
    private StartAt startAt = StartAt.FIRST;
    private Pulling pulling = new Pulling(32, 1 << 18, 0, 1000, 1000, 100, -1, -1, 2000, false);
    private Consuming consuming = new Consuming(20, 1, -1, 1000, 900_000, 0);

    @Test
    void every_message_comes_once_and_the_offsets_are_stored_at_the_end() {
        cluster.topic("T", "b", 4);
        send("T", 200);
        GroupMember consumer = startConcurrent("c1", (messages, queue) -> all(messages));
        await("200 messages", () -> seen.size() == 200);
        // the last listener has returned, too: what it has at the shutdown would come again
        simulation.runFor(1_000);
        finish(consumer.shutdown());

        assertThat(seen.stream().map(Messages::body)).doesNotHaveDuplicates().hasSize(200);
        await(
                "the last offsets, which nobody answers",
                () -> cluster.queues.keySet().stream()
                        .filter(queue -> queue.topic().equals("T"))
                        .allMatch(queue -> cluster.committed(GROUP, queue) == 50));
        assertThat(cluster.members.get(GROUP)).isEmpty();
    }

    @Test
    void the_first_message_comes_without_a_pause_after_the_start() {
        cluster.topic("T", "b", 1);
        send("T", 1);
        long start = simulation.clock().millis();
        startConcurrent("c1", (messages, queue) -> all(messages));
        await("the message", () -> seen.size() == 1);
        assertThat(simulation.clock().millis() - start).isLessThan(400);
    }

    @Test
    void an_idle_consumer_asks_only_when_a_held_pull_ends() {
        cluster.topic("T", "b", 4);
        startConcurrent("c1", (messages, queue) -> all(messages));
        simulation.runFor(5_000);
        int before = cluster.pulls;
        simulation.runFor(60_000);
        assertThat(cluster.pulls - before).isBetween(12, 20);
    }

    @Test
    void only_wanted_tags_come_though_their_hashes_are_alike_and_offsets_move_on() {
        cluster.topic("T", "b", 1);
        BrokerQueue queue = new BrokerQueue("b", 0, "T");
        for (int i = 0; i < 10; i++) {
            cluster.send(queue, "h" + i, Map.of("TAGS", i % 2 == 0 ? "Aa" : "BB"));
        }
        GroupMember consumer = concurrent("c1", (messages, from) -> all(messages));
        finish(consumer.start(List.of(Subscription.ofTags("T", "Aa", 1))));
        await("five messages", () -> seen.size() == 5);
        simulation.runFor(1_000);
        finish(consumer.shutdown());

        assertThat(seen.stream().map(Messages::body)).containsExactlyInAnyOrder("h0", "h2", "h4", "h6", "h8");
        assertThat(cluster.committed(GROUP, queue)).isEqualTo(10);
    }

    @Test
    void a_full_queue_is_not_pulled_from_until_there_is_room() {
        pulling = new Pulling(10, 1 << 18, 0, 1000, 20, 100, -1, -1, 2000, false);
        consuming = new Consuming(1, 1, -1, 1000, 900_000, 0);
        cluster.topic("T", "b", 1);
        send("T", 100);
        GroupMember consumer = startConcurrent("c1", (messages, queue) -> all(messages));
        List<Integer> held = new ArrayList<>();
        while (seen.size() < 100) {
            info(consumer).queues().values().forEach(queue -> held.add(queue.heldCount()));
        }
        assertThat(held).allMatch(count -> count <= 30);
    }

    @Test
    void a_suspended_consumer_pulls_nothing_and_goes_on_at_once_when_resumed() {
        cluster.topic("T", "b", 1);
        BrokerQueue queue = new BrokerQueue("b", 0, "T");
        GroupMember consumer = startConcurrent("c1", (messages, from) -> all(messages));
        simulation.runFor(2_000);
        consumer.suspend();
        cluster.send(queue, "while the last pull was held");
        simulation.runFor(1_000);
        IntStream.range(0, 5).forEach(i -> cluster.send(queue, "b" + i));
        simulation.runFor(30_000);
        assertThat(seen).isEmpty();

        consumer.resume();
        simulation.runFor(500);
        assertThat(seen).hasSize(6);
    }

    @Test
    void what_a_listener_does_not_finish_goes_back_to_the_broker_and_the_offset_moves_on() {
        consuming = new Consuming(20, 8, -1, 1000, 900_000, 0);
        cluster.topic("T", "b", 1);
        send("T", 8);
        GroupMember consumer = startConcurrent("c1", (messages, queue) -> {
            all(messages);
            return new ConcurrentListener.Outcome(messages.subList(5, 8), 1);
        });
        await("three sent back", () -> cluster.sentBack.size() == 3);
        simulation.runFor(1_000);
        finish(consumer.shutdown());

        assertThat(cluster.sentBack).allMatch(order -> order.delayLevel() == 1 && order.maxReconsumeTimes() == 16);
        assertThat(cluster.committed(GROUP, new BrokerQueue("b", 0, "T"))).isEqualTo(8);
    }

    @Test
    void a_message_that_cannot_be_sent_back_is_copied_to_the_retry_topic() {
        cluster.refuseSendBack = true;
        cluster.topic("T", "b", 1);
        send("T", 1);
        startConcurrent("c1", (messages, queue) -> new ConcurrentListener.Outcome(messages, 0));
        await("a copy", () -> cluster.copies.size() == 1);
        assertThat(cluster.copies.get(0).delayLevel()).isEqualTo(3);
    }

    @Test
    void a_message_that_no_broker_takes_is_tried_here_again_and_counts() {
        cluster.refuseSendBack = true;
        cluster.refuseCopies = true;
        cluster.topic("T", "b", 1);
        send("T", 1);
        List<Integer> times = new ArrayList<>();
        startConcurrent("c1", (messages, queue) -> {
            times.add(messages.get(0).reconsumeTimes());
            return times.size() < 3 ? new ConcurrentListener.Outcome(messages, 0) : all(messages);
        });
        await("done", () -> seen.size() == 1);
        assertThat(times).containsExactly(0, 1, 2);
    }

    @Test
    void a_listener_that_throws_even_an_error_loses_nothing() {
        cluster.topic("T", "b", 1);
        send("T", 2);
        startConcurrent("c1", (messages, queue) -> {
            throw new AssertionError("the listener's own");
        });
        await("both sent back", () -> cluster.sentBack.size() == 2);
    }

    @Test
    void an_offset_outside_of_the_queue_is_corrected_and_consumption_goes_on() {
        cluster.topic("T", "b", 1);
        BrokerQueue queue = new BrokerQueue("b", 0, "T");
        cluster.firstOffsets.put(queue, 100L);
        send("T", 10);
        GroupMember consumer = startConcurrent("c1", (messages, from) -> all(messages));
        await("all", () -> seen.size() == 10);
        simulation.runFor(1_000);
        finish(consumer.shutdown());
        await("the last offset, which nobody answers", () -> cluster.committed(GROUP, queue) == 110);
    }

    @Test
    void an_answer_that_breaks_our_own_code_costs_a_queue_a_moment_and_no_message() {
        cluster.topic("T", "b", 1);
        cluster.brokenAnswers = 3;
        send("T", 100);
        startConcurrent("c1", (messages, from) -> all(messages));
        await("all", () -> distinctBodies().size() == 100);
    }

    @Test
    void a_look_at_the_share_that_breaks_is_followed_by_the_next() {
        cluster.topic("T", "b", 1);
        cluster.brokenRoutes = 3;
        send("T", 10);
        startConcurrent("c1", (messages, from) -> all(messages));
        await("all", () -> distinctBodies().size() == 10);
    }

    @Test
    void a_new_group_starts_where_it_was_told_to() {
        cluster.topic("T", "b", 1);
        cluster.topic("%RETRY%g", "b", 1);
        send("T", 10);
        send("%RETRY%g", 10);

        startAt = StartAt.LAST;
        startConcurrent("c1", (messages, queue) -> all(messages));
        simulation.runFor(3_000);
        assertThat(seen).hasSize(10).allMatch(message -> message.queue().topic().equals("%RETRY%g"));
    }

    @Test
    void a_reset_goes_to_the_new_offset_whatever_is_under_way() {
        cluster.topic("T", "b", 1);
        BrokerQueue queue = new BrokerQueue("b", 0, "T");
        send("T", 100);
        GroupMember consumer = startConcurrent("c1", (messages, from) -> all(messages));
        await("half", () -> seen.size() > 50);
        CompletionStage<Void> reset = consumer.resetOffsets("T", Map.of(queue, 10L));
        // before the reset is through: what comes from the new offset on may come at once then
        seen.clear();
        finish(reset);
        Set<Long> wanted = LongStream.range(10, 100).boxed().collect(Collectors.toSet());
        await(
                "from 10 to the end",
                () -> seen.stream()
                        .map(ReceivedMessage::offset)
                        .collect(Collectors.toSet())
                        .containsAll(wanted));
        simulation.runFor(5_000);
        finish(consumer.shutdown());

        assertThat(seen.stream().map(ReceivedMessage::offset).collect(Collectors.toSet()))
                .doesNotContain(5L);
        assertThat(cluster.committed(GROUP, queue)).isEqualTo(100);
    }

    @Test
    void an_expression_that_brokers_refuse_fails_the_start() {
        cluster.topic("T", "b", 1);
        GroupMember consumer = concurrent("c1", (messages, queue) -> all(messages));
        CompletionStage<Void> start = consumer.start(List.of(Subscription.ofSql("T", "a >>> 3", 1)));
        simulation.runFor(2_000);
        assertThatThrownBy(() -> start.toCompletableFuture().join())
                .cause()
                .isInstanceOfSatisfying(
                        ClientFailure.class,
                        failure -> assertThat(failure.code()).isEqualTo(23));
    }

    @Test
    void a_topic_subscribed_later_is_consumed_soon_and_one_given_up_is_not() {
        cluster.topic("A", "b", 1);
        cluster.topic("B", "b", 1);
        GroupMember consumer = concurrent("c1", (messages, queue) -> all(messages));
        finish(consumer.start(List.of(Subscription.ofTags("A", "*", 1))));
        simulation.runFor(3_000);
        finish(consumer.subscribe(Subscription.ofTags("B", "*", 2)));
        finish(consumer.unsubscribe("A"));
        simulation.runFor(3_000);
        send("A", 1);
        send("B", 1);
        simulation.runFor(3_000);
        assertThat(seen).extracting(ReceivedMessage::topic).containsExactly("B");
    }

    @Test
    void broadcast_messages_come_to_every_member() {
        model = Model.BROADCASTING;
        cluster.topic("T", "b", 3);
        send("T", 30);
        startConcurrent("c1", (messages, queue) -> all(messages));
        startConcurrent("c2", (messages, queue) -> all(messages));
        await("twice thirty", () -> seen.size() == 60);
        simulation.runFor(2_000);
        assertThat(seen).hasSize(60);
    }

    @Test
    void members_that_come_and_go_share_the_queues_and_nothing_is_lost() {
        cluster.topic("T", "b", 8);
        List<GroupMember> consumers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            consumers.add(startConcurrent("c" + i, (messages, queue) -> all(messages)));
            send("T", 40);
            int members = i + 1;
            await(
                    members + " share",
                    () -> shares(consumers) == 8
                            && consumers.stream().allMatch(consumer -> queuesOf(consumer) >= 8 / members));
        }
        finish(consumers.remove(0).shutdown());
        send("T", 40);
        await("two share", () -> shares(consumers) == 8);
        await("all", () -> distinctBodies().size() == 160);
    }

    @Test
    void an_orderly_queue_is_consumed_in_order_without_a_gap_whatever_fails() {
        for (int round = 0; round < 40; round++) {
            new PushConsumerTest().consumeInOrder();
        }
    }

    private void consumeInOrder() {
        String seed = "seed " + simulation.seed();
        consuming = new Consuming(4, simulation.random().nextInt(1, 4), -1, 100, 900_000, 100);
        cluster.failPercent = simulation.random().nextInt(10);
        cluster.topic("T", "b", 4);
        Map<BrokerQueue, Long> next = new HashMap<>();
        List<GroupMember> consumers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            consumers.add(orderly("c" + i, (messages, queue) -> {
                if (simulation.random().nextInt(10) == 0) {
                    return new OrderlyListener.Outcome(OrderlyListener.Verdict.SUSPEND, true, 50);
                }
                for (ReceivedMessage message : messages) {
                    assertThat(message.offset())
                            .as("%s %s: no gap", seed, queue)
                            .isLessThanOrEqualTo(next.getOrDefault(queue, 0L));
                    next.merge(queue, message.offset() + 1, Math::max);
                }
                return new OrderlyListener.Outcome(OrderlyListener.Verdict.SUCCESS, true, -1);
            }));
            consumers.get(i).start(List.of(Subscription.ofTags("T", "*", 1)));
            send("T", 100);
            simulation.runFor(2_000);
        }
        consumers.remove(simulation.random().nextInt(3)).shutdown();
        send("T", 100);
        await(
                seed + ": all 100 of each queue",
                () -> next.values().stream().mapToLong(n -> n).sum() == 400);
    }

    @Test
    void a_lock_that_was_lost_while_the_listener_is_busy_never_brings_the_old_offset_back() {
        cluster.topic("T", "b", 1);
        BrokerQueue queue = new BrokerQueue("b", 0, "T");
        send("T", 5);
        List<Long> stored = new ArrayList<>();
        GroupMember[] consumer = new GroupMember[1];
        consumer[0] = orderly("c1", (messages, from) -> {
            if (messages.get(0).offset() == 5) {
                cluster.giveLock(queue, "another");
                // until the next renewal nobody can know
                simulation.runFor(25_000);
                cluster.commit(GROUP, queue, 9);
                persistFor(consumer[0], 60, () -> stored.add(cluster.committed(GROUP, queue)));
            }
            return new OrderlyListener.Outcome(OrderlyListener.Verdict.SUCCESS, true, -1);
        });
        finish(consumer[0].start(List.of(Subscription.ofTags("T", "*", 1))));
        await("five are stored", () -> {
            consumer[0].persistOffsets();
            return cluster.committed(GROUP, queue) == 5;
        });
        send("T", 5);
        await("the listener has been busy for a minute", () -> stored.size() >= 60);
        persistFor(consumer[0], 20, () -> stored.add(cluster.committed(GROUP, queue)));
        finish(consumer[0].shutdown());
        stored.add(cluster.committed(GROUP, queue));

        assertThat(stored).as("seed %d", simulation.seed()).containsOnly(9L);
    }

    @Test
    void a_listener_that_comes_back_after_its_queue_was_taken_from_it_changes_nothing() {
        cluster.topic("T", "b", 1);
        BrokerQueue queue = new BrokerQueue("b", 0, "T");
        send("T", 10);
        List<Long> offsets = new ArrayList<>();
        List<Long> stored = new ArrayList<>();
        GroupMember[] consumer = new GroupMember[1];
        consumer[0] = orderly("c1", (messages, from) -> {
            offsets.add(messages.get(0).offset());
            if (offsets.size() == 6) {
                cluster.giveLock(queue, "another");
                simulation.runFor(60_000);
                cluster.commit(GROUP, queue, 8);
                cluster.freeLock(queue);
                await("the queue is ours again", () -> offsets.size() == 8);
                persistFor(consumer[0], 10, () -> {});
            }
            return new OrderlyListener.Outcome(OrderlyListener.Verdict.SUCCESS, true, -1);
        });
        finish(consumer[0].start(List.of(Subscription.ofTags("T", "*", 1))));
        await("all", () -> offsets.size() == 8);
        persistFor(consumer[0], 20, () -> stored.add(cluster.committed(GROUP, queue)));

        assertThat(offsets).as("seed %d", simulation.seed()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 8L, 9L);
        assertThat(stored).as("seed %d", simulation.seed()).containsOnly(10L);
    }

    @Test
    void an_orderly_message_refused_too_often_goes_to_the_dead_letters_and_the_next_one_comes() {
        consuming = new Consuming(4, 1, 2, 100, 900_000, 0);
        cluster.topic("T", "b", 1);
        send("T", 2);
        List<String> tries = new ArrayList<>();
        GroupMember consumer = orderly("c1", (messages, queue) -> {
            ReceivedMessage message = messages.get(0);
            tries.add(message.offset() + "/" + message.reconsumeTimes());
            return new OrderlyListener.Outcome(
                    message.offset() == 0 ? OrderlyListener.Verdict.SUSPEND : OrderlyListener.Verdict.SUCCESS,
                    true,
                    -1);
        });
        finish(consumer.start(List.of(Subscription.ofTags("T", "*", 1))));
        await("the second message", () -> tries.contains("1/0"));
        finish(consumer.shutdown());

        assertThat(tries).containsExactly("0/0", "0/1", "0/2", "1/0");
        assertThat(cluster.copies)
                .singleElement()
                .satisfies(copy -> assertThat(copy.maxReconsumeTimes()).isEqualTo(2));
        assertThat(cluster.committed(GROUP, new BrokerQueue("b", 0, "T"))).isEqualTo(2);
    }

    @Test
    void without_auto_commit_nothing_is_stored_until_the_listener_commits() {
        cluster.topic("T", "b", 1);
        BrokerQueue queue = new BrokerQueue("b", 0, "T");
        send("T", 4);
        List<Long> offsets = new ArrayList<>();
        GroupMember consumer = orderly("c1", (messages, from) -> {
            offsets.add(messages.get(0).offset());
            OrderlyListener.Verdict verdict = switch (offsets.size()) {
                case 3 -> OrderlyListener.Verdict.ROLLBACK;
                case 5 -> OrderlyListener.Verdict.COMMIT;
                default -> OrderlyListener.Verdict.SUCCESS;
            };
            return new OrderlyListener.Outcome(verdict, false, 100);
        });
        finish(consumer.start(List.of(Subscription.ofTags("T", "*", 1))));
        await("all", () -> offsets.size() == 7);
        finish(consumer.shutdown());

        assertThat(offsets).containsExactly(0L, 1L, 2L, 0L, 1L, 2L, 3L);
        assertThat(cluster.committed(GROUP, queue)).isEqualTo(2);
    }

    private interface AnyOrder {
        ConcurrentListener.Outcome consume(List<ReceivedMessage> messages, BrokerQueue queue);
    }

    private interface InOrder {
        OrderlyListener.Outcome consume(List<ReceivedMessage> messages, BrokerQueue queue);
    }

    private ConcurrentListener.Outcome all(List<ReceivedMessage> messages) {
        seen.addAll(messages);
        return ConcurrentListener.Outcome.ALL_DONE;
    }

    private GroupMember startConcurrent(String clientId, AnyOrder listener) {
        GroupMember consumer = concurrent(clientId, listener);
        finish(consumer.start(List.of(Subscription.ofTags("T", "*", 1))));
        return consumer;
    }

    private GroupMember concurrent(String clientId, AnyOrder listener) {
        GroupMember[] self = new GroupMember[1];
        self[0] = GroupMember.concurrent(parts(clientId, self), new ConcurrentListener() {
            @Override
            public Outcome consume(List<ReceivedMessage> messages, BrokerQueue queue) {
                return listener.consume(messages, queue);
            }

            @Override
            public DirectOutcome consumeDirectly(ReceivedMessage message, BrokerQueue queue) {
                listener.consume(List.of(message), queue);
                return new DirectOutcome(false, true, DirectOutcome.Result.CR_SUCCESS, "", 0);
            }
        });
        return self[0];
    }

    private GroupMember orderly(String clientId, InOrder listener) {
        GroupMember[] self = new GroupMember[1];
        self[0] = GroupMember.orderly(parts(clientId, self), new OrderlyListener() {
            @Override
            public Outcome consume(List<ReceivedMessage> messages, BrokerQueue queue) {
                return listener.consume(messages, queue);
            }

            @Override
            public DirectOutcome consumeDirectly(ReceivedMessage message, BrokerQueue queue) {
                listener.consume(List.of(message), queue);
                return new DirectOutcome(true, true, DirectOutcome.Result.CR_SUCCESS, "", 0);
            }
        });
        return self[0];
    }

    private GroupMember.Parts parts(String clientId, GroupMember[] self) {
        SimulatedProcess process = simulation.process(clientId);
        io.apogeemq.client.consume.calls.BrokerCalls calls = cluster.calls(clientId, () -> self[0], GROUP);
        Offsets offsets = new RemoteOffsets(GROUP, calls);
        return new GroupMember.Parts(
                new ConsumerSettings(GROUP, clientId, model, startAt, 0, pulling, consuming, Sharing.USUAL),
                calls,
                offsets,
                new EvenRuns(),
                (topic, all, assigned) -> heard.add(topic),
                process,
                process.loop("client"),
                process.pool("callback-", 2, 1000));
    }

    /** Messages spread over the queues of the topic, with bodies that never repeat. */
    private void send(String topic, int count) {
        List<BrokerQueue> queues = cluster.queues.keySet().stream()
                .filter(queue -> queue.topic().equals(topic))
                .toList();
        for (int i = 0; i < count; i++) {
            BrokerQueue queue = queues.get(i % queues.size());
            cluster.send(queue, queue + "#" + cluster.end(queue));
        }
    }

    /** As a client instance does, but each second. */
    private void persistFor(GroupMember consumer, int seconds, Runnable each) {
        for (int i = 0; i < seconds; i++) {
            consumer.persistOffsets();
            simulation.runFor(1_000);
            each.run();
        }
    }

    private Set<String> distinctBodies() {
        return seen.stream().map(Messages::body).collect(Collectors.toSet());
    }

    private int queuesOf(GroupMember consumer) {
        return (int) info(consumer).queues().keySet().stream()
                .filter(queue -> queue.topic().equals("T"))
                .count();
    }

    private int shares(Collection<GroupMember> consumers) {
        return consumers.stream().mapToInt(this::queuesOf).sum();
    }

    private ConsumerInfo info(GroupMember consumer) {
        return finish(consumer.info());
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
