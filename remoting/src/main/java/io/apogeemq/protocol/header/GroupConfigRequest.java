package io.apogeemq.protocol.header;

/** GET_SUBSCRIPTIONGROUP_CONFIG 352 and QUERY_TOPICS_BY_CONSUMER 343. */
public record GroupConfigRequest(String group) {
    public static final HeaderCodec<GroupConfigRequest> CODEC = HeaderCodec.<GroupConfigRequest>table()
            .text("group", GroupConfigRequest::group)
            .make(in -> new GroupConfigRequest(in.text()));
}
