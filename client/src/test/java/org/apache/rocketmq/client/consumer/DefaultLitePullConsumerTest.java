package org.apache.rocketmq.client.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.protocol.heartbeat.SubscriptionData;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a lite pull consumer says where no server is. The texts are those of the released client; programs match them. */
class DefaultLitePullConsumerTest {
    private static final MessageQueue QUEUE = new MessageQueue("T", "b", 0);
    private static final MessageQueue OTHER = new MessageQueue("T", "b", 7);

    private final List<DefaultLitePullConsumer> made = new ArrayList<>();

    @AfterEach
    void shutdown() {
        made.forEach(DefaultLitePullConsumer::shutdown);
    }

    @Test
    void before_the_start_nothing_can_be_asked_and_much_be_said() throws Exception {
        DefaultLitePullConsumer consumer = consumer("g");
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                consumer::poll,
                () -> consumer.seek(QUEUE, 1),
                () -> consumer.committed(QUEUE),
                () -> consumer.fetchMessageQueues("T"),
                () -> consumer.offsetForTimestamp(QUEUE, 1L))) {
            assertThatThrownBy(call)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The consumer not running, please start it first.");
        }
        consumer.assign(List.of(QUEUE));
        consumer.commit();
        consumer.pause(List.of(QUEUE));
        consumer.registerTopicMessageQueueChangeListener("T", (topic, queues) -> {});
        assertThat(consumer.assignment()).containsExactly(QUEUE);
        assertThat(consumer.isRunning()).isFalse();
    }

    @Test
    void a_consumer_either_subscribes_or_is_assigned_its_queues() throws Exception {
        DefaultLitePullConsumer assigned = consumer("g");
        assigned.assign(List.of(QUEUE));
        assertThatThrownBy(() -> assigned.subscribe("T"))
                .isInstanceOf(MQClientException.class)
                .hasMessageStartingWith("subscribe exception")
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Subscribe and assign are mutually exclusive.");
        DefaultLitePullConsumer subscribed = consumer("g");
        subscribed.subscribe("T", "a");
        subscribed.subscribe("T3", MessageSelector.bySql("a > 1"));
        assertThatThrownBy(() -> subscribed.assign(List.of(QUEUE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Subscribe and assign are mutually exclusive.");
        assertThatThrownBy(() -> subscribed.setSubExpressionForAssign("T", "b"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @SuppressWarnings("deprecation") // programs still set what is deprecated
    void what_says_nothing_is_refused() {
        DefaultLitePullConsumer consumer = consumer("g");
        for (List<MessageQueue> none : new ArrayList<List<MessageQueue>>(java.util.Arrays.asList(null, List.of()))) {
            assertThatThrownBy(() -> consumer.assign(none))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("Message queues can not be null or empty.");
        }
        assertThatThrownBy(() -> consumer.subscribe("", "a"))
                .isInstanceOf(MQClientException.class)
                .cause()
                .hasMessage("Topic can not be null or empty.");
        assertThatThrownBy(() -> consumer.subscribe("T", "||"))
                .isInstanceOf(MQClientException.class)
                .hasMessageStartingWith("subscribe exception");
        assertThatThrownBy(() -> consumer.registerTopicMessageQueueChangeListener(null, null))
                .isInstanceOf(MQClientException.class)
                .hasMessageStartingWith("Topic or listener is null");
        assertThatThrownBy(() -> consumer.setConsumeFromWhere(ConsumeFromWhere.CONSUME_FROM_MAX_OFFSET))
                .hasMessage("Invalid ConsumeFromWhere Value");
        consumer.setAutoCommitIntervalMillis(5);
        assertThat(consumer.getAutoCommitIntervalMillis()).isEqualTo(5_000);
    }

    @Test
    void a_start_checks_what_was_set() {
        refuses(consumer -> consumer.setConsumerGroup(""), "the specified group is blank");
        refuses(
                consumer -> consumer.setConsumerGroup("DEFAULT_CONSUMER"),
                "consumerGroup can not equal DEFAULT_CONSUMER, please specify another one.");
        refuses(consumer -> consumer.setMessageModel(null), "messageModel is null");
        refuses(consumer -> consumer.setAllocateMessageQueueStrategy(null), "allocateMessageQueueStrategy is null");
        refuses(
                consumer -> consumer.setConsumerTimeoutMillisWhenSuspend(10),
                "Long polling mode, the consumer consumerTimeoutMillisWhenSuspend must greater than"
                        + " brokerSuspendMaxTimeMillis");
    }

    @Test
    void it_runs_without_any_server_and_says_what_cannot_be_known() throws Exception {
        DefaultLitePullConsumer consumer = consumer("g");
        consumer.start();
        assertThat(consumer.isRunning()).isTrue();
        assertThatThrownBy(consumer::start)
                .hasMessageStartingWith("The PullConsumer service state not OK, maybe started once, RUNNING");
        assertThatThrownBy(() -> consumer.poll(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Timeout must not be negative");
        assertThat(consumer.poll(10)).isEmpty();
        assertThatThrownBy(() -> consumer.setSubExpressionForAssign("T", "x"))
                .hasMessage("setAssignTag only can be called before start.");
        consumer.assign(List.of(QUEUE));
        assertThat(consumer.assignment()).containsExactly(QUEUE);
        assertThatThrownBy(() -> consumer.seek(OTHER, 1))
                .isInstanceOf(MQClientException.class)
                .hasMessageStartingWith("The message queue is not in assigned list, message queue: " + OTHER);
        consumer.commit(Map.of(QUEUE, 5L, OTHER, 6L), false);
        assertThat(consumer.committed(QUEUE)).isEqualTo(5);
        assertThatThrownBy(() -> consumer.committed(OTHER))
                .isInstanceOf(MQClientException.class)
                .hasMessageStartingWith("Fetch consume offset from broker exception");
        assertThatThrownBy(() -> consumer.fetchMessageQueues("T"))
                .isInstanceOf(MQClientException.class)
                .hasMessageStartingWith("Can not find Message Queue for this topic, T");
        consumer.commit(Set.of(), false);
        consumer.pause(List.of(OTHER));

        consumer.shutdown();
        assertThat(consumer.isRunning()).isFalse();
        assertThatThrownBy(consumer::poll).hasMessage("The consumer not running, please start it first.");
    }

    @Test
    void a_poll_that_is_interrupted_returns_nothing_and_the_thread_knows() throws Exception {
        DefaultLitePullConsumer consumer = consumer("g");
        consumer.start();
        Thread.currentThread().interrupt();
        assertThat(consumer.poll(60_000)).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void what_heartbeats_say_besides_can_be_set_and_read_back() throws Exception {
        DefaultLitePullConsumer consumer = consumer("g");
        assertThat(consumer.getSubscriptionsForHeartbeat()).isEmpty();
        consumer.buildSubscriptionsForHeartbeat(Map.of("X", MessageSelector.byTag("a")));
        assertThat(consumer.getSubscriptionsForHeartbeat())
                .singleElement()
                .returns("X", SubscriptionData::getTopic)
                .returns("a", SubscriptionData::getSubString)
                .returns(Set.of("a"), SubscriptionData::getTagsSet);
    }

    private void refuses(Consumer<DefaultLitePullConsumer> set, String complaint) {
        DefaultLitePullConsumer consumer = consumer("g");
        set.accept(consumer);
        assertThatThrownBy(consumer::start)
                .isInstanceOfSatisfying(
                        MQClientException.class,
                        refusal -> assertThat(refusal.getErrorMessage()).startsWith(complaint));
    }

    private DefaultLitePullConsumer consumer(String group) {
        DefaultLitePullConsumer consumer = new DefaultLitePullConsumer(group);
        consumer.setNamesrvAddr("127.0.0.1:1");
        made.add(consumer);
        return consumer;
    }
}
