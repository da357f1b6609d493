package io.apogeemq.interop;

import static io.apogeemq.interop.Clients.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.apogeemq.nodes.Cluster;
import io.apogeemq.nodes.SharedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeOrderlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedCluster.class)
class ConsumeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Clients clients;
    private DefaultMQProducer producer;
    private String topic;

    @BeforeEach
    void connect(Cluster cluster) throws Exception {
        clients = new Clients(cluster.nameServerAddresses());
        producer = clients.producer();
        topic = clients.own("Consume");
    }

    @AfterEach
    void disconnect() {
        clients.close();
    }

    @Test
    void a_listener_gets_every_message() throws Exception {
        Set<String> sent = send("m", 200);

        Inbox inbox = new Inbox();
        consume("group", "*", inbox);

        inbox.awaitBodies(sent);
    }

    @Test
    void a_waiting_consumer_gets_new_messages() throws Exception {
        Set<String> sent = send("before", 1);
        Inbox inbox = new Inbox();
        consume("group", "*", inbox);
        inbox.awaitBodies(sent);

        sent.addAll(send("after", 50));

        inbox.awaitBodies(sent);
    }

    /** The ten steps of three orders: a course's example. */
    @Test
    void an_orderly_listener_gets_the_steps_of_each_order_in_order() throws Exception {
        String[] steps = {"1 创建", "2 创建", "1 付款", "3 创建", "2 付款", "3 付款", "2 完成", "1 推送", "3 完成", "1 完成"};
        for (String step : steps) {
            producer.send(
                    message(topic, step),
                    (queues, message, order) -> queues.get((int) order % queues.size()),
                    Integer.valueOf(step.substring(0, 1)));
        }

        Inbox inbox = new Inbox();
        DefaultMQPushConsumer consumer = clients.consumer("group");
        consumer.subscribe(topic, "*");
        consumer.registerMessageListener(inbox.orderly());
        consumer.start();

        inbox.awaitBodies(List.of(steps));
        List<List<String>> orders = new ArrayList<>();
        for (String order : List.of("1", "2", "3")) {
            orders.add(inbox.bodiesByQueue().values().stream()
                    .flatMap(List::stream)
                    .filter(step -> step.startsWith(order))
                    .toList());
        }
        assertThat(orders)
                .containsExactly(
                        List.of("1 创建", "1 付款", "1 推送", "1 完成"),
                        List.of("2 创建", "2 付款", "2 完成"),
                        List.of("3 创建", "3 付款", "3 完成"));
    }

    @Test
    void an_orderly_listener_that_suspends_a_queue_gets_the_same_message_again() throws Exception {
        producer.send(message(topic, "first"));
        List<String> calls = new java.util.concurrent.CopyOnWriteArrayList<>();
        AtomicInteger count = new AtomicInteger();
        DefaultMQPushConsumer consumer = clients.consumer("group");
        consumer.subscribe(topic, "*");
        consumer.registerMessageListener((MessageListenerOrderly) (messages, context) -> {
            messages.forEach(each -> calls.add(Inbox.body(each)));
            return count.getAndIncrement() == 0
                    ? ConsumeOrderlyStatus.SUSPEND_CURRENT_QUEUE_A_MOMENT
                    : ConsumeOrderlyStatus.SUCCESS;
        });
        consumer.start();

        await().atMost(PATIENCE).until(() -> calls.size() == 2);
        assertThat(calls).containsExactly("first", "first");
    }

    @Test
    void tags_choose_messages() throws Exception {
        for (String tag : List.of("A", "B", "C")) {
            producer.send(new Message(topic, tag, ("tagged " + tag).getBytes()));
        }
        producer.send(message(topic, "untagged"));

        Inbox inbox = new Inbox();
        consume("group", "A || C", inbox);

        inbox.awaitBodies(List.of("tagged A", "tagged C"));
    }

    @Test
    void broadcasting_gives_every_consumer_everything() throws Exception {
        Set<String> sent = send("before", 1);
        List<Inbox> inboxes = List.of(new Inbox(), new Inbox());
        for (Inbox inbox : inboxes) {
            DefaultMQPushConsumer consumer = clients.broadcastConsumer("group");
            consumer.subscribe(topic, "*");
            consumer.registerMessageListener(inbox.concurrently());
            consumer.start();
        }
        for (Inbox inbox : inboxes) {
            inbox.awaitBodies(sent);
        }

        sent.addAll(send("m", 50));

        for (Inbox inbox : inboxes) {
            inbox.awaitBodies(sent);
        }
    }

    @Test
    void two_consumers_of_a_group_share_the_queues_and_one_takes_over_when_the_other_leaves() throws Exception {
        Set<String> sent = send("before", 1);
        Inbox staying = new Inbox();
        Inbox leaving = new Inbox();
        consume("group", "*", staying);
        DefaultMQPushConsumer second = consume("group", "*", leaving);
        for (int round = 0; leaving.received().isEmpty() || staying.received().isEmpty(); round++) {
            assertThat(round).as("rounds until both have queues").isLessThan(600);
            sent.addAll(send("round" + round + "-", 8));
            waitFor(staying, leaving, sent);
        }

        second.shutdown();
        sent.addAll(send("alone", 40));

        waitFor(staying, leaving, sent);
        assertThat(staying.bodies()).containsAll(names("alone", 40));
    }

    @Test
    void a_group_goes_on_where_it_stopped() throws Exception {
        Set<String> before = send("before", 40);
        Inbox first = new Inbox();
        DefaultMQPushConsumer consumer = consume("group", "*", first);
        first.awaitBodies(before);
        consumer.shutdown();

        Set<String> after = send("after", 40);
        Inbox second = new Inbox();
        consume("group", "*", second);

        second.awaitBodies(after);
    }

    @Test
    void groups_do_not_disturb_each_other() throws Exception {
        Set<String> sent = send("m", 40);
        Inbox one = new Inbox();
        Inbox other = new Inbox();
        consume("one", "*", one);
        consume("other", "*", other);

        one.awaitBodies(sent);
        other.awaitBodies(sent);
    }

    private static void waitFor(Inbox one, Inbox other, Set<String> sent) {
        await().atMost(PATIENCE).until(() -> {
            Set<String> received = new LinkedHashSet<>(one.bodies());
            received.addAll(other.bodies());
            return received.equals(sent);
        });
    }

    private DefaultMQPushConsumer consume(String group, String tags, Inbox inbox) throws Exception {
        DefaultMQPushConsumer consumer = clients.consumer(group);
        consumer.subscribe(topic, tags);
        consumer.registerMessageListener(inbox.concurrently());
        consumer.start();
        return consumer;
    }

    /** Sends messages named from the prefix and a number; returns their texts. */
    private Set<String> send(String prefix, int count) throws Exception {
        Set<String> bodies = names(prefix, count);
        for (String body : bodies) {
            producer.send(message(topic, body));
        }
        return bodies;
    }

    private static Set<String> names(String prefix, int count) {
        Set<String> names = new LinkedHashSet<>();
        for (int number = 0; number < count; number++) {
            names.add(prefix + number);
        }
        return names;
    }
}
