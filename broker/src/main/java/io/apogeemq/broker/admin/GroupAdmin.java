package io.apogeemq.broker.admin;

import io.apogeemq.broker.group.ConnectedClient;
import io.apogeemq.broker.group.ConnectedClients;
import io.apogeemq.broker.group.ConsumerGroup;
import io.apogeemq.broker.group.ConsumerOffsets;
import io.apogeemq.broker.group.GroupTable;
import io.apogeemq.protocol.body.BadBody;
import io.apogeemq.protocol.body.ConnectionRecord;
import io.apogeemq.protocol.body.ConsumerConnections;
import io.apogeemq.protocol.body.GroupRecord;
import io.apogeemq.protocol.body.GroupTableBody;
import io.apogeemq.protocol.body.ProducerConnections;
import io.apogeemq.protocol.body.SubscriptionRecord;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.ConsumerGroupRequest;
import io.apogeemq.protocol.header.DeleteGroupRequest;
import io.apogeemq.protocol.header.GroupConfigRequest;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.ProducerGroupRequest;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Reply;
import io.apogeemq.store.queue.QueueName;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes, changes, reads and deletes groups, and tells who is connected: requests 200, 201, 203, 204, 207 and 352
 * (spec/requests.md 9). On the control loop.
 */
public final class GroupAdmin {
    private static final Logger log = LoggerFactory.getLogger(GroupAdmin.class);

    private final GroupTable groups;
    private final ConnectedClients members;
    private final ConsumerOffsets offsets;

    public GroupAdmin(GroupTable groups, ConnectedClients members, ConsumerOffsets offsets) {
        this.groups = groups;
        this.members = members;
        this.offsets = offsets;
    }

    public CompletionStage<Reply> put(Call call, NoHeader none) {
        GroupRecord group;
        try {
            group = GroupRecord.BODY.read(call.body());
        } catch (BadBody e) {
            return Reply.refused(ResponseCode.SYSTEM_ERROR, "the body " + e.getMessage())
                    .now();
        }
        String fault = TopicNames.refuseGroup(group.name());
        if (fault != null) {
            return Reply.refused(ResponseCode.INVALID_PARAMETER, fault).now();
        }
        String full = groups.refuseNew(group.name());
        if (full != null) {
            return Reply.refused(ResponseCode.SYSTEM_ERROR, full).now();
        }
        if (group.retryQueueCount() < 0 || group.retryQueueCount() > QueueName.MOST_QUEUES) {
            return Reply.refused(
                            ResponseCode.INVALID_PARAMETER,
                            "retryQueueNums is 0 to " + QueueName.MOST_QUEUES + ", not " + group.retryQueueCount())
                    .now();
        }
        log.info("{} sets group {}", call.peer(), group.name());
        return groups.put(group).thenApply(saved -> Reply.ok());
    }

    public CompletionStage<Reply> delete(Call call, DeleteGroupRequest request) {
        log.info(
                "{} deletes group {}{}", call.peer(), request.group(), request.withOffsets() ? " and its offsets" : "");
        return groups.remove(request.group()).thenApply(removed -> {
            if (request.withOffsets()) {
                offsets.removeGroup(request.group());
            }
            return Reply.ok();
        });
    }

    public CompletionStage<Reply> get(Call call, GroupConfigRequest request) {
        return groups.findOrMake(request.group())
                .thenApply(group -> group == null
                        ? Reply.refused(
                                ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST,
                                "No group in this broker: " + request.group())
                        : Reply.ok(GroupRecord.BODY.write(group)));
    }

    public CompletionStage<Reply> all(Call call, NoHeader none) {
        return Reply.ok(GroupTableBody.BODY.write(groups.body())).now();
    }

    public CompletionStage<Reply> consumers(Call call, ConsumerGroupRequest request) {
        ConsumerGroup group = members.consumerGroup(request.group());
        if (group == null) {
            return Reply.refused(
                            ResponseCode.CONSUMER_NOT_ONLINE, "the consumer group[" + request.group() + "] not online")
                    .now();
        }
        Map<String, SubscriptionRecord> subscriptions = new TreeMap<>();
        group.subscriptions().forEach((topic, subscription) -> subscriptions.put(topic, subscription.record()));
        return Reply.ok(ConsumerConnections.BODY.write(new ConsumerConnections(
                        connections(group.members()), group.fromWhere(), group.type(), group.model(), subscriptions)))
                .now();
    }

    public CompletionStage<Reply> producers(Call call, ProducerGroupRequest request) {
        Collection<ConnectedClient> producers = members.producers(request.group());
        if (producers.isEmpty()) {
            return Reply.refused(ResponseCode.SYSTEM_ERROR, "the producer group[" + request.group() + "] not exist")
                    .now();
        }
        return Reply.ok(ProducerConnections.BODY.write(new ProducerConnections(connections(producers))))
                .now();
    }

    private static Set<ConnectionRecord> connections(Collection<ConnectedClient> members) {
        Set<ConnectionRecord> connections = new LinkedHashSet<>();
        for (ConnectedClient member : members) {
            connections.add(new ConnectionRecord(
                    member.peer().remoteAddress(),
                    member.clientId(),
                    member.language().name(),
                    member.version()));
        }
        return connections;
    }
}
