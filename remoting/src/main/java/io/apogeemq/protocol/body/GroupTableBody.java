package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.INT32;
import static io.apogeemq.protocol.body.Shape.mapOf;

import java.util.Map;

/**
 * All consumer groups of a broker: the file subscriptionGroup.json and the answer of 201.
 *
 * @param forbidden bit masks by group and topic
 */
public record GroupTableBody(
        DataVersion dataVersion, Map<String, Map<String, Integer>> forbidden, Map<String, GroupRecord> groups) {
    public static final BodyCodec<GroupTableBody> BODY = BodyCodec.<GroupTableBody>table()
            .field("dataVersion", DataVersion.BODY, GroupTableBody::dataVersion, DataVersion.NONE)
            .field("forbiddenTable", mapOf(mapOf(INT32)), GroupTableBody::forbidden, Map.of())
            .field("subscriptionGroupTable", mapOf(GroupRecord.BODY), GroupTableBody::groups, Map.of())
            .make(in -> new GroupTableBody(in.next(), in.next(), in.next()));
}
