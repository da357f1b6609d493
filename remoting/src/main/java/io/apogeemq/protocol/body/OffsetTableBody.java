package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.INT64;
import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.mapByInt32;
import static io.apogeemq.protocol.body.Shape.mapOf;
import static io.apogeemq.protocol.body.Shape.setOf;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Committed offsets by {@code topic@group} and queue id: the file consumerOffset.json and the answer of 43. 4.x
 * peers know the middle one only.
 *
 * @param groupTopics 5.5 and later
 * @param pullOffsets 5.5 and later
 */
public record OffsetTableBody(
        @Nullable DataVersion dataVersion,
        @Nullable Map<String, Set<String>> groupTopics,
        Map<String, Map<Integer, Long>> offsets,
        @Nullable Map<String, Map<Integer, Long>> pullOffsets) {

    public static final BodyCodec<OffsetTableBody> BODY = BodyCodec.<OffsetTableBody>table()
            .optional("dataVersion", DataVersion.BODY, OffsetTableBody::dataVersion)
            .optional("groupTopicMap", mapOf(setOf(TEXT)), OffsetTableBody::groupTopics)
            .field("offsetTable", mapOf(mapByInt32(INT64)), OffsetTableBody::offsets, Map.of())
            .optional("pullOffsetTable", mapOf(mapByInt32(INT64)), OffsetTableBody::pullOffsets)
            .make(in -> new OffsetTableBody(in.next(), in.next(), in.next(), in.next()));
}
