package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.INT32;
import static io.apogeemq.protocol.body.Shape.TEXT;

import java.util.Comparator;

/**
 * One queue of one topic on one broker name; on the wire a MessageQueue. Ordered by topic, broker name and queue id: all
 * members of a group must line queues up alike before they share them (spec/client.md 28).
 */
public record BrokerQueue(String brokerName, int queueId, String topic) implements Comparable<BrokerQueue> {
    public static final BodyCodec<BrokerQueue> BODY = BodyCodec.<BrokerQueue>table()
            .required("brokerName", TEXT, BrokerQueue::brokerName)
            .required("queueId", INT32, BrokerQueue::queueId)
            .required("topic", TEXT, BrokerQueue::topic)
            .make(in -> new BrokerQueue(in.next(), in.next(), in.next()));

    private static final Comparator<BrokerQueue> ORDER = Comparator.comparing(BrokerQueue::topic)
            .thenComparing(BrokerQueue::brokerName)
            .thenComparingInt(BrokerQueue::queueId);

    @Override
    public int compareTo(BrokerQueue other) {
        return ORDER.compare(this, other);
    }
}
