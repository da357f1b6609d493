package io.apogeemq.broker.handler;

import io.apogeemq.broker.filter.SqlFault;
import io.apogeemq.broker.filter.SqlFilter;
import io.apogeemq.broker.group.ConnectedClient;
import io.apogeemq.broker.group.ConnectedClients;
import io.apogeemq.broker.group.ConsumerGroup;
import io.apogeemq.broker.group.GroupTable;
import io.apogeemq.broker.topic.TopicCreation;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.protocol.body.BadBody;
import io.apogeemq.protocol.body.CheckClientBody;
import io.apogeemq.protocol.body.ConsumerIds;
import io.apogeemq.protocol.body.ConsumerRecord;
import io.apogeemq.protocol.body.GroupRecord;
import io.apogeemq.protocol.body.HeartbeatBody;
import io.apogeemq.protocol.body.ProducerRecord;
import io.apogeemq.protocol.body.SubscriptionRecord;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.ConsumerGroupRequest;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.UnregisterClientRequest;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** Who clients say they are: requests 34, 35, 38 and 46 (spec/requests.md). On the control loop, but 38. */
public final class ClientHandler {
    /** Hundreds of groups with their subscriptions. */
    private static final int LONGEST_HEARTBEAT = 1 << 20;

    private final ConnectedClients members;
    private final GroupTable groups;
    private final TopicCreation creation;
    private final BooleanSupplier notifies;
    private final BooleanSupplier filtersBySql;
    private final Clock clock;

    /**
     * @param notifies {@code notifyConsumerIdsChangedEnable}
     * @param filtersBySql {@code enablePropertyFilter}
     */
    public ClientHandler(
            ConnectedClients members,
            GroupTable groups,
            TopicCreation creation,
            BooleanSupplier notifies,
            BooleanSupplier filtersBySql,
            Clock clock) {
        this.members = members;
        this.groups = groups;
        this.creation = creation;
        this.notifies = notifies;
        this.filtersBySql = filtersBySql;
        this.clock = clock;
    }

    public CompletionStage<Reply> heartbeat(Call call, NoHeader none) {
        int length = call.body().remaining();
        if (length > LONGEST_HEARTBEAT) {
            return Reply.refused(
                            ResponseCode.INVALID_PARAMETER,
                            "a heartbeat of " + length
                                    + " bytes; what it says is kept while the client is connected, and" + " may have "
                                    + LONGEST_HEARTBEAT)
                    .now();
        }
        HeartbeatBody body;
        try {
            body = HeartbeatBody.BODY.read(call.body());
        } catch (BadBody e) {
            return Reply.refused(ResponseCode.SYSTEM_ERROR, "the heartbeat " + e.getMessage())
                    .now();
        }
        String fault = NameCheck.refuseClientId(body.clientId());
        if (fault != null) {
            return Reply.refused(ResponseCode.INVALID_PARAMETER, fault).now();
        }
        ConnectedClient member =
                new ConnectedClient(body.clientId(), call.peer(), call.language(), call.version(), clock.millis());
        for (ProducerRecord producer : body.producers()) {
            if (NameCheck.refuseProducerGroup(producer.group()) == null) {
                members.producer(member, producer.group());
            }
        }
        List<CompletableFuture<?>> made = new ArrayList<>();
        for (ConsumerRecord consumer : body.consumers()) {
            made.add(consumer(member, consumer).toCompletableFuture());
        }
        return CompletableFuture.allOf(made.toArray(new CompletableFuture<?>[0]))
                .thenApply(done -> Reply.ok());
    }

    /** A group that is unknown and may not be made is passed over, as the protocol has it. */
    private CompletionStage<?> consumer(ConnectedClient member, ConsumerRecord consumer) {
        return groups.findOrMake(consumer.group()).thenCompose(group -> {
            if (group == null) {
                return CompletableFuture.completedFuture(null);
            }
            members.consumer(member, consumer, tells(group));
            return creation.forRetry(group.name(), group.retryQueueCount());
        });
    }

    private boolean tells(GroupRecord group) {
        return notifies.getAsBoolean() && group.notifiesMembers();
    }

    public CompletionStage<Reply> unregister(Call call, UnregisterClientRequest request) {
        String producers = request.producerGroup();
        if (producers != null) {
            members.producerLeaves(call.peer(), producers);
        }
        String consumers = request.consumerGroup();
        if (consumers != null) {
            GroupRecord group = groups.find(consumers);
            members.consumerLeaves(call.peer(), consumers, group == null || tells(group));
        }
        return Reply.okNow();
    }

    /** On the connection's loop: a view is read. */
    public CompletionStage<Reply> memberIds(Call call, ConsumerGroupRequest request) {
        ConsumerGroup group = members.consumerGroup(request.group());
        if (group == null) {
            return Reply.refused(ResponseCode.SYSTEM_ERROR, "no consumer for this group, " + request.group())
                    .now();
        }
        List<String> ids = group.members().stream()
                .map(ConnectedClient::clientId)
                .distinct()
                .toList();
        return Reply.ok(ConsumerIds.BODY.write(new ConsumerIds(ids))).now();
    }

    /** Whether this broker can filter by the subscription. */
    public CompletionStage<Reply> checkClient(Call call, NoHeader none) {
        CheckClientBody body;
        try {
            body = CheckClientBody.BODY.read(call.body());
        } catch (BadBody e) {
            return Reply.refused(ResponseCode.SYSTEM_ERROR, "the body " + e.getMessage())
                    .now();
        }
        SubscriptionRecord subscription = body.subscription();
        if (subscription == null || subscription.byTag()) {
            return Reply.okNow();
        }
        Reply refusal = FilterCheck.refuseType(subscription.expressionType(), filtersBySql.getAsBoolean());
        if (refusal != null) {
            return refusal.now();
        }
        try {
            SqlFilter.compile(subscription.expression());
            return Reply.okNow();
        } catch (SqlFault e) {
            return Reply.refused(
                            ResponseCode.SUBSCRIPTION_PARSE_FAILED,
                            "the SQL92 expression for topic " + subscription.topic() + " cannot be understood, "
                                    + e.getMessage())
                    .now();
        }
    }
}
