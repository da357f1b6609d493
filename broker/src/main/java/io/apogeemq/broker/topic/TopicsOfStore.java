package io.apogeemq.broker.topic;

import io.apogeemq.protocol.body.DataVersion;
import io.apogeemq.protocol.body.Perm;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.body.TopicTableBody;
import io.apogeemq.store.Store;
import io.apogeemq.store.queue.ConsumeQueue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the queues tell about topics, for when {@code topics.json} is lost: refusing to start would help nobody. */
public final class TopicsOfStore {
    private static final Logger log = LoggerFactory.getLogger(TopicsOfStore.class);

    private TopicsOfStore() {}

    /**
     * The journal's topics, and every other topic that has queues, each as large as its last queue says. A broker that was
     * killed before it ever wrote the file has all of them in the journal: nothing is lost then.
     */
    public static TopicTableBody replay(Store store, List<byte[]> journal) {
        TopicTableBody all = TopicTable.replay(ofQueues(store), journal);
        Set<String> made = new HashSet<>(all.topics().keySet());
        made.removeAll(TopicTable.replay(null, journal).topics().keySet());
        if (!made.isEmpty()) {
            log.error(
                    "there is no topics.json, but the store has messages: {} topics are made from its queues, readable and"
                            + " writable; queues that never had a message, other permissions and attributes are to be set again",
                    made.size());
        }
        return all;
    }

    private static @Nullable TopicTableBody ofQueues(Store store) {
        Map<String, TopicRecord> topics = new HashMap<>();
        for (String topic : store.topics()) {
            int count = 0;
            for (ConsumeQueue queue : store.queues(topic)) {
                count = Math.max(count, queue.name().queueId() + 1);
            }
            topics.put(topic, TopicRecord.of(topic, count, Perm.READ_WRITE));
        }
        if (topics.isEmpty()) {
            return null;
        }
        return TopicTableBody.of(DataVersion.NONE, topics);
    }
}
