package io.apogeemq.protocol.header;

/** GET_BROKER_MEMBER_GROUP 901. */
public record MemberGroupRequest(String cluster, String brokerName) {
    public static final HeaderCodec<MemberGroupRequest> CODEC = HeaderCodec.<MemberGroupRequest>table()
            .text("clusterName", MemberGroupRequest::cluster)
            .text("brokerName", MemberGroupRequest::brokerName)
            .make(in -> new MemberGroupRequest(in.text(), in.text()));
}
