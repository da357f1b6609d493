package io.apogeemq.protocol.header;

/** Answer of every request for one offset: 14, 29, 30, 31. */
public record OffsetAnswer(long offset) {
    public static final HeaderCodec<OffsetAnswer> CODEC = HeaderCodec.<OffsetAnswer>table()
            .int64("offset", OffsetAnswer::offset)
            .make(in -> new OffsetAnswer(in.int64()));
}
