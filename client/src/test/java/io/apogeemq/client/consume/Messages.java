package io.apogeemq.client.consume;

import io.apogeemq.client.core.ReceivedMessage;
import io.apogeemq.protocol.body.BrokerQueue;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes messages as brokers would send them. */
public final class Messages {
    private static final InetSocketAddress HOST = new InetSocketAddress(InetAddress.getLoopbackAddress(), 10911);

    private Messages() {}

    public static ReceivedMessage message(BrokerQueue queue, long offset, String body, Map<String, String> properties) {
        return message(queue, offset, body, properties, 0);
    }

    public static ReceivedMessage message(
            BrokerQueue queue, long offset, String body, Map<String, String> properties, int reconsumeTimes) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new ReceivedMessage(new ReceivedMessage.Stored(
                queue,
                offset,
                offset * 1000,
                100 + bytes.length,
                0,
                0,
                0,
                0,
                HOST,
                0,
                HOST,
                reconsumeTimes,
                0,
                bytes,
                properties));
    }

    /** Messages with bodies {@code m<offset>}. */
    public static List<ReceivedMessage> range(BrokerQueue queue, long from, int count) {
        List<ReceivedMessage> messages = new ArrayList<>();
        for (long offset = from; offset < from + count; offset++) {
            messages.add(message(queue, offset, "m" + offset, Map.of()));
        }
        return messages;
    }

    public static String body(ReceivedMessage message) {
        return new String(message.stored().body(), StandardCharsets.UTF_8);
    }
}
