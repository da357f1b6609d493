package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.INT64;

/** What a queue holds; offsets of its first and behind its last message. */
public record QueueStats(long updatedMillis, long maxOffset, long minOffset) {
    public static final BodyCodec<QueueStats> BODY = BodyCodec.<QueueStats>table()
            .field("lastUpdateTimestamp", INT64, QueueStats::updatedMillis, 0L)
            .field("maxOffset", INT64, QueueStats::maxOffset, 0L)
            .field("minOffset", INT64, QueueStats::minOffset, 0L)
            .make(in -> new QueueStats(in.next(), in.next(), in.next()));
}
