package io.apogeemq.broker.admin;

import io.apogeemq.broker.topic.TopicTable;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Reply;
import io.apogeemq.store.Store;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes room by hand: requests 306, 316 and 329 (spec/requests.md). Each is answered when its work has begun; the log
 * names the files as they go. On the control loop.
 */
public final class StoreAdmin {
    private static final Logger log = LoggerFactory.getLogger(StoreAdmin.class);

    private final Store store;
    private final TopicTable topics;
    private final Predicate<String> isSystem;
    private final Consumer<String> deleteQueues;

    /**
     * @param isSystem whether a topic is the system's, so that its queues stay whatever the table says
     * @param deleteQueues removes the queues of a topic from the store
     */
    public StoreAdmin(Store store, TopicTable topics, Predicate<String> isSystem, Consumer<String> deleteQueues) {
        this.store = store;
        this.topics = topics;
        this.isSystem = isSystem;
        this.deleteQueues = deleteQueues;
    }

    /** Deletes the queue files of messages that are gone. */
    public CompletionStage<Reply> deleteExpiredQueueFiles(Call call, NoHeader none) {
        log.info("{} asks for the deletion of queue files below the log", call.peer());
        store.retention().deleteExpiredQueueFiles();
        return Reply.okNow();
    }

    /** Deletes expired files of the log, whatever hour it is. */
    public CompletionStage<Reply> deleteExpiredLogFiles(Call call, NoHeader none) {
        log.info("{} asks for the deletion of expired log files", call.peer());
        store.retention().deleteExpired();
        return Reply.okNow();
    }

    /** Deletes the queues of topics that no longer are. */
    public CompletionStage<Reply> deleteUnusedTopics(Call call, NoHeader none) {
        for (String topic : store.topics()) {
            if (topics.find(topic) == null && !isSystem.test(topic)) {
                log.info("{} deletes the queues of {}, which is no topic any more", call.peer(), topic);
                deleteQueues.accept(topic);
            }
        }
        return Reply.okNow();
    }
}
