package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.INT32;
import static io.apogeemq.protocol.body.Shape.mapOf;

import java.util.Map;

/**
 * All consumer groups of a broker: the file subscriptionGroup.json and the answer of 201.
 *
 * @param forbidden bit masks by group and topic
 */
public record GroupTable(
        DataVersion dataVersion, Map<String, Map<String, Integer>> forbidden, Map<String, GroupRecord> groups) {
    public static final BodyCodec<GroupTable> BODY = BodyCodec.<GroupTable>table()
            .field("dataVersion", DataVersion.BODY, GroupTable::dataVersion, DataVersion.NONE)
            .field("forbiddenTable", mapOf(mapOf(INT32)), GroupTable::forbidden, Map.of())
            .field("subscriptionGroupTable", mapOf(GroupRecord.BODY), GroupTable::groups, Map.of())
            .make(in -> new GroupTable(in.next(), in.next(), in.next()));
}
