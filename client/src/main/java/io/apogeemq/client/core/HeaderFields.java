package io.apogeemq.client.core;

import io.apogeemq.protocol.header.FieldSink;
import io.apogeemq.protocol.header.HeaderCodec;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.remoting.Request;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a request's header by name, for hooks that look at all of them (a signature covers every field). */
public final class HeaderFields implements FieldSink {
    private final HashMap<String, String> fields = new HashMap<>();

    private HeaderFields() {}

    /** All fields of the request, a map of the caller's own. */
    public static Map<String, String> of(Request request) {
        HeaderFields sink = new HeaderFields();
        sink.take(request);
        sink.fields.putAll(request.more());
        return sink.fields;
    }

    /** The same request with these fields in place of its own. */
    public static Request replace(Request request, Map<String, String> fields, byte @Nullable [] body) {
        return new Request(request.code(), NoHeader.CODEC, NoHeader.NONE, Map.copyOf(fields), body);
    }

    @SuppressWarnings("unchecked") // codec and header were given together
    private void take(Request request) {
        ((HeaderCodec<Object>) request.codec()).write(request.header(), this);
    }

    @Override
    public void field(byte[] name, String value) {
        fields.put(text(name), value);
    }

    @Override
    public void field(byte[] name, long value) {
        fields.put(text(name), Long.toString(value));
    }

    @Override
    public void field(byte[] name, boolean value) {
        fields.put(text(name), Boolean.toString(value));
    }

    @Override
    public void field(byte[] name, byte[] value, int from, int length) {
        fields.put(text(name), new String(value, from, length, StandardCharsets.UTF_8));
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
