package io.apogeemq.protocol.header;

/** The header of requests and answers that carry no fields. */
public record NoHeader() {
    public static final NoHeader NONE = new NoHeader();
    public static final HeaderCodec<NoHeader> CODEC =
            HeaderCodec.<NoHeader>table().make(in -> NONE);
}
