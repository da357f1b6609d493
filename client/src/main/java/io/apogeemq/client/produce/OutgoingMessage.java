package io.apogeemq.client.produce;

import io.apogeemq.protocol.message.BatchBody;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.PropertyKey;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent. The properties are the program's own map: the message's id is noted there, and stays there when the
 * send has ended, so that sending the same message again keeps its id.
 *
 * @param batchId of a batch: the ids of its messages, joined by commas; null of a single message
 * @param origin what the program gave, for its observers; the engine does not look at it
 */
public record OutgoingMessage(
        String topic,
        int flag,
        Map<String, String> properties,
        byte[] body,
        @Nullable String batchId,
        @Nullable Object origin) {

    /** A single message. */
    public OutgoingMessage(String topic, int flag, Map<String, String> properties, byte[] body) {
        this(topic, flag, properties, body, null, null);
    }

    /**
     * Several messages of one topic as one; each has its id already.
     *
     * @param waitForStore whether the broker answers only when they are as durable as its settings ask
     */
    public static OutgoingMessage batch(String topic, boolean waitForStore, List<OutgoingMessage> messages) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        StringJoiner ids = new StringJoiner(",");
        for (OutgoingMessage message : messages) {
            BatchBody.write(message.flag, message.body, MessageProperties.encode(message.properties), body);
            ids.add(String.valueOf(message.properties.get(PropertyKey.UNIQUE_ID)));
        }
        Map<String, String> properties = new HashMap<>();
        properties.put(PropertyKey.WAIT, Boolean.toString(waitForStore));
        return new OutgoingMessage(topic, 0, properties, body.toByteArray(), ids.toString(), null);
    }

    public OutgoingMessage withOrigin(Object given) {
        return new OutgoingMessage(topic, flag, properties, body, batchId, given);
    }

    public boolean isBatch() {
        return batchId != null;
    }

    public @Nullable String property(String name) {
        return properties.get(name);
    }
}
