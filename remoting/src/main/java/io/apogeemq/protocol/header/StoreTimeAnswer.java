package io.apogeemq.protocol.header;

/** Answer of GET_EARLIEST_MSG_STORETIME 32: ms, or -1 for an empty queue. */
public record StoreTimeAnswer(long millis) {
    public static final HeaderCodec<StoreTimeAnswer> CODEC = HeaderCodec.<StoreTimeAnswer>table()
            .int64("timestamp", StoreTimeAnswer::millis)
            .make(in -> new StoreTimeAnswer(in.int64()));
}
