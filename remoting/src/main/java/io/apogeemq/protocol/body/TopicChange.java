package io.apogeemq.protocol.body;

import static io.apogeemq.protocol.body.Shape.TEXT;

import org.jspecify.annotations.Nullable;

/**
 * One change of a topic table, as a broker keeps it until the table is written as a whole; a file of ours, never sent.
 *
 * @param version of the table after the change
 * @param put the topic as it is now, or null
 * @param removed the name of the topic that went, or null
 */
public record TopicChange(
        DataVersion version,
        @Nullable TopicRecord put,
        @Nullable String removed) {
    public static final BodyCodec<TopicChange> BODY = BodyCodec.<TopicChange>table()
            .required("dataVersion", DataVersion.BODY, TopicChange::version)
            .optional("put", TopicRecord.BODY, TopicChange::put)
            .optional("removed", TEXT, TopicChange::removed)
            .make(in -> new TopicChange(in.next(), in.next(), in.next()));
}
