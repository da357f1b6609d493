package io.apogeemq.interop;

import static io.apogeemq.interop.Clients.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.apogeemq.nodes.Cluster;
import io.apogeemq.nodes.SharedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.rocketmq.client.consumer.DefaultLitePullConsumer;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Programs that poll: in groups that share the queues, and on queues of their own choice. */
@ExtendWith(SharedCluster.class)
@SuppressWarnings("deprecation") // commitSync is what all clients have
class LitePullIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Clients clients;
    private DefaultMQProducer producer;
    private String topic;

    @BeforeEach
    void connect(Cluster cluster) throws Exception {
        clients = new Clients(cluster.nameServerAddresses());
        producer = clients.producer();
        topic = clients.own("LitePull");
    }

    @AfterEach
    void disconnect() {
        clients.close();
    }

    @Test
    void a_subscriber_polls_every_message_and_goes_on_where_it_committed() throws Exception {
        Set<String> sent = send("m", 100);
        DefaultLitePullConsumer consumer = clients.litePullConsumer("group");
        consumer.setAutoCommit(false);
        consumer.subscribe(topic, "*");
        consumer.start();
        Set<String> seen = new HashSet<>();
        poll(consumer, seen, () -> seen.containsAll(sent));
        consumer.commitSync();
        consumer.shutdown();

        Set<String> later = send("later", 20);
        DefaultLitePullConsumer next = clients.litePullConsumer("group");
        next.subscribe(topic, "*");
        next.start();
        Set<String> seenLater = new HashSet<>();
        poll(next, seenLater, () -> seenLater.containsAll(later));
        assertThat(seenLater).isEqualTo(later);
    }

    @Test
    void two_of_a_group_share_the_queues() throws Exception {
        send("first", 4);
        DefaultLitePullConsumer one = clients.litePullConsumer("group");
        DefaultLitePullConsumer other = clients.litePullConsumer("group");
        for (DefaultLitePullConsumer consumer : List.of(one, other)) {
            consumer.subscribe(topic, "*");
            consumer.start();
        }
        await().atMost(PATIENCE).until(() -> {
            // 4.x looks at the share only while somebody polls nothing: asking costs nothing
            one.poll(100);
            other.poll(100);
            return one.assignment().size() == 2 && other.assignment().size() == 2;
        });
        assertThat(one.assignment()).doesNotContainAnyElementsOf(other.assignment());

        Set<String> sent = send("m", 40);
        Set<String> byOne = new HashSet<>();
        Set<String> byOther = new HashSet<>();
        await().atMost(PATIENCE).until(() -> {
            one.poll(100).forEach(message -> byOne.add(Inbox.body(message)));
            other.poll(100).forEach(message -> byOther.add(Inbox.body(message)));
            Set<String> all = new HashSet<>(byOne);
            all.addAll(byOther);
            return all.containsAll(sent);
        });
        byOne.retainAll(sent);
        byOther.retainAll(sent);
        assertThat(byOne).isNotEmpty().doesNotContainAnyElementsOf(byOther);
    }

    @Test
    void an_assigned_queue_is_polled_from_where_the_program_says() throws Exception {
        send("m", 40);
        DefaultLitePullConsumer consumer = clients.litePullConsumer("group");
        consumer.setAutoCommit(false);
        consumer.start();
        MessageQueue queue = queues(consumer).get(0);
        consumer.assign(List.of(queue));
        consumer.seek(queue, 7);
        List<MessageExt> polled = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            polled.addAll(consumer.poll(100));
            return polled.size() == 3;
        });
        assertThat(consumer.assignment()).containsExactly(queue);
        assertThat(polled).extracting(MessageExt::getQueueOffset).containsExactly(7L, 8L, 9L);
        assertThat(polled).extracting(MessageExt::getQueueId).containsOnly(queue.getQueueId());

        consumer.seekToBegin(queue);
        assertThat(next(consumer).getQueueOffset()).isZero();
        consumer.seekToEnd(queue);
        producer.send(message(topic, "behind the end"), queue);
        assertThat(Inbox.body(next(consumer))).isEqualTo("behind the end");
        assertThatThrownBy(() -> consumer.seek(queue, 5_000))
                .isInstanceOf(MQClientException.class)
                .hasMessageContaining("seek offset = 5000, min offset = 0, max offset = 11");
        assertThatThrownBy(() -> consumer.seek(new MessageQueue(topic, queue.getBrokerName(), 99), 0))
                .isInstanceOf(MQClientException.class)
                .hasMessageContaining("not in assigned list");
    }

    @Test
    void what_is_committed_is_told_and_survives_the_consumer() throws Exception {
        send("m", 40);
        DefaultLitePullConsumer consumer = clients.litePullConsumer("group");
        consumer.setAutoCommit(false);
        consumer.start();
        List<MessageQueue> queues = queues(consumer);
        consumer.assign(queues);
        Map<Integer, Long> nextOffsets = new TreeMap<>();
        await().atMost(PATIENCE).until(() -> {
            consumer.poll(100)
                    .forEach(message ->
                            nextOffsets.merge(message.getQueueId(), message.getQueueOffset() + 1, Math::max));
            return nextOffsets.values().stream().mapToLong(Long::longValue).sum() == 40;
        });
        MessageQueue first = queues.get(0);
        consumer.commit(Set.of(first), true);
        consumer.commitSync(Map.of(queues.get(1), 3L), true);
        // Apache's clients tell the broker without waiting for its answer
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(consumer.committed(first)).isEqualTo(10);
            assertThat(consumer.committed(queues.get(1))).isEqualTo(3);
        });
        consumer.shutdown();

        DefaultLitePullConsumer later = clients.litePullConsumer("group");
        later.start();
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(later.committed(first)).isEqualTo(10);
            assertThat(later.committed(queues.get(1))).isEqualTo(3);
        });
    }

    @Test
    void a_paused_queue_brings_nothing_until_it_is_resumed() throws Exception {
        send("m", 4);
        DefaultLitePullConsumer consumer = clients.litePullConsumer("group");
        consumer.start();
        List<MessageQueue> queues = queues(consumer);
        consumer.assign(queues);
        Set<String> seen = new HashSet<>();
        poll(consumer, seen, () -> seen.size() == 4);
        consumer.pause(queues);
        // the released clients still take what the pulls bring that wait at the broker: one message each
        Set<String> first = send("first", 4);
        Set<String> second = send("second", 4);
        for (int i = 0; i < 5; i++) {
            consumer.poll(200).forEach(message -> seen.add(Inbox.body(message)));
        }
        assertThat(seen).doesNotContainAnyElementsOf(second);

        consumer.resume(queues);
        poll(consumer, seen, () -> seen.containsAll(first) && seen.containsAll(second));
    }

    @Test
    void an_assigned_queue_may_be_filtered_by_tags() throws Exception {
        for (int i = 0; i < 20; i++) {
            producer.send(new Message(topic, i % 2 == 0 ? "even" : "odd", ("m" + i).getBytes()));
        }
        DefaultLitePullConsumer consumer = clients.litePullConsumer("group");
        consumer.setSubExpressionForAssign(topic, "even");
        consumer.start();
        consumer.assign(queues(consumer));
        Set<String> seen = new HashSet<>();
        poll(consumer, seen, () -> seen.size() == 10);
        assertThat(seen).allMatch(body -> Integer.parseInt(body.substring(1)) % 2 == 0);
    }

    @Test
    void an_offset_is_found_by_time() throws Exception {
        send("m", 4);
        DefaultLitePullConsumer consumer = clients.litePullConsumer("group");
        consumer.start();
        MessageQueue queue = queues(consumer).get(0);
        assertThat(consumer.offsetForTimestamp(queue, 0L)).isZero();
        assertThat(consumer.offsetForTimestamp(queue, System.currentTimeMillis() + 60_000))
                .isEqualTo(1);
    }

    @Test
    void auto_commit_stores_what_was_polled() throws Exception {
        Set<String> sent = send("m", 8);
        DefaultLitePullConsumer consumer = clients.litePullConsumer("group");
        consumer.setAutoCommitIntervalMillis(1_000);
        consumer.subscribe(topic, "*");
        consumer.start();
        Set<String> seen = new HashSet<>();
        poll(consumer, seen, () -> seen.containsAll(sent));
        Collection<MessageQueue> queues = consumer.assignment();
        await().atMost(PATIENCE).until(() -> {
            consumer.poll(100);
            long committed = 0;
            for (MessageQueue queue : queues) {
                committed += Math.max(0, consumer.committed(queue));
            }
            return committed == 8;
        });
    }

    private static void poll(DefaultLitePullConsumer consumer, Set<String> seen, BooleanSupplier enough) {
        await().atMost(PATIENCE).until(() -> {
            consumer.poll(100).forEach(message -> seen.add(Inbox.body(message)));
            return enough.getAsBoolean();
        });
    }

    private static MessageExt next(DefaultLitePullConsumer consumer) {
        List<MessageExt> polled = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            polled.addAll(consumer.poll(100));
            return !polled.isEmpty();
        });
        return polled.get(0);
    }

    private List<MessageQueue> queues(DefaultLitePullConsumer consumer) throws MQClientException {
        return consumer.fetchMessageQueues(topic).stream().sorted().toList();
    }

    /** Over the four queues in turn. */
    private Set<String> send(String prefix, int count) throws Exception {
        Set<String> sent = new HashSet<>();
        List<MessageQueue> queues = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (queues.isEmpty()) {
                // the first send creates the topic
                queues.add(producer.send(message(topic, prefix + i)).getMessageQueue());
                producer.fetchPublishMessageQueues(topic).stream()
                        .filter(queue -> !queues.contains(queue))
                        .forEach(queues::add);
            } else {
                producer.send(message(topic, prefix + i), queues.get(i % queues.size()));
            }
            sent.add(prefix + i);
        }
        return sent;
    }
}
