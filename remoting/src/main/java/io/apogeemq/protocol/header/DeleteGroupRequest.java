package io.apogeemq.protocol.header;

/** DELETE_SUBSCRIPTIONGROUP 207. */
public record DeleteGroupRequest(String group, boolean withOffsets) {
    public static final HeaderCodec<DeleteGroupRequest> CODEC = HeaderCodec.<DeleteGroupRequest>table()
            .text("groupName", DeleteGroupRequest::group)
            .bool("cleanOffset", DeleteGroupRequest::withOffsets)
            .make(in -> new DeleteGroupRequest(in.text(), in.bool()));
}
