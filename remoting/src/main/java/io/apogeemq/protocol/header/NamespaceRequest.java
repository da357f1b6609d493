package io.apogeemq.protocol.header;

/** GET_KVLIST_BY_NAMESPACE 219. */
public record NamespaceRequest(String namespace) {
    public static final HeaderCodec<NamespaceRequest> CODEC = HeaderCodec.<NamespaceRequest>table()
            .text("namespace", NamespaceRequest::namespace)
            .make(in -> new NamespaceRequest(in.text()));
}
