package io.apogeemq.protocol.header;

/** PUT_KV_CONFIG 100. */
public record PutKvRequest(String namespace, String key, String value) {
    public static final HeaderCodec<PutKvRequest> CODEC = HeaderCodec.<PutKvRequest>table()
            .text("namespace", PutKvRequest::namespace)
            .text("key", PutKvRequest::key)
            .text("value", PutKvRequest::value)
            .make(in -> new PutKvRequest(in.text(), in.text(), in.text()));
}
