package io.apogeemq.interop;

import static io.apogeemq.interop.Clients.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.apogeemq.nodes.Cluster;
import io.apogeemq.nodes.SharedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.rocketmq.client.consumer.DefaultMQPullConsumer;
import org.apache.rocketmq.client.consumer.MQPullConsumerScheduleService;
import org.apache.rocketmq.client.consumer.PullCallback;
import org.apache.rocketmq.client.consumer.PullResult;
import org.apache.rocketmq.client.consumer.PullStatus;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.common.message.Message;
import org.apache.rocketmq.common.message.MessageQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Programs that pull by themselves, as the oldest ones do. */
@ExtendWith(SharedCluster.class)
@SuppressWarnings("deprecation") // programs still use it
class PullIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Clients clients;
    private DefaultMQProducer producer;
    private String topic;
    private MessageQueue queue;

    @BeforeEach
    void connect(Cluster cluster) throws Exception {
        clients = new Clients(cluster.nameServerAddresses());
        producer = clients.producer();
        topic = clients.own("Pull");
        queue = producer.send(message(topic, "m0")).getMessageQueue();
    }

    @AfterEach
    void disconnect() {
        clients.close();
    }

    @Test
    void a_pull_brings_what_is_there_and_says_where_to_go_on() throws Exception {
        for (int i = 1; i < 5; i++) {
            producer.send(message(topic, "m" + i), queue);
        }
        DefaultMQPullConsumer consumer = clients.pullConsumer("group");
        consumer.start();

        PullResult found = consumer.pull(queue, "*", 1, 3);
        assertThat(found.getPullStatus()).isEqualTo(PullStatus.FOUND);
        assertThat(found.getMsgFoundList()).extracting(Inbox::body).containsExactly("m1", "m2", "m3");
        assertThat(found.getNextBeginOffset()).isEqualTo(4);
        assertThat(found.getMaxOffset()).isEqualTo(5);

        PullResult nothing = consumer.pull(queue, "*", 5, 3);
        assertThat(nothing.getPullStatus()).isEqualTo(PullStatus.NO_NEW_MSG);
        PullResult outside = consumer.pull(queue, "*", 50, 3);
        assertThat(outside.getPullStatus()).isEqualTo(PullStatus.OFFSET_ILLEGAL);
        assertThat(outside.getNextBeginOffset()).isEqualTo(5);
    }

    @Test
    void tags_choose_among_the_messages() throws Exception {
        producer.send(new Message(topic, "wanted", "w".getBytes()), queue);
        producer.send(new Message(topic, "other", "o".getBytes()), queue);
        DefaultMQPullConsumer consumer = clients.pullConsumer("group");
        consumer.start();
        PullResult found = consumer.pull(queue, "wanted", 0, 10);
        assertThat(found.getMsgFoundList()).extracting(Inbox::body).containsExactly("w");
    }

    @Test
    void a_pull_that_may_wait_gets_the_next_message() throws Exception {
        DefaultMQPullConsumer consumer = clients.pullConsumer("group");
        consumer.start();
        CompletableFuture<PullResult> pulled = new CompletableFuture<>();
        consumer.pullBlockIfNotFound(queue, "*", 1, 10, new PullCallback() {
            @Override
            public void onSuccess(PullResult result) {
                pulled.complete(result);
            }

            @Override
            public void onException(Throwable failure) {
                pulled.completeExceptionally(failure);
            }
        });
        producer.send(message(topic, "next"), queue);
        PullResult result = pulled.get(60, TimeUnit.SECONDS);
        assertThat(result.getMsgFoundList()).extracting(Inbox::body).containsExactly("next");
    }

    @Test
    void offsets_are_stored_when_the_program_says_so() throws Exception {
        DefaultMQPullConsumer consumer = clients.pullConsumer("group");
        consumer.start();
        // makes the group, which a broker takes no offsets without
        consumer.pull(queue, "*", 0, 10);
        consumer.updateConsumeOffset(queue, 1);
        consumer.getOffsetStore().updateConsumeOffsetToBroker(queue, 1, false);
        assertThat(consumer.fetchConsumeOffset(queue, false)).isEqualTo(1);
        consumer.shutdown();

        DefaultMQPullConsumer later = clients.pullConsumer("group");
        later.start();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(later.fetchConsumeOffset(queue, true)).isEqualTo(1));
    }

    @Test
    void the_members_of_a_group_share_the_queues_of_a_registered_topic() throws Exception {
        List<DefaultMQPullConsumer> members = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            DefaultMQPullConsumer consumer = clients.pullConsumer("group");
            consumer.setRegisterTopics(Set.of(topic));
            consumer.start();
            members.add(consumer);
        }
        await().atMost(PATIENCE).until(() -> {
            for (DefaultMQPullConsumer member : members) {
                if (member.fetchMessageQueuesInBalance(topic).size() != 2) {
                    return false;
                }
            }
            return true;
        });
        assertThat(members.get(0).fetchMessageQueuesInBalance(topic))
                .doesNotContainAnyElementsOf(members.get(1).fetchMessageQueuesInBalance(topic));
    }

    @Test
    void a_schedule_service_runs_its_task_for_each_queue_again_and_again() throws Exception {
        MQPullConsumerScheduleService service = clients.scheduleService("group");
        Set<String> seen = ConcurrentHashMap.newKeySet();
        service.registerPullTaskCallback(topic, (own, context) -> {
            try {
                long offset = Math.max(0, context.getPullConsumer().fetchConsumeOffset(own, false));
                PullResult result = context.getPullConsumer().pull(own, "*", offset, 32);
                if (result.getPullStatus() == PullStatus.FOUND) {
                    result.getMsgFoundList().forEach(message -> seen.add(Inbox.body(message)));
                }
                context.getPullConsumer().updateConsumeOffset(own, result.getNextBeginOffset());
                context.setPullNextDelayTimeMillis(20);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        service.start();
        await().atMost(PATIENCE).until(() -> seen.contains("m0"));
        producer.send(message(topic, "later"), queue);
        await().atMost(PATIENCE).until(() -> seen.contains("later"));
    }
}
