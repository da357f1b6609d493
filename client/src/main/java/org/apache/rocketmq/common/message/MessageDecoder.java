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
