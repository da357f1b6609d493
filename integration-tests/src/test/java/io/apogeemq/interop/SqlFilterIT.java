package io.apogeemq.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.apogeemq.nodes.Cluster;
import io.apogeemq.nodes.SharedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.rocketmq.client.consumer.DefaultLitePullConsumer;
import org.apache.rocketmq.client.consumer.DefaultMQPullConsumer;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.MessageSelector;
import org.apache.rocketmq.client.consumer.PullResult;
import org.apache.rocketmq.client.consumer.PullStatus;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Programs that choose messages by their properties. */
@ExtendWith(SharedCluster.class)
@SuppressWarnings("deprecation") // programs still pull by themselves
class SqlFilterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Clients clients;
    private DefaultMQProducer producer;
    private String topic;

    @BeforeEach
    void connect(Cluster cluster) throws Exception {
        clients = new Clients(cluster.nameServerAddresses());
        producer = clients.producer();
        topic = clients.own("Sql");
    }

    @AfterEach
    void disconnect() {
        clients.close();
    }

    /** Numbered from 0; each third one has a fruit. */
    private List<MessageQueue> send(int from, int to) throws Exception {
        List<MessageQueue> queues = new ArrayList<>();
        for (int i = from; i < to; i++) {
            Message message = new Message(topic, "tag" + i % 2, ("m" + i).getBytes(UTF_8));
            message.putUserProperty("n", String.valueOf(i));
            if (i % 3 == 0) {
                message.putUserProperty("fruit", i % 2 == 0 ? "apple" : "it's a pear");
            }
            queues.add(producer.send(message).getMessageQueue());
        }
        return queues;
    }

    private Inbox push(String expression) throws Exception {
        Inbox inbox = new Inbox();
        DefaultMQPushConsumer consumer = clients.consumer("group" + Math.abs(expression.hashCode()));
        consumer.subscribe(topic, MessageSelector.bySql(expression));
        consumer.registerMessageListener(inbox.concurrently());
        consumer.start();
        return inbox;
    }

    @Test
    void a_listener_gets_what_its_expression_wants() throws Exception {
        send(0, 20);

        Inbox range = push("(n BETWEEN 5 AND 7) OR n = 12");
        Inbox fruits = push("fruit IN ('apple', 'it''s a pear') AND n < 10");
        Inbox missing = push("fruit IS NULL AND n >= 16");
        Inbox search = push("fruit CONTAINS 'pp' AND TAGS STARTSWITH 'tag' AND NOT (n > 11)");

        range.awaitBodies(Set.of("m5", "m6", "m7", "m12"));
        fruits.awaitBodies(Set.of("m0", "m3", "m6", "m9"));
        missing.awaitBodies(Set.of("m16", "m17", "m19"));
        search.awaitBodies(Set.of("m0", "m6"));
    }

    @Test
    void a_waiting_listener_gets_the_next_message_that_it_wants() throws Exception {
        send(0, 8);
        Inbox inbox = push("n > 6");
        inbox.awaitBodies(Set.of("m7"));

        send(0, 30);

        Set<String> wanted = new HashSet<>();
        for (int i = 7; i < 30; i++) {
            wanted.add("m" + i);
        }
        inbox.awaitBodies(wanted);
    }

    @Test
    void a_consumer_with_a_broken_expression_does_not_start() throws Exception {
        send(0, 4);
        assertThatThrownBy(() -> push("n >>> 3 AND"))
                .isInstanceOf(MQClientException.class)
                .hasStackTraceContaining("column 4");
    }

    @Test
    void a_poll_brings_what_the_expression_wants() throws Exception {
        send(0, 20);
        DefaultLitePullConsumer consumer = clients.litePullConsumer("poll");
        consumer.subscribe(topic, MessageSelector.bySql("n > 15"));
        consumer.start();
        Set<String> seen = new HashSet<>();
        await().atMost(PATIENCE).until(() -> {
            consumer.poll(100).forEach(message -> seen.add(Inbox.body(message)));
            return seen.size() >= 4;
        });
        assertThat(seen).containsExactlyInAnyOrder("m16", "m17", "m18", "m19");
    }

    @Test
    void a_pull_brings_what_the_expression_wants_and_steps_over_the_rest() throws Exception {
        MessageQueue queue = send(0, 1).get(0);
        for (int i = 1; i < 10; i++) {
            Message message = new Message(topic, ("m" + i).getBytes(UTF_8));
            message.putUserProperty("n", String.valueOf(i));
            producer.send(message, queue);
        }
        DefaultMQPullConsumer consumer = clients.pullConsumer("pull");
        consumer.setHeartbeatBrokerInterval(500);
        consumer.start();
        consumer.fetchSubscribeMessageQueues(topic);

        PullResult found = await().atMost(PATIENCE)
                // Apache's client does not ask a broker before an answer to a heartbeat has told of which version it is
                .ignoreExceptionsMatching(e -> String.valueOf(e.getMessage()).contains("does not upgrade"))
                .until(() -> consumer.pull(queue, MessageSelector.bySql("n IN ('3', '4')"), 0, 32), result -> true);
        assertThat(found.getMsgFoundList())
                .extracting((MessageExt message) -> Inbox.body(message))
                .containsExactly("m3", "m4");
        assertThat(found.getNextBeginOffset()).isEqualTo(10);
        PullResult none = consumer.pull(queue, MessageSelector.bySql("n > 100"), 0, 32);
        assertThat(none.getPullStatus()).isEqualTo(PullStatus.NO_MATCHED_MSG);
        assertThat(none.getNextBeginOffset()).isEqualTo(10);
    }
}
