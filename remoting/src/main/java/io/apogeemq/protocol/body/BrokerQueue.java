package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.INT32;
import static io.apogeemq.protocol.body.Shape.TEXT;

/** One queue of one topic on one broker name; on the wire a MessageQueue. */
public record BrokerQueue(String brokerName, int queueId, String topic) {
    public static final BodyCodec<BrokerQueue> BODY = BodyCodec.<BrokerQueue>table()
            .required("brokerName", TEXT, BrokerQueue::brokerName)
            .required("queueId", INT32, BrokerQueue::queueId)
            .required("topic", TEXT, BrokerQueue::topic)
            .make(in -> new BrokerQueue(in.next(), in.next(), in.next()));
}
