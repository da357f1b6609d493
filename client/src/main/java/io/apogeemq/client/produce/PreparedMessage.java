package io.apogeemq.client.produce;

import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.ByteRange;
import io.apogeemq.protocol.header.SendRequest;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.PropertyKey;
import io.apogeemq.protocol.message.SysFlag;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.remoting.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A message as it travels: with its id, compressed, its properties as bytes. Made once, on the thread that sends; each try
 * only adds where it goes.
 */
final class PreparedMessage {
    private final OutgoingMessage message;
    private final byte[] body;
    private final int sysFlag;
    private final int reconsumeTimes;
    private final @Nullable Integer maxReconsumeTimes;
    /** What moved into the header, and travels among the properties all the same. */
    private final Map<String, String> taken;

    private byte[] properties;

    private PreparedMessage(OutgoingMessage message, byte[] body, int sysFlag) throws ClientFailure {
        this.message = message;
        this.body = body;
        this.sysFlag = sysFlag;
        this.properties = encode(message.properties());
        this.taken = TopicNames.isRetry(message.topic()) ? new HashMap<>() : Map.of();
        boolean retry = TopicNames.isRetry(message.topic());
        Integer times = retry ? takeNumber(PropertyKey.RECONSUME_TIME) : null;
        this.reconsumeTimes = times == null ? 0 : times;
        this.maxReconsumeTimes = retry ? takeNumber(PropertyKey.MAX_RECONSUME_TIMES) : null;
    }

    /**
     * Prepares a message.
     *
     * @param ids gives it an id, unless it has one
     * @throws ClientFailure when its properties or its compression cannot be written
     */
    static PreparedMessage of(OutgoingMessage message, SendOptions options, Supplier<String> ids) throws ClientFailure {
        message.properties().computeIfAbsent(PropertyKey.UNIQUE_ID, key -> ids.get());
        byte[] body = message.body();
        int sysFlag = 0;
        if (!message.isBatch() && body.length >= options.compressFrom()) {
            byte[] compressed = options.compression().compress(body);
            // what does not get shorter would cost the consumer time for nothing, and may be longer than a broker takes
            if (compressed.length < body.length) {
                body = compressed;
                sysFlag |= options.compression().sysFlag();
            }
        }
        if (Boolean.parseBoolean(message.property(PropertyKey.TRANSACTION_PREPARED))) {
            sysFlag |= SysFlag.TRANSACTION_PREPARED;
        }
        return new PreparedMessage(message, body, sysFlag);
    }

    /**
     * Takes over what somebody changed in the message's properties since: code of the program's own looks at each try.
     *
     * @throws ClientFailure when they cannot be written any more
     */
    void renewProperties() throws ClientFailure {
        Map<String, String> all = new HashMap<>(message.properties());
        all.putAll(taken);
        properties = encode(all);
    }

    OutgoingMessage message() {
        return message;
    }

    /** The id under which the program will know it. */
    String messageId() {
        String batchId = message.batchId();
        return batchId == null ? String.valueOf(message.property(PropertyKey.UNIQUE_ID)) : batchId;
    }

    /** The request that sends it to the queue. */
    Request request(BrokerQueue queue, String group, SendOptions options, long bornMillis) {
        SendRequest header = new SendRequest(
                group,
                message.topic(),
                options.createTopicKey(),
                options.queueCount(),
                queue.queueId(),
                sysFlag,
                bornMillis,
                message.flag(),
                ByteRange.of(properties),
                reconsumeTimes,
                options.unitMode(),
                maxReconsumeTimes,
                message.isBatch(),
                queue.brokerName());
        boolean reply = "reply".equals(message.property("MSG_TYPE"));
        if (options.longHeader() && !message.isBatch()) {
            return Request.of(
                    reply ? RequestCode.SEND_REPLY_MESSAGE : RequestCode.SEND_MESSAGE, SendRequest.LONG, header, body);
        }
        int code = RequestCode.SEND_MESSAGE_V2;
        if (reply) {
            code = RequestCode.SEND_REPLY_MESSAGE_V2;
        } else if (message.isBatch()) {
            code = RequestCode.SEND_BATCH_MESSAGE;
        }
        return Request.of(code, SendRequest.SHORT, header, body);
    }

    private static byte[] encode(Map<String, String> properties) throws ClientFailure {
        try {
            return MessageProperties.encode(properties);
        } catch (IllegalArgumentException e) {
            throw ClientFailure.client(ResponseCode.MESSAGE_ILLEGAL, String.valueOf(e.getMessage()), e);
        }
    }

    private @Nullable Integer takeNumber(String property) {
        String value = message.properties().remove(property);
        if (value == null) {
            return null;
        }
        taken.put(property, value);
        return Integer.valueOf(value);
    }
}
