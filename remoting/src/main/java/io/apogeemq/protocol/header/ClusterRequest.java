package io.apogeemq.protocol.header;

/** GET_TOPICS_BY_CLUSTER 224. */
public record ClusterRequest(String cluster) {
    public static final HeaderCodec<ClusterRequest> CODEC = HeaderCodec.<ClusterRequest>table()
            .text("cluster", ClusterRequest::cluster)
            .make(in -> new ClusterRequest(in.text()));
}
