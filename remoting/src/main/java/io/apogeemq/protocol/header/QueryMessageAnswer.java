package io.apogeemq.protocol.header;

/** Answer of QUERY_MESSAGE 12: how far the index reaches. */
public record QueryMessageAnswer(long indexedUntilMillis, long indexedUntilPosition) {
    public static final HeaderCodec<QueryMessageAnswer> CODEC = HeaderCodec.<QueryMessageAnswer>table()
            .int64("indexLastUpdateTimestamp", QueryMessageAnswer::indexedUntilMillis)
            .int64("indexLastUpdatePhyoffset", QueryMessageAnswer::indexedUntilPosition)
            .make(in -> new QueryMessageAnswer(in.int64(), in.int64()));
}
