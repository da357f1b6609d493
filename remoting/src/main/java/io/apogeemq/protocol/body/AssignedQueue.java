package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.TEXT;

/** One queue of {@link Assignments}, and how its messages are asked for. */
public record AssignedQueue(BrokerQueue queue, String mode) {

    public static final BodyCodec<AssignedQueue> BODY = BodyCodec.<AssignedQueue>table()
            .required("messageQueue", BrokerQueue.BODY, AssignedQueue::queue)
            .field("mode", TEXT, AssignedQueue::mode, "PULL")
            .make(in -> new AssignedQueue(in.next(), in.next()));
}
