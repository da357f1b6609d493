package io.apogeemq.remoting;

import io.apogeemq.protocol.frame.HeadWriter;
import io.apogeemq.protocol.frame.Payload;
import io.apogeemq.protocol.header.HeaderCodec;
import io.apogeemq.protocol.header.NoHeader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to send. Immutable; may be sent again (its body is on the heap).
 *
 * @param code request code
 * @param codec table of the header
 * @param header the header's record
 * @param more extFields besides the header's, e.g. those that hooks add
 * @param body null for none
 */
public record Request(int code, HeaderCodec<?> codec, Object header, Map<String, String> more, byte @Nullable [] body) {

    public static Request of(int code) {
        return new Request(code, NoHeader.CODEC, NoHeader.NONE, Map.of(), null);
    }

    public static Request of(int code, byte[] body) {
        return new Request(code, NoHeader.CODEC, NoHeader.NONE, Map.of(), body);
    }

    public static <H> Request of(int code, HeaderCodec<H> codec, H header) {
        return new Request(code, codec, header, Map.of(), null);
    }

    public static <H> Request of(int code, HeaderCodec<H> codec, H header, byte @Nullable [] body) {
        return new Request(code, codec, header, Map.of(), body);
    }

    /** The same request with these extFields besides its header's. */
    public Request with(Map<String, String> fields) {
        return new Request(code, codec, header, Map.copyOf(fields), body);
    }

    int bodyLength() {
        return body == null ? 0 : body.length;
    }

    @Nullable
    Payload payload() {
        return body == null ? null : Payload.of(body);
    }

    @SuppressWarnings("unchecked") // codec and header were given together
    void writeFields(HeadWriter out) {
        out.fields((HeaderCodec<Object>) codec, header).fields(more);
    }
}
