package io.apogeemq.protocol.header;

/**
 * Answer of QUERY_DATA_VERSION 322: whether the NameServer knows another version; the body is the one it knows, if
 * any.
 */
public record DataVersionAnswer(boolean changed) {
    public static final HeaderCodec<DataVersionAnswer> CODEC = HeaderCodec.<DataVersionAnswer>table()
            .bool("changed", DataVersionAnswer::changed)
            .make(in -> new DataVersionAnswer(in.bool()));
}
