package io.apogeemq.broker.topic;

import io.apogeemq.broker.kept.KeptTable;
import io.apogeemq.protocol.body.DataVersion;
import io.apogeemq.protocol.body.JsonForm;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.body.TopicTableBody;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Topics by name, kept in {@code config/topics.json} (spec/store.md 11). NameServers are told of a topic while the disk
 * works: a crash ends our connection, and with it all that they know of us.
 */
public final class TopicTable extends KeptTable<TopicRecord> {

    /** @param kept what the files held */
    public TopicTable(Place place, TopicTableBody kept) {
        super(place, new Content<>(kept.dataVersion(), kept.topics()), TopicRecord.BODY);
    }

    /** What the file held, with the changes that the journal holds. */
    public static TopicTableBody replay(@Nullable TopicTableBody file, List<byte[]> journal) {
        Content<TopicRecord> before = file == null
                ? new Content<>(DataVersion.NONE, Map.of())
                : new Content<>(file.dataVersion(), file.topics());
        Content<TopicRecord> after = replay(before, journal, TopicRecord.BODY, TopicRecord::name);
        return TopicTableBody.of(after.version(), after.entries());
    }

    /** The table as in the answers to tools. Any thread. */
    public TopicTableBody body() {
        return TopicTableBody.of(version(), all());
    }

    @Override
    protected String name(TopicRecord topic) {
        return topic.name();
    }

    @Override
    protected byte[] encode(Content<TopicRecord> content) {
        return TopicTableBody.BODY.write(TopicTableBody.of(content.version(), content.entries()), JsonForm.FILE);
    }
}
