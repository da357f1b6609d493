package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.listOf;

import java.util.List;

/** Groups to create or change: UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST 225. */
public record GroupRecords(List<GroupRecord> groups) {
    public static final BodyCodec<GroupRecords> BODY = BodyCodec.<GroupRecords>table()
            .field("groupConfigList", listOf(GroupRecord.BODY), GroupRecords::groups, List.of())
            .make(in -> new GroupRecords(in.next()));
}
