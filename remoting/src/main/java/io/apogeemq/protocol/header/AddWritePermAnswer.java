package io.apogeemq.protocol.header;

/** Answer of ADD_WRITE_PERM_OF_BROKER 327. */
public record AddWritePermAnswer(int topicCount) {
    public static final HeaderCodec<AddWritePermAnswer> CODEC = HeaderCodec.<AddWritePermAnswer>table()
            .int32("addTopicCount", AddWritePermAnswer::topicCount)
            .make(in -> new AddWritePermAnswer(in.int32()));
}
