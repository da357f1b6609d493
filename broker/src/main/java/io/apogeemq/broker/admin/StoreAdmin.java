package io.apogeemq.broker.admin;

import io.apogeemq.broker.topic.TopicTable;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Reply;
import io.apogeemq.store.Store;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes room by hand: requests 306, 316 and 329 (spec/requests.md). Each is answered when its work has begun; the log
 * names the files as they go. On the control loop.
 */
public final class StoreAdmin {
    private static final Logger log = LoggerFactory.getLogger(StoreAdmin.class);

    private final Loop control;
    private final Store store;
    private final TopicTable topics;
    private final Consumer<String> deleteQueues;
    private boolean unusedAsked;

    /** @param deleteQueues removes the queues of a topic from the store */
    public StoreAdmin(Loop control, Store store, TopicTable topics, Consumer<String> deleteQueues) {
        this.control = control;
        this.store = store;
        this.topics = topics;
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

    /** Deletes the queues of topics that no longer are, once for all who ask before it begins; the system's own stay, whatever the table says. */
    public CompletionStage<Reply> deleteUnusedTopics(Call call, NoHeader none) {
        if (!unusedAsked) {
            unusedAsked = true;
            log.info("{} asks for the deletion of queues of topics that are no more", call.peer());
            control.execute(this::deleteUnused);
        }
        return Reply.okNow();
    }

    private void deleteUnused() {
        unusedAsked = false;
        for (String topic : store.topics()) {
            if (topics.find(topic) == null && !TopicNames.isSystem(topic)) {
                log.info("the queues of {} are deleted, which is no topic any more", topic);
                deleteQueues.accept(topic);
            }
        }
    }
}
