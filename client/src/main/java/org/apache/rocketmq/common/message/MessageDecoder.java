package org.apache.rocketmq.common.message;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns messages into bytes and back, as tools and tests do (spec/messages.md 3, 6, 8 and 12). */
public class MessageDecoder {
    public static final Charset CHARSET_UTF8 = StandardCharsets.UTF_8;
    public static final char NAME_VALUE_SEPARATOR = 1;
    public static final char PROPERTY_SEPARATOR = 2;

    public MessageDecoder() {}

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
        Map<String, String> map = new HashMap<>();
        if (properties == null) {
            return map;
        }
        for (int from = 0; from < properties.length(); ) {
            int end = properties.indexOf(PROPERTY_SEPARATOR, from);
            end = end < 0 ? properties.length() : end;
            int separator = properties.indexOf(NAME_VALUE_SEPARATOR, from);
            if (separator > from && separator + 1 < end) {
                map.put(properties.substring(from, separator), properties.substring(separator + 1, end));
            }
            from = end + 1;
        }
        return map;
    }

    /** One item of a batch's body. */
    public static byte[] encodeMessage(Message message) {
        byte[] body = message.getBody();
        byte[] properties = messageProperties2String(message.getProperties()).getBytes(CHARSET_UTF8);
        int length = 5 * Integer.BYTES + body.length + Short.BYTES + properties.length;
        return ByteBuffer.allocate(length)
                .putInt(length)
                .putInt(0)
                .putInt(0)
                .putInt(message.getFlag())
                .putInt(body.length)
                .put(body)
                .putShort((short) properties.length)
                .put(properties)
                .array();
    }

    /** The body of a batch. */
    public static byte[] encodeMessages(List<Message> messages) {
        List<byte[]> items = messages.stream().map(MessageDecoder::encodeMessage).toList();
        ByteBuffer body =
                ByteBuffer.allocate(items.stream().mapToInt(item -> item.length).sum());
        items.forEach(body::put);
        return body.array();
    }
}
