package io.apogeemq.broker.admin;

import io.apogeemq.broker.group.ConsumerOffsets;
import io.apogeemq.broker.kept.Allowance;
import io.apogeemq.broker.registration.Registration;
import io.apogeemq.broker.topic.TopicAttributes;
import io.apogeemq.broker.topic.TopicTable;
import io.apogeemq.protocol.body.Perm;
import io.apogeemq.protocol.body.TopicFilterType;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.body.TopicTableBody;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.CreateTopicRequest;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.TopicRequest;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Refusal;
import io.apogeemq.remoting.Reply;
import io.apogeemq.store.queue.QueueName;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes, changes, reads and deletes topics: requests 17, 21, 215 and 351 (spec/requests.md 9). On the control loop. */
public final class TopicAdmin {
    private static final Logger log = LoggerFactory.getLogger(TopicAdmin.class);

    private final TopicTable topics;
    private final Allowance allowance;
    private final ConsumerOffsets offsets;
    private final Registration registration;
    private final Predicate<String> isSystem;
    private final Consumer<String> deleteQueues;

    /**
     * @param allowance how many topics there may be
     * @param isSystem whether the name is one of the system's, this cluster's and this broker's included
     * @param deleteQueues removes the queues of a topic from the store
     */
    public TopicAdmin(
            TopicTable topics,
            Allowance allowance,
            ConsumerOffsets offsets,
            Registration registration,
            Predicate<String> isSystem,
            Consumer<String> deleteQueues) {
        this.topics = topics;
        this.allowance = allowance;
        this.offsets = offsets;
        this.registration = registration;
        this.isSystem = isSystem;
        this.deleteQueues = deleteQueues;
    }

    public CompletionStage<Reply> put(Call call, CreateTopicRequest request) {
        TopicRecord before = topics.find(request.topic());
        Refusal refusal = refuse(request);
        if (refusal != null) {
            return Reply.refused(refusal).now();
        }
        Map<String, String> attributes = before == null ? Map.of() : before.attributes();
        String changes = request.attributes();
        try {
            if (changes != null && !changes.isBlank()) {
                attributes = TopicAttributes.change(attributes, changes, before == null);
            }
        } catch (IllegalArgumentException e) {
            return Reply.refused(ResponseCode.SYSTEM_ERROR, String.valueOf(e.getMessage()))
                    .now();
        }
        TopicFilterType filterType =
                "MULTI_TAG".equals(request.filterType()) ? TopicFilterType.MULTI_TAG : TopicFilterType.SINGLE_TAG;
        TopicRecord topic = new TopicRecord(
                attributes,
                request.ordered(),
                request.perm(),
                request.readQueueCount(),
                filterType,
                request.topic(),
                request.topicSysFlag(),
                request.writeQueueCount());
        log.info("{} sets topic {} (was {})", call.peer(), topic, before);
        return topics.put(topic).thenCompose(saved -> registration.announced()).thenApply(announced -> Reply.ok());
    }

    private @Nullable Refusal refuse(CreateTopicRequest request) {
        String fault = TopicNames.refuseTopic(request.topic());
        if (fault != null) {
            return new Refusal(ResponseCode.INVALID_PARAMETER, fault);
        }
        if (isSystem.test(request.topic())) {
            return new Refusal(
                    ResponseCode.INVALID_PARAMETER,
                    "The topic[" + request.topic() + "] is conflict with system topic.");
        }
        String full = topics.findStaged(request.topic()) == null ? allowance.refuse() : null;
        if (full != null) {
            return new Refusal(ResponseCode.SYSTEM_ERROR, full);
        }
        if (!isQueueCount(request.readQueueCount()) || !isQueueCount(request.writeQueueCount())) {
            return new Refusal(
                    ResponseCode.INVALID_PARAMETER,
                    "readQueueNums and writeQueueNums are 1 to " + QueueName.MOST_QUEUES + ", not "
                            + request.readQueueCount() + " and " + request.writeQueueCount());
        }
        int known = Perm.READ_WRITE | Perm.INHERIT | 8;
        if ((request.perm() & ~known) != 0) {
            return new Refusal(
                    ResponseCode.INVALID_PARAMETER, "perm is 2 (write), 4 (read) or 6 (both), not " + request.perm());
        }
        return null;
    }

    private static boolean isQueueCount(int count) {
        return count >= 1 && count <= QueueName.MOST_QUEUES;
    }

    public CompletionStage<Reply> delete(Call call, TopicRequest request) {
        String name = request.topic();
        if (name.isBlank() || isSystem.test(name)) {
            return Reply.refused(
                            ResponseCode.INVALID_PARAMETER,
                            name.isBlank()
                                    ? "The specified topic is blank."
                                    : "The topic[" + name + "] is conflict with system topic.")
                    .now();
        }
        if (topics.findStaged(name) != null) {
            log.info("{} deletes topic {}", call.peer(), name);
        }
        return topics.remove(name).thenApply(removed -> {
            if (removed) {
                offsets.removeTopic(name);
            }
            // also when it was no topic: a deletion that was cut short may have left its queues
            deleteQueues.accept(name);
            return Reply.ok();
        });
    }

    public CompletionStage<Reply> get(Call call, TopicRequest request) {
        TopicRecord topic = topics.find(request.topic());
        if (topic == null) {
            return Reply.refused(ResponseCode.TOPIC_NOT_EXIST, "No topic in this broker. topic: " + request.topic())
                    .now();
        }
        return Reply.ok(TopicRecord.BODY.write(topic)).now();
    }

    public CompletionStage<Reply> all(Call call, NoHeader none) {
        return Reply.ok(TopicTableBody.BODY.write(topics.body())).now();
    }
}
