package io.apogeemq.broker.pop;

import io.apogeemq.broker.feature.FeatureCore;
import io.apogeemq.broker.group.ConnectedClient;
import io.apogeemq.broker.group.ConsumerGroup;
import io.apogeemq.broker.kept.SavedTable;
import io.apogeemq.protocol.body.AssignedQueue;
import io.apogeemq.protocol.body.AssignmentQuery;
import io.apogeemq.protocol.body.Assignments;
import io.apogeemq.protocol.body.BadBody;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.QueueRoute;
import io.apogeemq.protocol.body.RequestMode;
import io.apogeemq.protocol.body.RequestModeTable;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.body.TopicRoute;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Reply;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who consumes which queues, where the broker decides: QUERY_ASSIGNMENT 400, and SET_MESSAGE_REQUEST_MODE 401
 * (spec/requests.md). On the control loop.
 */
final class AssignmentHandler {
    private static final String PULL = "PULL";
    private static final String POP = "POP";
    private static final String IN_A_ROW = "AVG";
    private static final String IN_A_CIRCLE = "AVG_BY_CIRCLE";
    private static final String BROADCASTING = "BROADCASTING";
    private static final int ANY_QUEUE = -1;

    private final FeatureCore core;
    private final RequestModes modes;
    private final SavedTable saved;
    private final Function<String, CompletionStage<@Nullable TopicRoute>> routes;

    /** @param routes of topics in the whole cluster */
    AssignmentHandler(
            FeatureCore core,
            RequestModes modes,
            SavedTable saved,
            Function<String, CompletionStage<@Nullable TopicRoute>> routes) {
        this.core = core;
        this.modes = modes;
        this.saved = saved;
        this.routes = routes;
    }

    CompletionStage<Reply> setMode(Call call, NoHeader none) {
        RequestMode mode;
        try {
            mode = RequestMode.BODY.read(call.body());
        } catch (BadBody e) {
            return Reply.refused(ResponseCode.SYSTEM_ERROR, "the body " + e.getMessage())
                    .now();
        }
        String fault = TopicNames.refuseGroup(mode.group());
        if (TopicNames.isRetry(mode.topic())) {
            return Reply.refused(
                            ResponseCode.NO_PERMISSION,
                            "retry topic is not allowed to set mode: it goes the way of the topic itself")
                    .now();
        }
        if (core.topics().find(mode.topic()) == null) {
            return Reply.refused(ResponseCode.TOPIC_NOT_EXIST, "topic[" + mode.topic() + "] not exist")
                    .now();
        }
        if (fault != null || !(mode.mode().equals(PULL) || mode.mode().equals(POP))) {
            return Reply.refused(
                            ResponseCode.INVALID_PARAMETER,
                            fault == null ? "mode is PULL or POP, not " + mode.mode() : fault)
                    .now();
        }
        if (!modes.put(mode)) {
            return Reply.refused(
                            ResponseCode.SYSTEM_ERROR,
                            "the broker keeps as many modes as its memory is good for: give it more (-Xmx)")
                    .now();
        }
        return saved.save().thenApply(done -> Reply.ok());
    }

    CompletionStage<Reply> assignment(Call call, NoHeader none) {
        AssignmentQuery query;
        try {
            query = AssignmentQuery.BODY.read(call.body());
        } catch (BadBody e) {
            return Reply.refused(ResponseCode.SYSTEM_ERROR, "the body " + e.getMessage())
                    .now();
        }
        if (!query.strategy().equals(IN_A_ROW) && !query.strategy().equals(IN_A_CIRCLE)) {
            return Reply.refused(
                            ResponseCode.SYSTEM_ERROR,
                            "AllocateMessageQueueStrategy[" + query.strategy() + "] not exist: the broker knows "
                                    + IN_A_ROW + " and " + IN_A_CIRCLE)
                    .now();
        }
        return routes.apply(query.topic()).thenApply(route -> {
            List<BrokerQueue> all = queues(query.topic(), route);
            List<AssignedQueue> assigned = new ArrayList<>();
            String mode = mode(query);
            assigned(query, all, mode).forEach(queue -> assigned.add(new AssignedQueue(queue, mode)));
            return Reply.ok(Assignments.BODY.write(new Assignments(assigned)));
        });
    }

    private String mode(AssignmentQuery query) {
        RequestMode mode = modes.find(query.topic(), query.group());
        return mode == null ? PULL : mode.mode();
    }

    private List<BrokerQueue> queues(String topic, @Nullable TopicRoute route) {
        TreeSet<BrokerQueue> all = new TreeSet<>();
        if (route != null) {
            for (QueueRoute queues : route.queues()) {
                add(all, topic, queues.brokerName(), queues.readQueueCount());
            }
        }
        TopicRecord own = core.topics().find(topic);
        if (all.isEmpty() && own != null) {
            add(all, topic, core.settings().get().identity().name(), own.readQueueCount());
        }
        return List.copyOf(all);
    }

    private static void add(Set<BrokerQueue> all, String topic, String broker, int count) {
        for (int i = 0; i < count; i++) {
            all.add(new BrokerQueue(broker, i, topic));
        }
    }

    private Set<BrokerQueue> assigned(AssignmentQuery query, List<BrokerQueue> all, String mode) {
        if (query.model().equals(BROADCASTING)) {
            return new LinkedHashSet<>(all);
        }
        ConsumerGroup group = core.clients().consumerGroup(query.group());
        List<String> members = group == null
                ? List.of()
                : group.members().stream()
                        .map(ConnectedClient::clientId)
                        .distinct()
                        .sorted()
                        .toList();
        int index = members.indexOf(query.clientId());
        if (index < 0) {
            return Set.of();
        }
        if (!mode.equals(POP)) {
            return share(query.strategy(), all, index, members.size());
        }
        RequestMode said = modes.find(query.topic(), query.group());
        int others = said == null ? 0 : said.shareCount();
        if (others <= 0 || others >= members.size() - 1) {
            // each of them asks every broker for whatever it has
            Set<BrokerQueue> brokers = new LinkedHashSet<>();
            all.forEach(queue -> brokers.add(new BrokerQueue(queue.brokerName(), ANY_QUEUE, queue.topic())));
            return brokers;
        }
        Set<BrokerQueue> shared = new LinkedHashSet<>();
        for (int i = 0; i <= others; i++) {
            shared.addAll(share(query.strategy(), all, (index + i) % members.size(), members.size()));
        }
        return shared;
    }

    private static Set<BrokerQueue> share(String strategy, List<BrokerQueue> all, int index, int members) {
        Set<BrokerQueue> share = new LinkedHashSet<>();
        if (strategy.equals(IN_A_CIRCLE)) {
            for (int i = index; i < all.size(); i += members) {
                share.add(all.get(i));
            }
            return share;
        }
        int each = all.size() / members;
        int more = all.size() % members;
        int from = index * each + Math.min(index, more);
        share.addAll(all.subList(from, from + each + (index < more ? 1 : 0)));
        return share;
    }

    /** For slaves and tools. */
    CompletionStage<Reply> allModes(Call call, NoHeader none) {
        return CompletableFuture.completedFuture(Reply.ok(RequestModeTable.BODY.write(modes.table())));
    }
}
