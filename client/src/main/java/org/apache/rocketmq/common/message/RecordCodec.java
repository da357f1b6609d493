package org.apache.rocketmq.common.message;

import io.apogeemq.client.core.ClientFailure;
import io.apogeemq.client.core.Decompression;
import io.apogeemq.protocol.message.BatchBody;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.OffsetMessageId;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.RecordLayout;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.protocol.message.SysFlag;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between the contract's messages and the protocol's records. */
final class RecordCodec {
    private static final Logger log = LoggerFactory.getLogger(RecordCodec.class);

    private RecordCodec() {}

    /** Fills the message from the record at the buffer's position; null when there is none that can be read. */
    static MessageExt read(ByteBuffer source, boolean readBody, boolean decompress, MessageExt into) {
        RecordReader reader = new RecordReader();
        if (reader.read(source, source.position(), source.remaining()) != RecordReader.Found.RECORD) {
            source.position(source.limit());
            return null;
        }
        try {
            fill(reader, readBody, decompress, into);
        } catch (ClientFailure failure) {
            log.error("a message cannot be decoded: {}", failure.getMessage());
            source.position(source.limit());
            return null;
        }
        source.position(source.position() + reader.length());
        return into;
    }

    private static void fill(RecordReader reader, boolean readBody, boolean decompress, MessageExt message)
            throws ClientFailure {
        int sysFlag = reader.sysFlag();
        if (readBody) {
            byte[] body = new byte[reader.bodyLength()];
            reader.body().get(body);
            if (decompress && SysFlag.has(sysFlag, SysFlag.COMPRESSED)) {
                body = Decompression.restore(body, sysFlag);
                sysFlag &= ~SysFlag.COMPRESSED;
            }
            message.setBody(body);
        }
        message.setStoreSize(reader.length());
        message.setBodyCRC(reader.bodyCrc());
        message.setQueueId(reader.queueId());
        message.setFlag(reader.flag());
        message.setQueueOffset(reader.queueOffset());
        message.setCommitLogOffset(reader.position());
        message.setSysFlag(sysFlag);
        message.setBornTimestamp(reader.bornMillis());
        message.setBornHost(reader.bornHost());
        message.setStoreTimestamp(reader.storeMillis());
        message.setStoreHost(reader.storeHost());
        message.setReconsumeTimes(reader.reconsumeTimes());
        message.setPreparedTransactionOffset(reader.preparedPosition());
        message.setTopic(reader.topic());
        message.setProperties(properties(reader));
        String id = OffsetMessageId.text(reader.storeHost(), reader.position());
        if (message instanceof MessageClientExt received) {
            received.setOffsetMsgId(id);
        } else {
            message.setMsgId(id);
        }
    }

    /** Whether the record's body is what its checksum is of. */
    static boolean isWhole(ByteBuffer source) {
        RecordReader reader = new RecordReader();
        return reader.read(source, source.position(), source.remaining()) == RecordReader.Found.RECORD
                && reader.isBodyWhole();
    }

    /** The record's properties as they stand there. */
    static String propertiesText(ByteBuffer source) {
        RecordReader reader = new RecordReader();
        reader.read(source, source.position(), source.remaining());
        MessageProperties properties = new MessageProperties();
        reader.properties(properties);
        return MessageDecoder.messageProperties2String(properties.toMap());
    }

    static Map<String, String> properties(RecordReader reader) {
        MessageProperties properties = new MessageProperties();
        reader.properties(properties);
        return new HashMap<>(properties.toMap());
    }

    /** The record of the message, with that body. */
    static byte[] write(MessageExt message, byte[] body) {
        OutgoingRecord record = new OutgoingRecord()
                .set(
                        message.getTopic(),
                        message.getQueueId(),
                        message.getFlag(),
                        message.getSysFlag(),
                        message.getBornTimestamp(),
                        (InetSocketAddress) message.getBornHost(),
                        (InetSocketAddress) message.getStoreHost(),
                        message.getReconsumeTimes(),
                        message.getPreparedTransactionOffset(),
                        ByteBuffer.wrap(body == null ? new byte[0] : body));
        if (message.getProperties() != null) {
            record.properties().set(message.getProperties());
        }
        record.encode();
        record.place(message.getQueueOffset(), message.getCommitLogOffset(), message.getStoreTimestamp());
        byte[] bytes = record.toBytes();
        // the sum that the message tells, which need not be that of this body
        ByteBuffer.wrap(bytes).putInt(RecordLayout.BODY_CRC_AT, message.getBodyCRC());
        return bytes;
    }

    static Message item(BatchBody items) {
        Message message = new Message();
        message.setFlag(items.flag());
        byte[] body = new byte[items.body().remaining()];
        items.body().get(body);
        message.setBody(body);
        MessageProperties properties = new MessageProperties();
        items.properties(properties);
        message.setProperties(new HashMap<>(properties.toMap()));
        return message;
    }
}
