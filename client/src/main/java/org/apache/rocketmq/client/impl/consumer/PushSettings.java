package org.apache.rocketmq.client.impl.consumer;

import io.apogeemq.client.consume.ConsumerSettings;
import io.apogeemq.client.consume.ConsumerSettings.Consuming;
import io.apogeemq.client.consume.ConsumerSettings.Model;
import io.apogeemq.client.consume.ConsumerSettings.Pulling;
import io.apogeemq.client.consume.ConsumerSettings.Sharing;
import io.apogeemq.client.consume.ConsumerSettings.StartAt;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.common.consumer.ConsumeFromWhere;
import org.apache.rocketmq.remoting.protocol.heartbeat.MessageModel;

/** Reads what a program set, and what the process was started with (spec/client.md 4 and 13), into the engine's settings. */
final class PushSettings {
    private PushSettings() {}

    static ConsumerSettings of(DefaultMQPushConsumer consumer, String clientId) throws MQClientException {
        return new ConsumerSettings(
                consumer.withNamespace(consumer.getConsumerGroup()),
                clientId,
                consumer.getMessageModel() == MessageModel.BROADCASTING ? Model.BROADCASTING : Model.CLUSTERING,
                startAt(consumer.getConsumeFromWhere()),
                PushChecks.startMillis(consumer.getConsumeTimestamp()),
                pulling(consumer),
                consuming(consumer),
                sharing());
    }

    /** The settings by the names that operators know, for a consumer's running info. */
    static Map<String, String> asText(DefaultMQPushConsumer consumer) {
        Map<String, String> text = new TreeMap<>();
        text.put("consumerGroup", consumer.getConsumerGroup());
        text.put("messageModel", String.valueOf(consumer.getMessageModel()));
        text.put("consumeFromWhere", String.valueOf(consumer.getConsumeFromWhere()));
        text.put("consumeTimestamp", consumer.getConsumeTimestamp());
        text.put(
                "allocateMessageQueueStrategy",
                consumer.getAllocateMessageQueueStrategy().getName());
        text.put("consumeThreadMin", String.valueOf(consumer.getConsumeThreadMin()));
        text.put("consumeThreadMax", String.valueOf(consumer.getConsumeThreadMax()));
        text.put("consumeConcurrentlyMaxSpan", String.valueOf(consumer.getConsumeConcurrentlyMaxSpan()));
        text.put("pullThresholdForQueue", String.valueOf(consumer.getPullThresholdForQueue()));
        text.put("pullThresholdSizeForQueue", String.valueOf(consumer.getPullThresholdSizeForQueue()));
        text.put("pullThresholdForTopic", String.valueOf(consumer.getPullThresholdForTopic()));
        text.put("pullThresholdSizeForTopic", String.valueOf(consumer.getPullThresholdSizeForTopic()));
        text.put("pullInterval", String.valueOf(consumer.getPullInterval()));
        text.put("pullBatchSize", String.valueOf(consumer.getPullBatchSize()));
        text.put("pullBatchSizeInBytes", String.valueOf(consumer.getPullBatchSizeInBytes()));
        text.put("consumeMessageBatchMaxSize", String.valueOf(consumer.getConsumeMessageBatchMaxSize()));
        text.put("maxReconsumeTimes", String.valueOf(consumer.getMaxReconsumeTimes()));
        text.put("suspendCurrentQueueTimeMillis", String.valueOf(consumer.getSuspendCurrentQueueTimeMillis()));
        text.put("consumeTimeout", String.valueOf(consumer.getConsumeTimeout()));
        text.put("unitMode", String.valueOf(consumer.isUnitMode()));
        return text;
    }

    @SuppressWarnings("deprecation") // programs still set the deprecated ones
    static StartAt startAt(ConsumeFromWhere from) {
        return switch (from) {
            case CONSUME_FROM_LAST_OFFSET,
                    CONSUME_FROM_LAST_OFFSET_AND_FROM_MIN_WHEN_BOOT_FIRST,
                    CONSUME_FROM_MIN_OFFSET,
                    CONSUME_FROM_MAX_OFFSET -> StartAt.LAST;
            case CONSUME_FROM_FIRST_OFFSET -> StartAt.FIRST;
            case CONSUME_FROM_TIMESTAMP -> StartAt.TIMESTAMP;
        };
    }

    private static Pulling pulling(DefaultMQPushConsumer consumer) {
        return new Pulling(
                consumer.getPullBatchSize(),
                consumer.getPullBatchSizeInBytes(),
                consumer.getPullInterval(),
                consumer.getPullTimeDelayMillsWhenException(),
                consumer.getPullThresholdForQueue(),
                consumer.getPullThresholdSizeForQueue(),
                consumer.getPullThresholdForTopic(),
                consumer.getPullThresholdSizeForTopic(),
                consumer.getConsumeConcurrentlyMaxSpan(),
                consumer.isPostSubscriptionWhenPull());
    }

    private static Consuming consuming(DefaultMQPushConsumer consumer) {
        return new Consuming(
                consumer.getConsumeThreadMin(),
                consumer.getConsumeMessageBatchMaxSize(),
                consumer.getMaxReconsumeTimes(),
                consumer.getSuspendCurrentQueueTimeMillis(),
                TimeUnit.MINUTES.toMillis(consumer.getConsumeTimeout()),
                consumer.getAwaitTerminationMillisWhenShutdown());
    }

    static Sharing sharing() {
        Sharing usual = Sharing.USUAL;
        return new Sharing(
                Long.getLong("rocketmq.client.rebalance.waitInterval", usual.periodMillis()),
                Long.getLong("rocketmq.client.rebalance.minInterval", usual.leastMillis()),
                Long.getLong("rocketmq.client.rebalance.lockInterval", usual.lockPeriodMillis()),
                Long.getLong("rocketmq.client.rebalance.lockMaxLiveTime", usual.lockLifeMillis()),
                Long.getLong("rocketmq.client.unlockDelayTimeMills", usual.forcedUnlockMillis()),
                Long.getLong("rocketmq.client.pull.pullMaxIdleTime", usual.pullLostMillis()));
    }
}
