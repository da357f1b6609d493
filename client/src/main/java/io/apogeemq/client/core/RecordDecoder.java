package io.apogeemq.client.core;

import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.protocol.message.RecordReader.Found;
import io.apogeemq.protocol.message.SysFlag;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes messages of the records that brokers answer with, bodies decompressed. Any thread.
 *
 * @param readBodies false: bodies are left out, for programs that only look at properties
 * @param decompress false: compressed bodies stay as they are
 */
public record RecordDecoder(boolean readBodies, boolean decompress) {
    /** Everything, as consumers want it. */
    public static final RecordDecoder WHOLE = new RecordDecoder(true, true);

    private static final byte[] NO_BODY = new byte[0];

    /**
     * Reads records that lie back to back.
     *
     * @param records as they came; its position and limit stay
     * @param brokerName on whose queues they lie
     * @throws ClientFailure when something else than whole records is there, or a body is compressed in a way that this
     *     client does not know
     */
    public List<ReceivedMessage> decode(ByteBuffer records, String brokerName) throws ClientFailure {
        List<ReceivedMessage> messages = new ArrayList<>();
        RecordReader reader = new RecordReader();
        MessageProperties properties = new MessageProperties();
        for (int at = records.position(); at < records.limit(); at += reader.length()) {
            require(reader, records, at, brokerName);
            messages.add(message(reader, properties, new BrokerQueue(brokerName, reader.queueId(), reader.topic()), 0));
        }
        return messages;
    }

    /**
     * As {@link #decode}, for records of one queue.
     *
     * @param offsetDelta what lies between the offsets in the records and those of the queue
     */
    public List<ReceivedMessage> decodePulled(ByteBuffer records, BrokerQueue queue, long offsetDelta)
            throws ClientFailure {
        List<ReceivedMessage> messages = new ArrayList<>();
        RecordReader reader = new RecordReader();
        MessageProperties properties = new MessageProperties();
        for (int at = records.position(); at < records.limit(); at += reader.length()) {
            require(reader, records, at, queue.brokerName());
            BrokerQueue own = reader.isOfTopic(queue.topic())
                    ? queue
                    : new BrokerQueue(queue.brokerName(), queue.queueId(), reader.topic());
            messages.add(message(reader, properties, own, offsetDelta));
        }
        return messages;
    }

    private static void require(RecordReader reader, ByteBuffer records, int at, String brokerName)
            throws ClientFailure {
        if (reader.read(records, at, records.limit() - at) != Found.RECORD) {
            throw ClientFailure.client("what broker " + brokerName + " sent at byte " + at + " is no whole message");
        }
    }

    private ReceivedMessage message(RecordReader reader, MessageProperties properties, BrokerQueue queue, long delta)
            throws ClientFailure {
        int sysFlag = reader.sysFlag();
        if (SysFlag.has(sysFlag, SysFlag.INNER_BATCH)) {
            throw ClientFailure.client(queue + " offset " + reader.queueOffset()
                    + " is a batch kept as one record; this client does not read those");
        }
        byte[] body = NO_BODY;
        if (readBodies) {
            body = new byte[reader.bodyLength()];
            reader.body().get(body);
            if (decompress && SysFlag.has(sysFlag, SysFlag.COMPRESSED)) {
                body = Decompression.restore(body, sysFlag);
                sysFlag &= ~SysFlag.COMPRESSED;
            }
        }
        reader.properties(properties);
        Map<String, String> map = new HashMap<>();
        properties.forEach(map::put);
        return new ReceivedMessage(new ReceivedMessage.Stored(
                queue,
                reader.queueOffset() + delta,
                reader.position(),
                reader.length(),
                reader.bodyCrc(),
                reader.flag(),
                sysFlag,
                reader.bornMillis(),
                reader.bornHost(),
                reader.storeMillis(),
                reader.storeHost(),
                reader.reconsumeTimes(),
                reader.preparedPosition(),
                body,
                map));
    }
}
