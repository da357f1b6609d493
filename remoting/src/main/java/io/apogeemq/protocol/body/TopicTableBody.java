package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.ANY;
import static io.apogeemq.protocol.body.Shape.mapOf;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All topics of a broker or some of them: the file topics.json, the answer of 21 and the middle of a registration.
 * The mappings of static topics are carried as they are; 4.x peers leave out all but the first and the topics.
 */
public record TopicTableBody(
        DataVersion dataVersion,
        @Nullable DataVersion mappingDataVersion,
        Map<String, TopicRecord> topics,
        @Nullable Map<String, Object> mappingDetails,
        @Nullable Map<String, Object> mappingInfos) {

    public static final BodyCodec<TopicTableBody> BODY = BodyCodec.<TopicTableBody>table()
            .field("dataVersion", DataVersion.BODY, TopicTableBody::dataVersion, DataVersion.NONE)
            .optional("mappingDataVersion", DataVersion.BODY, TopicTableBody::mappingDataVersion)
            .field("topicConfigTable", mapOf(TopicRecord.BODY), TopicTableBody::topics, Map.of())
            .optional("topicQueueMappingDetailMap", mapOf(ANY), TopicTableBody::mappingDetails)
            .optional("topicQueueMappingInfoMap", mapOf(ANY), TopicTableBody::mappingInfos)
            .make(in -> new TopicTableBody(in.next(), in.next(), in.next(), in.next(), in.next()));

    public static TopicTableBody of(DataVersion dataVersion, Map<String, TopicRecord> topics) {
        return new TopicTableBody(dataVersion, null, topics, null, null);
    }
}
