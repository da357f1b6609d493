package io.apogeemq.broker.admin;

import io.apogeemq.broker.group.ConnectedClients;
import io.apogeemq.broker.group.ConsumerGroup;
import io.apogeemq.broker.group.ConsumerOffsets;
import io.apogeemq.broker.topic.TopicTable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.protocol.admin.GroupReports;
import io.apogeemq.protocol.admin.GroupRequests;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.ConsumeStats;
import io.apogeemq.protocol.body.GroupList;
import io.apogeemq.protocol.body.OffsetTableBody;
import io.apogeemq.protocol.body.QueueProgress;
import io.apogeemq.protocol.body.QueueStats;
import io.apogeemq.protocol.body.TopicList;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.body.TopicStats;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.GroupConfigRequest;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.TopicRequest;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Reply;
import io.apogeemq.store.Store;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.store.queue.ConsumeQueue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What topics hold, and how far their groups have come: requests 43, 202, 208, 300, 303, 343 and 345 (spec/requests.md). Those
 * that tell times read records: on a reader loop. Rates are not counted yet and told as 0.
 */
public final class ProgressAdmin {
    private final Store store;
    private final TopicTable topics;
    private final ConnectedClients members;
    private final ConsumerOffsets offsets;
    private final String brokerName;
    private final Clock clock;

    public ProgressAdmin(
            Store store,
            TopicTable topics,
            ConnectedClients members,
            ConsumerOffsets offsets,
            String brokerName,
            Clock clock) {
        this.store = store;
        this.topics = topics;
        this.members = members;
        this.offsets = offsets;
        this.brokerName = brokerName;
        this.clock = clock;
    }

    /** Where every group is, as the file has it. Any thread. */
    public CompletionStage<Reply> allOffsets(Call call, NoHeader none) {
        return Reply.ok(OffsetTableBody.BODY.write(offsets.body())).now();
    }

    /** Reads records: on a reader loop. */
    public CompletionStage<Reply> topic(Call call, TopicRequest request) {
        TopicRecord topic = topics.find(request.topic());
        if (topic == null) {
            return noTopic(request.topic());
        }
        Map<BrokerQueue, QueueStats> stats = new LinkedHashMap<>();
        try {
            for (int id = 0; id < queueCount(topic); id++) {
                ConsumeQueue queue = store.queue(topic.name(), id);
                stats.put(new BrokerQueue(brokerName, id, topic.name()), queue == null ? EMPTY : stats(queue));
            }
        } catch (StoreFailure e) {
            return CompletableFuture.failedStage(e);
        }
        return Reply.ok(TopicStats.BODY.write(new TopicStats(stats, 0))).now();
    }

    private static final QueueStats EMPTY = new QueueStats(0, 0, 0);

    private QueueStats stats(ConsumeQueue queue) throws StoreFailure {
        long max = queue.maxOffset();
        return new QueueStats(timeBefore(queue, max), max, queue.minOffset());
    }

    /** Reads records: on a reader loop. */
    public CompletionStage<Reply> group(Call call, GroupRequests.ConsumeStatsOf request) {
        Set<String> wanted = new TreeSet<>();
        if (request.topics() != null && !request.topics().isBlank()) {
            wanted.addAll(Arrays.asList(request.topics().split(";")));
        } else if (request.topic() != null && !request.topic().isEmpty()) {
            wanted.add(request.topic());
        } else {
            wanted.addAll(topicsOf(request.group()));
        }
        Map<BrokerQueue, QueueProgress> progress = new LinkedHashMap<>();
        try {
            for (String name : wanted) {
                TopicRecord topic = topics.find(name);
                for (int id = 0; topic != null && id < queueCount(topic); id++) {
                    progress.put(new BrokerQueue(brokerName, id, name), progress(name, id, request.group()));
                }
            }
        } catch (StoreFailure e) {
            return CompletableFuture.failedStage(e);
        }
        return Reply.ok(ConsumeStats.BODY.write(new ConsumeStats(0, progress))).now();
    }

    private QueueProgress progress(String topic, int queueId, String group) throws StoreFailure {
        ConsumeQueue queue = store.queue(topic, queueId);
        long committed = Math.max(0, offsets.find(topic, group, queueId));
        return new QueueProgress(
                queue == null ? 0 : queue.maxOffset(),
                committed,
                queue == null ? 0 : timeBefore(queue, committed),
                committed);
    }

    /** Those that are connected and those that have been. Any thread. */
    public CompletionStage<Reply> groupsOf(Call call, TopicRequest request) {
        Set<String> groups = new TreeSet<>(offsets.groupsOf(request.topic()));
        for (ConsumerGroup group : members.consumerGroups()) {
            if (group.subscription(request.topic()) != null) {
                groups.add(group.name());
            }
        }
        return Reply.ok(GroupList.BODY.write(new GroupList(groups))).now();
    }

    /** Topics of which the group has offsets. Any thread. */
    public CompletionStage<Reply> topicsOf(Call call, GroupConfigRequest request) {
        return Reply.ok(TopicList.BODY.write(new TopicList(null, offsets.topicsOf(request.group()))))
                .now();
    }

    private Set<String> topicsOf(String group) {
        Set<String> names = new TreeSet<>(offsets.topicsOf(group));
        ConsumerGroup connected = members.consumerGroup(group);
        if (connected != null) {
            names.addAll(connected.subscriptions().keySet());
        }
        return names;
    }

    /** What a connected group wants of a topic. Any thread. */
    public CompletionStage<Reply> subscription(Call call, GroupRequests.GroupAndTopic request) {
        ConsumerGroup group = members.consumerGroup(request.group());
        ConsumerGroup.@Nullable Subscription found = group == null ? null : group.subscription(request.topic());
        return Reply.ok(GroupReports.Subscription.BODY.write(new GroupReports.Subscription(
                        request.group(), found == null ? null : found.record(), request.topic())))
                .now();
    }

    /** Reads records: on a reader loop. */
    public CompletionStage<Reply> times(Call call, GroupRequests.GroupAndTopic request) {
        TopicRecord topic = topics.find(request.topic());
        if (topic == null) {
            return noTopic(request.topic());
        }
        List<GroupReports.TimeSpan> spans = new ArrayList<>();
        try {
            for (int id = 0; id < topic.writeQueueCount(); id++) {
                spans.add(span(topic.name(), id, request.group()));
            }
        } catch (StoreFailure e) {
            return CompletableFuture.failedStage(e);
        }
        return Reply.ok(GroupReports.TimeSpans.BODY.write(new GroupReports.TimeSpans(spans)))
                .now();
    }

    private GroupReports.TimeSpan span(String topic, int queueId, String group) throws StoreFailure {
        BrokerQueue name = new BrokerQueue(brokerName, queueId, topic);
        ConsumeQueue queue = store.queue(topic, queueId);
        if (queue == null || queue.maxOffset() == queue.minOffset()) {
            return new GroupReports.TimeSpan(0, 0, 0, name, 0);
        }
        long committed = Math.max(queue.minOffset(), offsets.find(topic, group, queueId));
        // the next one has been waiting for so long
        long waits = committed < queue.maxOffset() ? store.storeTime(queue, committed) : -1;
        return new GroupReports.TimeSpan(
                timeBefore(queue, committed),
                waits < 0 ? 0 : Math.max(0, clock.millis() - waits),
                timeBefore(queue, queue.maxOffset()),
                name,
                Math.max(0, store.storeTime(queue, queue.minOffset())));
    }

    /** When the message before that offset was stored; 0 when there is none. */
    private long timeBefore(ConsumeQueue queue, long offset) throws StoreFailure {
        long last = Math.min(offset, queue.maxOffset()) - 1;
        return last < queue.minOffset() ? 0 : Math.max(0, store.storeTime(queue, last));
    }

    private static int queueCount(TopicRecord topic) {
        return Math.max(topic.readQueueCount(), topic.writeQueueCount());
    }

    private static CompletionStage<Reply> noTopic(String name) {
        return Reply.refused(ResponseCode.TOPIC_NOT_EXIST, "topic[" + name + "] not exist")
                .now();
    }
}
