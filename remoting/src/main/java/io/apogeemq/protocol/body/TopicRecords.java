package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.listOf;

import java.util.List;

/** Topics to create or change: UPDATE_AND_CREATE_TOPIC_LIST 18. */
public record TopicRecords(List<TopicRecord> topics) {
    public static final BodyCodec<TopicRecords> BODY = BodyCodec.<TopicRecords>table()
            .field("topicConfigList", listOf(TopicRecord.BODY), TopicRecords::topics, List.of())
            .make(in -> new TopicRecords(in.next()));
}
