package org.apache.rocketmq.client.impl.consumer;

import io.apogeemq.client.consume.ConsumerSettings;
import io.apogeemq.client.consume.ConsumerSettings.Consuming;
import io.apogeemq.client.consume.ConsumerSettings.Model;
import io.apogeemq.client.consume.ConsumerSettings.Pulling;
import io.apogeemq.client.consume.calls.PullOrder;
import java.util.Map;
import java.util.TreeMap;
import org.apache.rocketmq.client.Validators;
import org.apache.rocketmq.client.consumer.DefaultLitePullConsumer;
import org.apache.rocketmq.client.exception.MQClientException;
import org.apache.rocketmq.client.impl.Failures;
import org.apache.rocketmq.remoting.protocol.heartbeat.MessageModel;

/** Reads what a program set at its lite pull consumer, and checks it (spec/client.md 5 and 36). */
final class LiteSettings {
    private static final String DEFAULT_GROUP = "DEFAULT_CONSUMER";

    /** There are no listeners; how long what would be theirs takes does not matter. */
    private static final Consuming NO_LISTENERS = new Consuming(0, 1, -1, 0, 0, 0);

    private LiteSettings() {}

    static void check(DefaultLitePullConsumer consumer) throws MQClientException {
        Validators.checkGroup(consumer.getConsumerGroup());
        require(
                !consumer.getConsumerGroup().equals(DEFAULT_GROUP),
                "consumerGroup can not equal " + DEFAULT_GROUP + ", please specify another one.");
        require(consumer.getMessageModel() != null, "messageModel is null");
        require(consumer.getAllocateMessageQueueStrategy() != null, "allocateMessageQueueStrategy is null");
        require(
                consumer.getConsumerTimeoutMillisWhenSuspend() >= consumer.getBrokerSuspendMaxTimeMillis(),
                "Long polling mode, the consumer consumerTimeoutMillisWhenSuspend must greater than"
                        + " brokerSuspendMaxTimeMillis");
        require(
                consumer.getMessageModel() != MessageModel.LITE_SELECTIVE,
                "messageModel is LITE_SELECTIVE, which this client does not have: use CLUSTERING or BROADCASTING");
    }

    static ConsumerSettings of(DefaultLitePullConsumer consumer, String clientId) throws MQClientException {
        return new ConsumerSettings(
                consumer.withNamespace(consumer.getConsumerGroup()),
                clientId,
                consumer.getMessageModel() == MessageModel.BROADCASTING ? Model.BROADCASTING : Model.CLUSTERING,
                PushSettings.startAt(consumer.getConsumeFromWhere()),
                PushChecks.startMillis(consumer.getConsumeTimestamp()),
                new Pulling(
                        consumer.getPullBatchSize(),
                        Integer.MAX_VALUE,
                        0,
                        consumer.getPullTimeDelayMillsWhenException(),
                        consumer.getPullThresholdForQueue(),
                        consumer.getPullThresholdSizeForQueue(),
                        -1,
                        -1,
                        consumer.getConsumeMaxSpan(),
                        true),
                NO_LISTENERS,
                PushSettings.sharing());
    }

    static PullOrder.Terms terms(DefaultLitePullConsumer consumer) {
        return new PullOrder.Terms(
                true,
                consumer.getBrokerSuspendMaxTimeMillis(),
                consumer.getConsumerTimeoutMillisWhenSuspend(),
                consumer.isConnectBrokerByUser() ? consumer.getDefaultBrokerId() : null);
    }

    /** The settings by the names that operators know, for a consumer's running info. */
    static Map<String, String> asText(DefaultLitePullConsumer consumer) {
        Map<String, String> text = new TreeMap<>();
        text.put("consumerGroup", consumer.getConsumerGroup());
        text.put("messageModel", String.valueOf(consumer.getMessageModel()));
        text.put("consumeFromWhere", String.valueOf(consumer.getConsumeFromWhere()));
        text.put("consumeTimestamp", consumer.getConsumeTimestamp());
        text.put(
                "allocateMessageQueueStrategy",
                consumer.getAllocateMessageQueueStrategy().getName());
        text.put("autoCommit", String.valueOf(consumer.isAutoCommit()));
        text.put("pullBatchSize", String.valueOf(consumer.getPullBatchSize()));
        text.put("pullThresholdForAll", String.valueOf(consumer.getPullThresholdForAll()));
        text.put("pullThresholdForQueue", String.valueOf(consumer.getPullThresholdForQueue()));
        text.put("pullThresholdSizeForQueue", String.valueOf(consumer.getPullThresholdSizeForQueue()));
        text.put("consumeMaxSpan", String.valueOf(consumer.getConsumeMaxSpan()));
        text.put("unitMode", String.valueOf(consumer.isUnitMode()));
        return text;
    }

    private static void require(boolean condition, String complaint) throws MQClientException {
        if (!condition) {
            throw new MQClientException(Failures.withHelp(complaint), null);
        }
    }
}
