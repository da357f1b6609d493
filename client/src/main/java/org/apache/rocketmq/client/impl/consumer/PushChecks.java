package org.apache.rocketmq.client.impl.consumer;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.apache.rocketmq.client.Validators;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.listener.MessageListenerConcurrently;
import org.apache.rocketmq.client.consumer.listener.MessageListenerOrderly;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.impl.Failures;
import org.apache.rocketmq.remoting.protocol.heartbeat.MessageModel;

/** What a push consumer must be set to before it starts (spec/client.md 4, 26). The texts are those that programs know. */
final class PushChecks {
    private static final String DEFAULT_GROUP = "DEFAULT_CONSUMER";
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    private PushChecks() {}

    static void check(DefaultMQPushConsumer consumer) throws MQClientException {
        Validators.checkGroup(consumer.getConsumerGroup());
        require(
                !consumer.getConsumerGroup().equals(DEFAULT_GROUP),
                "consumerGroup can not equal " + DEFAULT_GROUP + ", please specify another one.");
        require(consumer.getMessageModel() != null, "messageModel is null");
        require(consumer.getConsumeFromWhere() != null, "consumeFromWhere is null");
        startMillis(consumer.getConsumeTimestamp());
        require(consumer.getAllocateMessageQueueStrategy() != null, "allocateMessageQueueStrategy is null");
        require(consumer.getSubscription() != null, "subscription is null");
        require(consumer.getMessageListener() != null, "messageListener is null");
        require(
                consumer.getMessageListener() instanceof MessageListenerOrderly
                        || consumer.getMessageListener() instanceof MessageListenerConcurrently,
                "messageListener must be instanceof MessageListenerOrderly or MessageListenerConcurrently");
        range("consumeThreadMin", consumer.getConsumeThreadMin(), 1, 1000);
        range("consumeThreadMax", consumer.getConsumeThreadMax(), 1, 1000);
        if (consumer.getConsumeThreadMin() > consumer.getConsumeThreadMax()) {
            throw new MQClientException(
                    "consumeThreadMin (" + consumer.getConsumeThreadMin() + ") is larger than consumeThreadMax ("
                            + consumer.getConsumeThreadMax() + ")",
                    null);
        }
        range("consumeConcurrentlyMaxSpan", consumer.getConsumeConcurrentlyMaxSpan(), 1, 65535);
        range("pullThresholdForQueue", consumer.getPullThresholdForQueue(), 1, 65535);
        if (consumer.getPullThresholdForTopic() != -1) {
            range("pullThresholdForTopic", consumer.getPullThresholdForTopic(), 1, 6553500);
        }
        range("pullThresholdSizeForQueue", consumer.getPullThresholdSizeForQueue(), 1, 1024);
        if (consumer.getPullThresholdSizeForTopic() != -1) {
            range("pullThresholdSizeForTopic", consumer.getPullThresholdSizeForTopic(), 1, 102400);
        }
        range("pullInterval", consumer.getPullInterval(), 0, 65535);
        range("consumeMessageBatchMaxSize", consumer.getConsumeMessageBatchMaxSize(), 1, 1024);
        range("pullBatchSize", consumer.getPullBatchSize(), 1, 1024);
        range("popInvisibleTime", consumer.getPopInvisibleTime(), 5000, 300000);
        range("popBatchNums", consumer.getPopBatchNums(), 1, 32);
        refuseUnbuilt(consumer);
    }

    /** Wall clock ms of {@code yyyyMMddHHmmss} in this machine's time zone. */
    static long startMillis(String text) throws MQClientException {
        if (text != null) {
            try {
                return LocalDateTime.parse(text, TIMESTAMP)
                        .atZone(ZoneId.systemDefault())
                        .toInstant()
                        .toEpochMilli();
            } catch (DateTimeException e) {
                // refused below
            }
        }
        throw new MQClientException(
                Failures.withHelp(
                        "consumeTimestamp is invalid, the valid format is yyyyMMddHHmmss,but received " + text + " "),
                null);
    }

    /** To go on without what was asked for would be another consumer than the program means. */
    private static void refuseUnbuilt(DefaultMQPushConsumer consumer) throws MQClientException {
        require(
                consumer.isClientRebalance()
                        || consumer.getMessageListener() instanceof MessageListenerOrderly
                        || consumer.getMessageModel() == MessageModel.BROADCASTING,
                "clientRebalance is false, and this client does not let brokers share the queues yet: leave it true");
        require(
                consumer.getMessageModel() != MessageModel.LITE_SELECTIVE,
                "messageModel is LITE_SELECTIVE, which this client does not have: use CLUSTERING or BROADCASTING");
    }

    private static void range(String name, long value, long least, long most) throws MQClientException {
        require(least <= value && value <= most, name + " Out of range [" + least + ", " + most + "]");
    }

    private static void require(boolean condition, String complaint) throws MQClientException {
        if (!condition) {
            throw new MQClientException(Failures.withHelp(complaint), null);
        }
    }
}
