package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.INT32;
import static io.apogeemq.protocol.body.Shape.TEXT;

/** The queues of one topic on one broker name. */
public record QueueRoute(String brokerName, int perm, int readQueueCount, int topicSysFlag, int writeQueueCount) {
    public static final BodyCodec<QueueRoute> BODY = BodyCodec.<QueueRoute>table()
            .required("brokerName", TEXT, QueueRoute::brokerName)
            .field("perm", INT32, QueueRoute::perm, 0)
            .field("readQueueNums", INT32, QueueRoute::readQueueCount, 0)
            .field("topicSysFlag", INT32, QueueRoute::topicSysFlag, 0)
            .field("writeQueueNums", INT32, QueueRoute::writeQueueCount, 0)
            .make(in -> new QueueRoute(in.next(), in.next(), in.next(), in.next(), in.next()));
}
