package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.INT64;

/** How far a group has come in a queue. */
public record QueueProgress(long maxOffset, long committedOffset, long committedMillis, long pulledOffset) {
    public static final BodyCodec<QueueProgress> BODY = BodyCodec.<QueueProgress>table()
            .field("brokerOffset", INT64, QueueProgress::maxOffset, 0L)
            .field("consumerOffset", INT64, QueueProgress::committedOffset, 0L)
            .field("lastTimestamp", INT64, QueueProgress::committedMillis, 0L)
            .field("pullOffset", INT64, QueueProgress::pulledOffset, 0L)
            .make(in -> new QueueProgress(in.next(), in.next(), in.next(), in.next()));
}
