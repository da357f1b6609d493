package io.apogeemq.remoting;

import io.apogeemq.protocol.frame.HeadWriter;
import io.apogeemq.protocol.frame.Payload;
import io.apogeemq.protocol.header.HeaderCodec;
import io.apogeemq.protocol.header.NoHeader;
import org.jspecify.annotations.Nullable;

/** A reply whose header is a record with its table. */
record HeaderReply<H>(
        int code,
        @Nullable String remark,
        HeaderCodec<H> codec,
        H header,
        @Nullable Payload body) implements Reply {
    /** Response code of success; the refusals' codes come with their {@link Refusal}. */
    static final int SUCCESS = 0;

    static final Reply OK = new HeaderReply<>(SUCCESS, null, NoHeader.CODEC, NoHeader.NONE, null);

    @Override
    public void writeFields(HeadWriter out) {
        out.fields(codec, header);
    }

    @Override
    public String toString() {
        return "Reply[" + code + (remark == null ? "" : " " + remark) + "]";
    }
}
