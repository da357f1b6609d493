package org.apache.rocketmq.client.impl.producer;

import io.apogeemq.client.body.BodyFormat;
import io.apogeemq.client.produce.Compression;
import io.apogeemq.client.produce.SendOptions;
import java.util.Set;
import org.apache.rocketmq.client.producer.DefaultMQProducer;

/** Reads what a program has set at its producer, as it is at each send: setters work while it runs. */
final class ProducerOptions {
    /** Off only for brokers older than any that is supported. */
    private static final boolean SHORT_HEADERS =
            Boolean.parseBoolean(System.getProperty("org.apache.rocketmq.client.sendSmartMsg", "true"));

    private ProducerOptions() {}

    static SendOptions of(DefaultMQProducer producer, Set<Integer> retryCodes) {
        return new SendOptions(
                producer.getCreateTopicKey(),
                producer.getDefaultTopicQueueNums(),
                producer.getSendMsgMaxTimeoutPerRequest(),
                producer.getCompressMsgBodyOverHowmuch(),
                compression(producer),
                1 + producer.getRetryTimesWhenSendFailed(),
                1 + producer.getRetryTimesWhenSendAsyncFailed(),
                producer.isRetryAnotherBrokerWhenNotStoreOK(),
                retryCodes,
                producer.isUnitMode(),
                !SHORT_HEADERS,
                producer.isSendMessageWithVIPChannel());
    }

    private static Compression compression(DefaultMQProducer producer) {
        BodyFormat format = BodyFormat.valueOf(producer.getCompressType().name());
        int level = producer.getCompressLevel();
        return format == BodyFormat.ZLIB && level == Compression.ZLIB.level()
                ? Compression.ZLIB
                : new Compression(format, level);
    }
}
