package org.apache.rocketmq.client.impl.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.MessageSelector;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.consumer.listener.MessageListener;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.remoting.protocol.heartbeat.MessageModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The texts are those that the released client says; programs match them. */
class PushChecksTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    consumeThreadMin           | 1 | 1000
                    consumeThreadMax           | 1 | 1000
                    consumeConcurrentlyMaxSpan | 1 | 65535
                    pullThresholdForQueue      | 1 | 65535
                    pullThresholdForTopic      | 1 | 6553500
                    pullThresholdSizeForQueue  | 1 | 1024
                    pullThresholdSizeForTopic  | 1 | 102400
                    pullInterval               | 0 | 65535
                    consumeMessageBatchMaxSize | 1 | 1024
                    pullBatchSize              | 1 | 1024
                    popInvisibleTime           | 5000 | 300000
                    popBatchNums               | 1 | 32
                    """)
    void a_number_outside_of_its_range_is_named_with_the_range(String property, int least, int most) {
        String complaint = property + " Out of range [" + least + ", " + most + "]";
        // -1 means none for the limits of topics
        int below = property.endsWith("ForTopic") ? 0 : least - 1;
        refuses(consumer -> set(consumer, property, below), complaint);
        refuses(consumer -> set(consumer, property, most + 1), complaint);
    }

    @Test
    void what_is_missing_is_named() {
        refuses(consumer -> consumer.setConsumerGroup(""), "the specified group is blank");
        refuses(
                consumer -> consumer.setConsumerGroup("DEFAULT_CONSUMER"),
                "consumerGroup can not equal DEFAULT_CONSUMER, please specify another one.");
        refuses(consumer -> consumer.setMessageModel(null), "messageModel is null");
        refuses(consumer -> consumer.setConsumeFromWhere(null), "consumeFromWhere is null");
        refuses(consumer -> consumer.setAllocateMessageQueueStrategy(null), "allocateMessageQueueStrategy is null");
        refuses(consumer -> consumer.setSubscription(null), "subscription is null");
        refuses(consumer -> consumer.setMessageListener(null), "messageListener is null");
        refuses(
                consumer -> consumer.setMessageListener(new MessageListener() {}),
                "messageListener must be instanceof MessageListenerOrderly or MessageListenerConcurrently");
        refuses(
                consumer -> consumer.setConsumeTimestamp("20261341000000"),
                "consumeTimestamp is invalid, the valid format is yyyyMMddHHmmss,but received 20261341000000 ");
        refuses(
                consumer -> {
                    consumer.setConsumeThreadMin(30);
                    consumer.setConsumeThreadMax(20);
                },
                "consumeThreadMin (30) is larger than consumeThreadMax (20)");
    }

    @Test
    @SuppressWarnings("deprecation") // programs still call the deprecated one
    void what_is_not_built_is_refused_instead_of_left_out_in_silence() {
        refuses(consumer -> consumer.setClientRebalance(false), "clientRebalance is false");
        refuses(consumer -> consumer.setMessageModel(MessageModel.LITE_SELECTIVE), "messageModel is LITE_SELECTIVE");
        assertThatThrownBy(() -> consumer().subscribe("T", "a.b.Filter", "source"))
                .isInstanceOf(MQClientException.class);
    }

    @Test
    void a_subscription_that_names_nothing_is_refused_as_ever() {
        assertThatThrownBy(() -> consumer().subscribe("T", "||"))
                .isInstanceOfSatisfying(
                        MQClientException.class,
                        failure -> assertThat(failure.getErrorMessage()).isEqualTo("subscription exception"));
        assertThatThrownBy(() -> consumer().subscribe(null, "*")).isInstanceOf(MQClientException.class);
        assertThatThrownBy(() -> consumer().subscribe("T", MessageSelector.bySql("")))
                .isInstanceOf(MQClientException.class);
    }

    @Test
    void a_fresh_consumer_may_be_shut_down_suspended_and_asked() throws Exception {
        DefaultMQPushConsumer consumer = consumer();
        consumer.suspend();
        assertThat(consumer.isPause()).isTrue();
        consumer.resume();
        consumer.updateCorePoolSize(5);
        consumer.subscribe("T", "TagA");
        consumer.unsubscribe("T");
        consumer.shutdown();
        assertThat(consumer.isConsumeOrderly()).isFalse();
        assertThat(consumer.getOffsetStore()).isNull();
        assertThatThrownBy(() -> consumer.fetchSubscribeMessageQueues("T")).isInstanceOf(MQClientException.class);
    }

    private static void refuses(Consumer<DefaultMQPushConsumer> change, String complaint) {
        DefaultMQPushConsumer consumer = consumer();
        change.accept(consumer);
        assertThatThrownBy(consumer::start)
                .isInstanceOfSatisfying(
                        MQClientException.class,
                        failure -> assertThat(failure.getErrorMessage()).startsWith(complaint));
    }

    private static DefaultMQPushConsumer consumer() {
        DefaultMQPushConsumer consumer = new DefaultMQPushConsumer("group");
        consumer.registerMessageListener(
                (MessageListenerConcurrently) (messages, context) -> ConsumeConcurrentlyStatus.CONSUME_SUCCESS);
        return consumer;
    }

    private static void set(DefaultMQPushConsumer consumer, String property, int value) {
        switch (property) {
            case "consumeThreadMin" -> consumer.setConsumeThreadMin(value);
            case "consumeThreadMax" -> consumer.setConsumeThreadMax(value);
            case "consumeConcurrentlyMaxSpan" -> consumer.setConsumeConcurrentlyMaxSpan(value);
            case "pullThresholdForQueue" -> consumer.setPullThresholdForQueue(value);
            case "pullThresholdForTopic" -> consumer.setPullThresholdForTopic(value);
            case "pullThresholdSizeForQueue" -> consumer.setPullThresholdSizeForQueue(value);
            case "pullThresholdSizeForTopic" -> consumer.setPullThresholdSizeForTopic(value);
            case "pullInterval" -> consumer.setPullInterval(value);
            case "consumeMessageBatchMaxSize" -> consumer.setConsumeMessageBatchMaxSize(value);
            case "pullBatchSize" -> consumer.setPullBatchSize(value);
            case "popInvisibleTime" -> consumer.setPopInvisibleTime(value);
            case "popBatchNums" -> consumer.setPopBatchNums(value);
            default -> throw new IllegalArgumentException(property);
        }
    }
}
