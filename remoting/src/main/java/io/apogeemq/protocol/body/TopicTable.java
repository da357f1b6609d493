package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.ANY;
import static io.apogeemq.protocol.body.Shape.mapOf;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All topics of a broker or some of them: the file topics.json, the answer of 21 and the middle of a registration.
 * The mappings of static topics are carried as they are; 4.x peers leave out all but the first and the topics.
 */
public record TopicTable(
        DataVersion dataVersion,
        @Nullable DataVersion mappingDataVersion,
        Map<String, TopicRecord> topics,
        @Nullable Map<String, Object> mappingDetails,
        @Nullable Map<String, Object> mappingInfos) {

    public static final BodyCodec<TopicTable> BODY = BodyCodec.<TopicTable>table()
            .field("dataVersion", DataVersion.BODY, TopicTable::dataVersion, DataVersion.NONE)
            .optional("mappingDataVersion", DataVersion.BODY, TopicTable::mappingDataVersion)
            .field("topicConfigTable", mapOf(TopicRecord.BODY), TopicTable::topics, Map.of())
            .optional("topicQueueMappingDetailMap", mapOf(ANY), TopicTable::mappingDetails)
            .optional("topicQueueMappingInfoMap", mapOf(ANY), TopicTable::mappingInfos)
            .make(in -> new TopicTable(in.next(), in.next(), in.next(), in.next(), in.next()));

    public static TopicTable of(DataVersion dataVersion, Map<String, TopicRecord> topics) {
        return new TopicTable(dataVersion, null, topics, null, null);
    }
}
