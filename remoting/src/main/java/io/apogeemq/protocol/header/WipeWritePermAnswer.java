package io.apogeemq.protocol.header;

/** Answer of WIPE_WRITE_PERM_OF_BROKER 205. */
public record WipeWritePermAnswer(int topicCount) {
    public static final HeaderCodec<WipeWritePermAnswer> CODEC = HeaderCodec.<WipeWritePermAnswer>table()
            .int32("wipeTopicCount", WipeWritePermAnswer::topicCount)
            .make(in -> new WipeWritePermAnswer(in.int32()));
}
