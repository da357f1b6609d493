package io.apogeemq.client.core;

import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.message.OffsetMessageId;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stored message as it came from a broker, body decompressed. What the broker stored never changes; the few fields that
 * a consumer changes while it tries again have setters. Whoever holds the message owns it; it is handed from the loop to a
 * pool's thread and back, never used by both at once.
 */
public final class ReceivedMessage {
    private final Stored stored;
    private final Map<String, String> properties;
    private String topic;
    private int reconsumeTimes;
    private volatile long consumeStartMillis;
    private @Nullable Object face;

    /**
     * What the broker stored.
     *
     * @param queue where it was pulled from; its topic is the one on the wire ({@code %RETRY%...} for a retry)
     * @param offset number of the message in its queue
     * @param position of the record in the broker's log, bytes
     * @param storeLength of the whole record, bytes
     */
    public record Stored(
            BrokerQueue queue,
            long offset,
            long position,
            int storeLength,
            int bodyCrc,
            int flag,
            int sysFlag,
            long bornMillis,
            InetSocketAddress bornHost,
            long storeMillis,
            InetSocketAddress storeHost,
            int reconsumeTimes,
            long preparedTransactionPosition,
            byte[] body,
            Map<String, String> properties) {}

    public ReceivedMessage(Stored stored) {
        this.stored = stored;
        this.topic = stored.queue().topic();
        this.properties = new HashMap<>(stored.properties());
        this.reconsumeTimes = stored.reconsumeTimes();
    }

    public Stored stored() {
        return stored;
    }

    public BrokerQueue queue() {
        return stored.queue();
    }

    public long offset() {
        return stored.offset();
    }

    /** The broker's id of the message: store host and position in hex. */
    public String offsetMessageId() {
        return OffsetMessageId.text(stored.storeHost(), stored.position());
    }

    /** Length of the (decompressed) body in bytes. */
    public int bodyLength() {
        return stored.body().length;
    }

    /** The topic a listener is told: of a retry the original one. */
    public String topic() {
        return topic;
    }

    public void setTopic(String topic) {
        this.topic = topic;
    }

    /** The properties; whoever owns the message may change them. */
    public Map<String, String> properties() {
        return properties;
    }

    public @Nullable String property(String name) {
        return properties.get(name);
    }

    public int reconsumeTimes() {
        return reconsumeTimes;
    }

    public void setReconsumeTimes(int times) {
        this.reconsumeTimes = times;
    }

    /** When a listener got the message, wall clock ms; 0 before. Any thread may ask. */
    public long consumeStartMillis() {
        return consumeStartMillis;
    }

    public void setConsumeStartMillis(long millis) {
        this.consumeStartMillis = millis;
    }

    /** The contract's object for this message, so that a message tried again is the same object to the user. */
    public @Nullable Object face() {
        return face;
    }

    public void setFace(Object face) {
        this.face = face;
    }

    @Override
    public String toString() {
        return stored.queue() + " offset " + stored.offset();
    }
}
