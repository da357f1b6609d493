package io.apogeemq.remoting;

import io.apogeemq.protocol.frame.HeadWriter;
import io.apogeemq.protocol.frame.Payload;
import io.apogeemq.protocol.header.HeaderCodec;
import io.apogeemq.protocol.header.NoHeader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request. Immutable but for its body, which is released when it is written. Nearly all are made by the
 * methods here; the answer of a send is its own, see {@link DirectHandler}.
 */
public interface Reply {

    /** Response code; 0 is success. */
    int code();

    /** Text for people, often null. */
    @Nullable
    String remark();

    /** What follows the header; null for nothing. */
    @Nullable
    Payload body();

    /** Writes the fields of its header. On the connection's loop. */
    void writeFields(HeadWriter out);

    /** A stage already complete with this reply. */
    default CompletionStage<Reply> now() {
        return CompletableFuture.completedFuture(this);
    }

    /** Success with nothing to say. */
    static Reply ok() {
        return HeaderReply.OK;
    }

    /** A stage already complete with {@link #ok()}. */
    static CompletionStage<Reply> okNow() {
        return HeaderReply.OK.now();
    }

    static <H> Reply ok(HeaderCodec<H> codec, H header) {
        return of(HeaderReply.SUCCESS, null, codec, header, null);
    }

    static Reply ok(byte[] body) {
        return of(HeaderReply.SUCCESS, null, NoHeader.CODEC, NoHeader.NONE, Payload.of(body));
    }

    static <H> Reply ok(HeaderCodec<H> codec, H header, @Nullable Payload body) {
        return of(HeaderReply.SUCCESS, null, codec, header, body);
    }

    /** Any code with everything: what is neither plain success nor a refusal, such as the answers of a pull. */
    static <H> Reply of(int code, @Nullable String remark, HeaderCodec<H> codec, H header, @Nullable Payload body) {
        return new HeaderReply<>(code, remark, codec, header, body);
    }

    static Reply refused(Refusal refusal) {
        return refused(refusal.code(), refusal.remark());
    }

    static Reply refused(int code, String remark) {
        return of(code, remark, NoHeader.CODEC, NoHeader.NONE, null);
    }
}
