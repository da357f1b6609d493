package org.apache.rocketmq.client.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.protocol.heartbeat.SubscriptionData;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a pull consumer says where no server is. The texts are those of the released client; programs match them. */
@SuppressWarnings("deprecation") // programs still use it
class DefaultMQPullConsumerTest {
    private static final MessageQueue QUEUE = new MessageQueue("T", "b", 0);

    private final List<DefaultMQPullConsumer> made = new ArrayList<>();

    @AfterEach
    void shutdown() {
        made.forEach(DefaultMQPullConsumer::shutdown);
    }

    @Test
    void before_the_start_nothing_can_be_asked() {
        DefaultMQPullConsumer consumer = consumer();
        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> consumer.pull(QUEUE, "*", 0, 1),
                () -> consumer.fetchConsumeOffset(QUEUE, true),
                () -> consumer.updateConsumeOffset(QUEUE, 1),
                () -> consumer.fetchMessageQueuesInBalance("T"))) {
            assertThatThrownBy(call)
                    .isInstanceOf(MQClientException.class)
                    .hasMessageStartingWith("The consumer is not in running status, CREATE_JUST");
        }
    }

    @Test
    void a_pull_says_what_is_wrong_with_it() throws Exception {
        DefaultMQPullConsumer consumer = consumer();
        consumer.start();
        refused(() -> consumer.pull(null, "*", 0, 1), "mq is null");
        refused(() -> consumer.pull(QUEUE, "*", -1, 1), "offset < 0");
        refused(() -> consumer.pull(QUEUE, "*", 0, 0), "maxNums <= 0");
        refused(() -> consumer.pull(QUEUE, "||", 0, 1), "parse subscription error");
        refused(() -> consumer.pull(QUEUE, (MessageSelector) null, 0, 1), "parse subscription error");
        refused(() -> consumer.pull(QUEUE, "*", 0, 1, null), "pullCallback is null");
        assertThatThrownBy(consumer::start)
                .hasMessageStartingWith("The PullConsumer service state not OK, maybe started once, RUNNING");
        consumer.shutdown();
        refused(() -> consumer.pull(QUEUE, "*", 0, 1), "The consumer is not in running status, SHUTDOWN_ALREADY");
    }

    @Test
    void offsets_are_the_programs_own_in_memory_and_unknown_where_no_broker_is() throws Exception {
        DefaultMQPullConsumer consumer = consumer();
        consumer.start();
        consumer.updateConsumeOffset(QUEUE, 7);
        assertThat(consumer.fetchConsumeOffset(QUEUE, false)).isEqualTo(7);
        assertThat(consumer.fetchConsumeOffset(QUEUE, true)).isEqualTo(-2);
        assertThat(consumer.fetchConsumeOffset(QUEUE, false)).isEqualTo(7);
        assertThat(consumer.fetchMessageQueuesInBalance("T")).isEmpty();
        assertThatThrownBy(() -> consumer.fetchMessageQueuesInBalance(null)).hasMessage("topic is null");
    }

    @Test
    void what_is_registered_can_be_read_back() throws Exception {
        DefaultMQPullConsumer consumer = consumer();
        consumer.addRegisterSubscriptions("X", MessageSelector.byTag("a"));
        assertThat(consumer.getRegisterSubscriptions())
                .singleElement()
                .returns("X", SubscriptionData::getTopic)
                .returns("a", SubscriptionData::getSubString);
        consumer.clearRegisterSubscriptions();
        assertThat(consumer.getRegisterSubscriptions()).isEmpty();
        MessageQueueListener listener = (topic, all, assigned) -> {};
        consumer.registerMessageQueueListener("Y", listener);
        consumer.registerMessageQueueListener("Z", null);
        assertThat(consumer.getRegisterTopics()).containsExactlyInAnyOrder("Y", "Z");
        assertThat(consumer.getMessageQueueListener()).isSameAs(listener);
    }

    @Test
    void a_start_checks_what_was_set() {
        refusesStart(consumer -> consumer.setConsumerGroup(""), "the specified group is blank");
        refusesStart(
                consumer -> consumer.setConsumerGroup("DEFAULT_CONSUMER"),
                "consumerGroup can not equal DEFAULT_CONSUMER, please specify another one.");
        refusesStart(consumer -> consumer.setMessageModel(null), "messageModel is null");
        refusesStart(
                consumer -> consumer.setAllocateMessageQueueStrategy(null), "allocateMessageQueueStrategy is null");
        refusesStart(
                consumer -> consumer.setConsumerTimeoutMillisWhenSuspend(5),
                "Long polling mode, the consumer consumerTimeoutMillisWhenSuspend must greater than");
    }

    @Test
    void a_schedule_service_registers_the_topics_of_its_tasks() {
        MQPullConsumerScheduleService service = new MQPullConsumerScheduleService("sg");
        service.registerPullTaskCallback("T", (queue, context) -> {});
        assertThat(service.getDefaultMQPullConsumer().getRegisterTopics()).isEqualTo(Set.of("T"));
        assertThat(service.getCallbackTable()).containsOnlyKeys("T");
        assertThat(new PullTaskContext().getPullNextDelayTimeMillis()).isEqualTo(200);
    }

    private static void refused(ThrowingCallable call, String complaint) {
        assertThatThrownBy(call).isInstanceOf(MQClientException.class).hasMessageStartingWith(complaint);
    }

    private void refusesStart(Consumer<DefaultMQPullConsumer> set, String complaint) {
        DefaultMQPullConsumer consumer = consumer();
        set.accept(consumer);
        refused(consumer::start, complaint);
    }

    private DefaultMQPullConsumer consumer() {
        DefaultMQPullConsumer consumer = new DefaultMQPullConsumer("g");
        consumer.setNamesrvAddr("127.0.0.1:1");
        made.add(consumer);
        return consumer;
    }
}
