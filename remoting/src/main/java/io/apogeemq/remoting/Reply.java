package io.apogeemq.remoting;

import io.apogeemq.protocol.frame.HeadWriter;
import io.apogeemq.protocol.frame.Payload;
import io.apogeemq.protocol.header.HeaderCodec;
import io.apogeemq.protocol.header.NoHeader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The answer to a request. Immutable but for its body, which is released when it is written. */
public final class Reply {
    /** Response code of success; the refusals' codes come with their {@link Refusal}. */
    private static final int SUCCESS = 0;

    private static final Reply OK = new Reply(SUCCESS, null, NoHeader.CODEC, NoHeader.NONE, null);
    private static final CompletionStage<Reply> OK_NOW = CompletableFuture.completedFuture(OK);

    private final int code;
    private final @Nullable String remark;
    private final HeaderCodec<?> codec;
    private final Object header;
    private final @Nullable Payload body;

    private <H> Reply(int code, @Nullable String remark, HeaderCodec<H> codec, H header, @Nullable Payload body) {
        this.code = code;
        this.remark = remark;
        this.codec = codec;
        this.header = header;
        this.body = body;
    }

    /** Success with nothing to say. */
    public static Reply ok() {
        return OK;
    }

    /** A stage already complete with {@link #ok()}. */
    public static CompletionStage<Reply> okNow() {
        return OK_NOW;
    }

    public static <H> Reply ok(HeaderCodec<H> codec, H header) {
        return new Reply(SUCCESS, null, codec, header, null);
    }

    public static Reply ok(byte[] body) {
        return new Reply(SUCCESS, null, NoHeader.CODEC, NoHeader.NONE, Payload.of(body));
    }

    public static <H> Reply ok(HeaderCodec<H> codec, H header, @Nullable Payload body) {
        return new Reply(SUCCESS, null, codec, header, body);
    }

    /** Any code with everything: what is neither plain success nor a refusal, such as the answers of a pull. */
    public static <H> Reply of(
            int code, @Nullable String remark, HeaderCodec<H> codec, H header, @Nullable Payload body) {
        return new Reply(code, remark, codec, header, body);
    }

    public static Reply refused(Refusal refusal) {
        return new Reply(refusal.code(), refusal.remark(), NoHeader.CODEC, NoHeader.NONE, null);
    }

    public static Reply refused(int code, String remark) {
        return refused(new Refusal(code, remark));
    }

    /** A stage already complete with this reply. */
    public CompletionStage<Reply> now() {
        return CompletableFuture.completedFuture(this);
    }

    public int code() {
        return code;
    }

    public @Nullable String remark() {
        return remark;
    }

    public @Nullable Payload body() {
        return body;
    }

    /** The header, for callers inside this process. */
    @SuppressWarnings("unchecked") // codec and header were given together
    public <H> H header(HeaderCodec<H> expected) {
        if (expected != codec) {
            throw new IllegalArgumentException("this reply carries another header");
        }
        return (H) header;
    }

    @SuppressWarnings("unchecked") // codec and header were given together
    void writeFields(HeadWriter out) {
        out.fields((HeaderCodec<Object>) codec, header);
    }

    @Override
    public String toString() {
        return "Reply[" + code + (remark == null ? "" : " " + remark) + "]";
    }
}
