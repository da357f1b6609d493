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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes messages of the records that brokers answer with, bodies decompressed. Any thread.
 *
 * <p>A body that cannot be unpacked is handed over as it was stored, its flags too: the program may know what to do with
 * it, and if it were refused here, the queue would stand at this message for good. The log has one line for each answer
 * that holds such messages.
 *
 * @param readBodies false: bodies are left out, for programs that only look at properties
 * @param decompress false: compressed bodies stay as they are
 */
public record RecordDecoder(boolean readBodies, boolean decompress) {
    /** Everything, as consumers want it. */
    public static final RecordDecoder WHOLE = new RecordDecoder(true, true);

    private static final Logger log = LoggerFactory.getLogger(RecordDecoder.class);
    private static final byte[] NO_BODY = new byte[0];

    /**
     * Reads records that lie back to back.
     *
     * @param records as they came; its position and limit stay
     * @param brokerName on whose queues they lie
     * @throws ClientFailure when something else than whole records is there
     */
    public List<ReceivedMessage> decode(ByteBuffer records, String brokerName) throws ClientFailure {
        List<ReceivedMessage> messages = new ArrayList<>();
        RecordReader reader = new RecordReader();
        MessageProperties properties = new MessageProperties();
        LeftPacked left = new LeftPacked();
        for (int at = records.position(); at < records.limit(); at += reader.length()) {
            require(reader, records, at, brokerName);
            BrokerQueue queue = new BrokerQueue(brokerName, reader.queueId(), reader.topic());
            messages.add(message(reader, properties, queue, 0, left));
        }
        left.report();
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
        LeftPacked left = new LeftPacked();
        for (int at = records.position(); at < records.limit(); at += reader.length()) {
            require(reader, records, at, queue.brokerName());
            BrokerQueue own = reader.isOfTopic(queue.topic())
                    ? queue
                    : new BrokerQueue(queue.brokerName(), queue.queueId(), reader.topic());
            messages.add(message(reader, properties, own, offsetDelta, left));
        }
        left.report();
        return messages;
    }

    private static void require(RecordReader reader, ByteBuffer records, int at, String brokerName)
            throws ClientFailure {
        if (reader.read(records, at, records.limit() - at) != Found.RECORD) {
            throw ClientFailure.client("what broker " + brokerName + " sent at byte " + at + " is no whole message");
        }
    }

    private ReceivedMessage message(
            RecordReader reader, MessageProperties properties, BrokerQueue queue, long delta, LeftPacked left) {
        int sysFlag = reader.sysFlag();
        long offset = reader.queueOffset() + delta;
        if (SysFlag.has(sysFlag, SysFlag.INNER_BATCH)) {
            left.add(queue, offset, "it is a batch kept as one record, which this client does not take apart");
        }
        byte[] body = NO_BODY;
        if (readBodies) {
            body = new byte[reader.bodyLength()];
            reader.body().get(body);
            if (decompress && SysFlag.has(sysFlag, SysFlag.COMPRESSED)) {
                try {
                    body = Decompression.restore(body, sysFlag);
                    sysFlag &= ~SysFlag.COMPRESSED;
                } catch (ClientFailure failure) {
                    left.add(queue, offset, String.valueOf(failure.getMessage()));
                }
            }
        }
        reader.properties(properties);
        Map<String, String> map = new HashMap<>();
        properties.forEach(map::put);
        return new ReceivedMessage(new ReceivedMessage.Stored(
                queue,
                offset,
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

    /** The messages of one answer that are handed over as they were stored. */
    private static final class LeftPacked {
        private int count;
        private String first = "";

        void add(BrokerQueue queue, long offset, String why) {
            if (count++ == 0) {
                first = queue + " offset " + offset + ": " + why;
            }
        }

        void report() {
            if (count > 0) {
                log.warn(
                        "{} messages are handed over as they were stored, their bodies not unpacked; the first is {}",
                        count,
                        first);
            }
        }
    }
}
