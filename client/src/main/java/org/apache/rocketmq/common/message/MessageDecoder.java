package org.apache.rocketmq.common.message;

import io.apogeemq.client.body.BodyFormat;
import io.apogeemq.client.produce.Compression;
import io.apogeemq.protocol.message.BatchBody;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.OffsetMessageId;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.protocol.message.SysFlag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Turns messages into bytes and back, as tools and tests do (spec/messages.md 3, 6, 8 and 12). */
public class MessageDecoder {
    public static final Charset CHARSET_UTF8 = StandardCharsets.UTF_8;
    public static final char NAME_VALUE_SEPARATOR = 1;
    public static final char PROPERTY_SEPARATOR = 2;
    public static final int MESSAGE_MAGIC_CODE = -626843481;
    public static final int MESSAGE_MAGIC_CODE_V2 = -626843477;
    public static final int BLANK_MAGIC_CODE = -875286124;
    public static final int MESSAGE_MAGIC_CODE_POSITION = 4;
    public static final int MESSAGE_FLAG_POSITION = 16;
    public static final int QUEUE_OFFSET_POSITION = 20;
    public static final int MESSAGE_PHYSIC_OFFSET_POSITION = 28;
    public static final int PHY_POS_POSITION = 28;
    public static final int SYSFLAG_POSITION = 36;
    public static final int MESSAGE_STORE_TIMESTAMP_POSITION = 56;

    private static final String PROPERTIES_STRING = "propertiesString";
    private static final String CRC_NAME = MessageConst.PROPERTY_CRC32;
    private static final int CRC_DIGITS = 10;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    public MessageDecoder() {}

    /** The id of the message that lies at the position of that broker's log. */
    public static String createMessageId(SocketAddress socketAddress, long transactionIdhashCode) {
        return OffsetMessageId.text((InetSocketAddress) socketAddress, transactionIdhashCode);
    }

    /** As above; the address as its bytes and port. */
    public static String createMessageId(ByteBuffer input, ByteBuffer addr, long offset) {
        input.clear();
        input.limit(addr.remaining() + Long.BYTES);
        input.put(addr).putLong(offset).flip();
        byte[] id = new byte[input.remaining()];
        input.duplicate().get(id);
        return HEX.formatHex(id);
    }

    /**
     * What an offset message id says.
     *
     * @throws IllegalArgumentException when the text is none
     */
    public static MessageId decodeMessageId(String msgId) throws UnknownHostException {
        OffsetMessageId id = OffsetMessageId.parse(msgId);
        if (id == null) {
            throw new IllegalArgumentException("not an offset message id: " + msgId);
        }
        return new MessageId(id.storeHost(), id.position());
    }

    /** The properties of the record in the buffer, or null when there is none. The buffer's position stays. */
    public static Map<String, String> decodeProperties(ByteBuffer byteBuffer) {
        RecordReader reader = new RecordReader();
        return reader.read(byteBuffer, byteBuffer.position(), byteBuffer.remaining()) == RecordReader.Found.RECORD
                ? RecordCodec.properties(reader)
                : null;
    }

    public static MessageExt decode(ByteBuffer byteBuffer) {
        return decode(byteBuffer, true, true, false);
    }

    public static MessageExt decode(ByteBuffer byteBuffer, boolean readBody) {
        return decode(byteBuffer, readBody, true, false);
    }

    public static MessageExt decode(ByteBuffer byteBuffer, boolean readBody, boolean deCompressBody) {
        return decode(byteBuffer, readBody, deCompressBody, false);
    }

    /**
     * The message of the record at the buffer's position, which moves behind it; null when there is none, or when its body
     * is damaged or compressed in a way that this client does not read: then the buffer is used up.
     *
     * @param isClient whether the message's id is the one that its sender gave it
     */
    public static MessageExt decode(ByteBuffer byteBuffer, boolean readBody, boolean deCompressBody, boolean isClient) {
        return RecordCodec.read(
                byteBuffer, readBody, deCompressBody, isClient ? new MessageClientExt() : new MessageExt());
    }

    /** As above; with {@code isSetPropertiesString} the properties' own text is a property too. */
    public static MessageExt decode(
            ByteBuffer byteBuffer,
            boolean readBody,
            boolean deCompressBody,
            boolean isClient,
            boolean isSetPropertiesString) {
        return decode(byteBuffer, readBody, deCompressBody, isClient, isSetPropertiesString, false);
    }

    /** As above; with {@code checkCRC} a body that does not fit its checksum makes no message. */
    public static MessageExt decode(
            ByteBuffer byteBuffer,
            boolean readBody,
            boolean deCompressBody,
            boolean isClient,
            boolean isSetPropertiesString,
            boolean checkCRC) {
        ByteBuffer record = byteBuffer.duplicate();
        MessageExt message = decode(byteBuffer, readBody, deCompressBody, isClient);
        if (message == null || checkCRC && !RecordCodec.isWhole(record)) {
            return null;
        }
        if (isSetPropertiesString) {
            MessageAccessor.putProperty(message, PROPERTIES_STRING, RecordCodec.propertiesText(record));
        }
        return message;
    }

    public static MessageExt clientDecode(ByteBuffer byteBuffer, boolean readBody) {
        return decode(byteBuffer, readBody, true, true);
    }

    public static List<MessageExt> decodes(ByteBuffer byteBuffer) {
        return decodes(byteBuffer, true);
    }

    /** The messages of all records from the buffer's position on, up to the first that is none. */
    public static List<MessageExt> decodes(ByteBuffer byteBuffer, boolean readBody) {
        List<MessageExt> messages = new ArrayList<>();
        while (byteBuffer.hasRemaining()) {
            MessageExt message = clientDecode(byteBuffer, readBody);
            if (message == null) {
                break;
            }
            messages.add(message);
        }
        return messages;
    }

    /** As above, for records of batches too, each of which is one message here. */
    public static List<MessageExt> decodesBatch(
            ByteBuffer byteBuffer, boolean readBody, boolean decompressBody, boolean isClient) {
        List<MessageExt> messages = new ArrayList<>();
        while (byteBuffer.hasRemaining()) {
            MessageExt message = decode(byteBuffer, readBody, decompressBody, isClient);
            if (message == null) {
                break;
            }
            messages.add(message);
        }
        return messages;
    }

    /** Adds the messages of a batch that is stored as one: where and when of the batch, body and properties of their own. */
    public static void decodeMessage(MessageExt messageExt, List<MessageExt> list) throws Exception {
        long offset = messageExt.getQueueOffset();
        for (Message item : decodeMessages(ByteBuffer.wrap(messageExt.getBody()))) {
            MessageClientExt message = new MessageClientExt();
            message.setTopic(messageExt.getTopic());
            message.setQueueOffset(offset++);
            message.setQueueId(messageExt.getQueueId());
            message.setFlag(item.getFlag());
            message.setProperties(item.getProperties());
            message.setBody(item.getBody());
            message.setStoreHost(messageExt.getStoreHost());
            message.setBornHost(messageExt.getBornHost());
            message.setBornTimestamp(messageExt.getBornTimestamp());
            message.setStoreTimestamp(messageExt.getStoreTimestamp());
            message.setSysFlag(messageExt.getSysFlag());
            message.setCommitLogOffset(messageExt.getCommitLogOffset());
            message.setWaitStoreMsgOK(messageExt.isWaitStoreMsgOK());
            list.add(message);
        }
    }

    /** Writes the property that holds a record's checksum: its digits, the last one first. */
    public static void createCrc32(final ByteBuffer input, int crc32) {
        input.put(CRC_NAME.getBytes(CHARSET_UTF8)).put((byte) NAME_VALUE_SEPARATOR);
        int rest = crc32;
        for (int i = 0; i < CRC_DIGITS; i++) {
            input.put((byte) ('0' + rest % 10));
            rest /= 10;
        }
        input.put((byte) PROPERTY_SEPARATOR);
    }

    /** The record of the message; with {@code needCompress} its body is compressed if its sysFlag says that it is. */
    public static byte[] encode(MessageExt messageExt, boolean needCompress) throws Exception {
        byte[] body = messageExt.getBody();
        if (needCompress && SysFlag.has(messageExt.getSysFlag(), SysFlag.COMPRESSED)) {
            body = compress(body, messageExt.getSysFlag());
        }
        return RecordCodec.write(messageExt, body);
    }

    /** {@code name 1 value 2} for each property with a value; empty for null. */
    public static String messageProperties2String(Map<String, String> properties) {
        if (properties == null) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        properties.forEach((name, value) -> {
            if (value != null) {
                text.append(name).append(NAME_VALUE_SEPARATOR).append(value).append(PROPERTY_SEPARATOR);
            }
        });
        return text.toString();
    }

    /** Entries without a name or a value are left out; an empty map for null. */
    public static Map<String, String> string2messageProperties(String properties) {
        return new HashMap<>(MessageProperties.decode(properties));
    }

    /** One item of a batch's body. */
    public static byte[] encodeMessage(Message message) {
        return encodeMessages(List.of(message));
    }

    /** The body of a batch. */
    public static byte[] encodeMessages(List<Message> messages) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Message message : messages) {
            Map<String, String> properties = message.getProperties() == null ? Map.of() : message.getProperties();
            BatchBody.write(message.getFlag(), message.getBody(), MessageProperties.encode(properties), body);
        }
        return body.toByteArray();
    }

    /** The item of a batch's body at the buffer's position, which moves behind it; it has no topic. */
    public static Message decodeMessage(ByteBuffer byteBuffer) throws Exception {
        BatchBody items = new BatchBody();
        items.open(byteBuffer);
        if (!items.next()) {
            throw new IllegalArgumentException("no item of a batch at byte " + byteBuffer.position());
        }
        byteBuffer.position(byteBuffer.position() + byteBuffer.getInt(byteBuffer.position()));
        return RecordCodec.item(items);
    }

    /** The items of a batch's body. */
    public static List<Message> decodeMessages(ByteBuffer byteBuffer) throws Exception {
        List<Message> messages = new ArrayList<>();
        while (byteBuffer.hasRemaining()) {
            messages.add(decodeMessage(byteBuffer));
        }
        return messages;
    }

    /** How many items a batch's body has; the buffer's position stays. */
    public static int countInnerMsgNum(ByteBuffer buffer) {
        BatchBody items = new BatchBody();
        items.open(buffer);
        int count = 0;
        while (items.next()) {
            count++;
        }
        return count;
    }

    private static byte[] compress(byte[] body, int sysFlag) throws IOException {
        BodyFormat format = BodyFormat.of(sysFlag);
        return (format == null ? BodyFormat.ZLIB : format).compress(body, Compression.ZLIB.level());
    }
}
