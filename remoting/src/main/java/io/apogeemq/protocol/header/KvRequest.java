package io.apogeemq.protocol.header;

/** GET_KV_CONFIG 101 and DELETE_KV_CONFIG 102. */
public record KvRequest(String namespace, String key) {
    public static final HeaderCodec<KvRequest> CODEC = HeaderCodec.<KvRequest>table()
            .text("namespace", KvRequest::namespace)
            .text("key", KvRequest::key)
            .make(in -> new KvRequest(in.text(), in.text()));
}
