package io.apogeemq.client.admin;

import io.apogeemq.protocol.admin.GroupReports;
import io.apogeemq.protocol.admin.GroupRequests;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.ConsumeDirectlyAnswer;
import io.apogeemq.protocol.body.ConsumeStats;
import io.apogeemq.protocol.body.ConsumerConnections;
import io.apogeemq.protocol.body.GroupList;
import io.apogeemq.protocol.body.GroupRecord;
import io.apogeemq.protocol.body.GroupRecords;
import io.apogeemq.protocol.body.GroupTableBody;
import io.apogeemq.protocol.body.ProducerConnections;
import io.apogeemq.protocol.body.QueueOffsets;
import io.apogeemq.protocol.body.TopicList;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.header.CommitOffsetRequest;
import io.apogeemq.protocol.header.ConsumeDirectlyRequest;
import io.apogeemq.protocol.header.ConsumerGroupRequest;
import io.apogeemq.protocol.header.DeleteGroupRequest;
import io.apogeemq.protocol.header.GroupConfigRequest;
import io.apogeemq.protocol.header.OffsetAnswer;
import io.apogeemq.protocol.header.ProducerGroupRequest;
import io.apogeemq.protocol.header.QueryOffsetRequest;
import io.apogeemq.protocol.header.ResetOffsetRequest;
import io.apogeemq.protocol.header.RunningInfoRequest;
import io.apogeemq.protocol.header.TopicRequest;
import io.apogeemq.remoting.Request;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What an administrator asks a broker of groups and their offsets. Stages end with what was answered, or with a {@link io.apogeemq.client.core.ClientFailure}. */
public final class GroupAdmin {
    private final AdminCalls calls;

    public GroupAdmin(AdminCalls calls) {
        this.calls = calls;
    }

    /** Makes the group, or changes it. */
    public CompletionStage<Void> update(String address, GroupRecord group) {
        return calls.ask(
                        address,
                        Request.of(RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP, GroupRecord.BODY.write(group)))
                .thenAccept(answer -> {});
    }

    /** Makes the groups, or changes them: all or none. */
    public CompletionStage<Void> updateAll(String address, List<GroupRecord> groups) {
        return calls.ask(
                        address,
                        Request.of(
                                RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP_LIST,
                                GroupRecords.BODY.write(new GroupRecords(groups))))
                .thenAccept(answer -> {});
    }

    public CompletionStage<Void> delete(String address, String group, boolean withOffsets) {
        return calls.ask(
                        address,
                        RequestCode.DELETE_SUBSCRIPTIONGROUP,
                        DeleteGroupRequest.CODEC,
                        new DeleteGroupRequest(group, withOffsets))
                .thenAccept(answer -> {});
    }

    public CompletionStage<GroupRecord> record(String address, String group) {
        return calls.ask(
                        address,
                        RequestCode.GET_SUBSCRIPTIONGROUP_CONFIG,
                        GroupConfigRequest.CODEC,
                        new GroupConfigRequest(group))
                .thenApply(AdminCalls.body(RequestCode.GET_SUBSCRIPTIONGROUP_CONFIG, GroupRecord.BODY));
    }

    public CompletionStage<GroupTableBody> all(String address) {
        return calls.ask(address, RequestCode.GET_ALL_SUBSCRIPTIONGROUP_CONFIG)
                .thenApply(AdminCalls.body(RequestCode.GET_ALL_SUBSCRIPTIONGROUP_CONFIG, GroupTableBody.BODY));
    }

    /** Says whether the group may read the topic, or only asks. */
    public CompletionStage<GroupReports.Forbidden> forbid(
            String address, String group, String topic, @Nullable Boolean readable) {
        return calls.ask(
                        address,
                        RequestCode.UPDATE_AND_GET_GROUP_FORBIDDEN,
                        GroupRequests.Forbid.CODEC,
                        new GroupRequests.Forbid(group, topic, readable))
                .thenApply(AdminCalls.body(RequestCode.UPDATE_AND_GET_GROUP_FORBIDDEN, GroupReports.Forbidden.BODY));
    }

    public CompletionStage<ConsumerConnections> connections(String address, String group) {
        return calls.ask(
                        address,
                        RequestCode.GET_CONSUMER_CONNECTION_LIST,
                        ConsumerGroupRequest.CODEC,
                        new ConsumerGroupRequest(group))
                .thenApply(AdminCalls.body(RequestCode.GET_CONSUMER_CONNECTION_LIST, ConsumerConnections.BODY));
    }

    public CompletionStage<ProducerConnections> producers(String address, String group) {
        return calls.ask(
                        address,
                        RequestCode.GET_PRODUCER_CONNECTION_LIST,
                        ProducerGroupRequest.CODEC,
                        new ProducerGroupRequest(group))
                .thenApply(AdminCalls.body(RequestCode.GET_PRODUCER_CONNECTION_LIST, ProducerConnections.BODY));
    }

    public CompletionStage<GroupReports.Producers> allProducers(String address) {
        return calls.ask(address, RequestCode.GET_ALL_PRODUCER_INFO)
                .thenApply(AdminCalls.body(RequestCode.GET_ALL_PRODUCER_INFO, GroupReports.Producers.BODY));
    }

    /** How far the group has come, in one topic or in all. */
    public CompletionStage<ConsumeStats> stats(String address, String group, @Nullable String topic) {
        return calls.ask(
                        address,
                        RequestCode.GET_CONSUME_STATS,
                        GroupRequests.ConsumeStatsOf.CODEC,
                        new GroupRequests.ConsumeStatsOf(group, topic, null))
                .thenApply(AdminCalls.body(RequestCode.GET_CONSUME_STATS, ConsumeStats.BODY));
    }

    public CompletionStage<GroupReports.StatsInBroker> statsInBroker(String address, boolean ordered) {
        return calls.ask(
                        address,
                        RequestCode.GET_BROKER_CONSUME_STATS,
                        GroupRequests.StatsInBroker.CODEC,
                        new GroupRequests.StatsInBroker(ordered))
                .thenApply(AdminCalls.body(RequestCode.GET_BROKER_CONSUME_STATS, GroupReports.StatsInBroker.BODY));
    }

    public CompletionStage<GroupList> groupsOf(String address, String topic) {
        return calls.ask(address, RequestCode.QUERY_TOPIC_CONSUME_BY_WHO, TopicRequest.CODEC, new TopicRequest(topic))
                .thenApply(AdminCalls.body(RequestCode.QUERY_TOPIC_CONSUME_BY_WHO, GroupList.BODY));
    }

    public CompletionStage<TopicList> topicsOf(String address, String group) {
        return calls.ask(
                        address,
                        RequestCode.QUERY_TOPICS_BY_CONSUMER,
                        GroupConfigRequest.CODEC,
                        new GroupConfigRequest(group))
                .thenApply(AdminCalls.body(RequestCode.QUERY_TOPICS_BY_CONSUMER, TopicList.BODY));
    }

    public CompletionStage<GroupReports.Subscription> subscription(String address, String group, String topic) {
        return calls.ask(
                        address,
                        RequestCode.QUERY_SUBSCRIPTION_BY_CONSUMER,
                        GroupRequests.GroupAndTopic.CODEC,
                        new GroupRequests.GroupAndTopic(group, topic))
                .thenApply(AdminCalls.body(RequestCode.QUERY_SUBSCRIPTION_BY_CONSUMER, GroupReports.Subscription.BODY));
    }

    public CompletionStage<GroupReports.TimeSpans> timeSpans(String address, String group, String topic) {
        return calls.ask(
                        address,
                        RequestCode.QUERY_CONSUME_TIME_SPAN,
                        GroupRequests.GroupAndTopic.CODEC,
                        new GroupRequests.GroupAndTopic(group, topic))
                .thenApply(AdminCalls.body(RequestCode.QUERY_CONSUME_TIME_SPAN, GroupReports.TimeSpans.BODY));
    }

    public CompletionStage<OffsetAnswer> offset(String address, String group, BrokerQueue queue) {
        return calls.ask(
                        address,
                        RequestCode.QUERY_CONSUMER_OFFSET,
                        QueryOffsetRequest.CODEC,
                        new QueryOffsetRequest(group, queue.topic(), queue.queueId(), null))
                .thenApply(AdminCalls.header(RequestCode.QUERY_CONSUMER_OFFSET, OffsetAnswer.CODEC));
    }

    public CompletionStage<Void> commit(String address, String group, BrokerQueue queue, long offset) {
        return calls.ask(
                        address,
                        RequestCode.UPDATE_CONSUMER_OFFSET,
                        CommitOffsetRequest.CODEC,
                        new CommitOffsetRequest(group, queue.topic(), queue.queueId(), offset))
                .thenAccept(answer -> {});
    }

    /** Has the group go on elsewhere; tells where in each queue. */
    public CompletionStage<QueueOffsets> resetOffsets(String address, ResetOffsetRequest reset) {
        return calls.ask(address, RequestCode.INVOKE_BROKER_TO_RESET_OFFSET, ResetOffsetRequest.CODEC, reset)
                .thenApply(AdminCalls.body(RequestCode.INVOKE_BROKER_TO_RESET_OFFSET, QueueOffsets.BODY));
    }

    /** The offsets that the group's clients know. */
    public CompletionStage<GroupReports.Statuses> status(
            String address, String group, String topic, @Nullable String clientAddress) {
        return calls.ask(
                        address,
                        RequestCode.INVOKE_BROKER_TO_GET_CONSUMER_STATUS,
                        GroupRequests.ConsumeStatus.CODEC,
                        new GroupRequests.ConsumeStatus(group, topic, clientAddress))
                .thenApply(
                        AdminCalls.body(RequestCode.INVOKE_BROKER_TO_GET_CONSUMER_STATUS, GroupReports.Statuses.BODY));
    }

    public CompletionStage<Void> cloneOffsets(String address, GroupRequests.CloneOffsets clone) {
        return calls.ask(address, RequestCode.CLONE_GROUP_OFFSET, GroupRequests.CloneOffsets.CODEC, clone)
                .thenAccept(answer -> {});
    }

    /** Says whether the group pulls or pops. */
    public CompletionStage<Void> requestMode(String address, GroupReports.RequestMode mode) {
        return calls.ask(
                        address,
                        Request.of(RequestCode.SET_MESSAGE_REQUEST_MODE, GroupReports.RequestMode.BODY.write(mode)))
                .thenAccept(answer -> {});
    }

    /** What one of the group's clients tells of itself. */
    public CompletionStage<GroupReports.RunningClient> runningClient(String address, RunningInfoRequest client) {
        return calls.ask(address, RequestCode.GET_CONSUMER_RUNNING_INFO, RunningInfoRequest.CODEC, client)
                .thenApply(AdminCalls.body(RequestCode.GET_CONSUMER_RUNNING_INFO, GroupReports.RunningClient.BODY));
    }

    /** Has one of the group's clients consume the message at once. */
    public CompletionStage<ConsumeDirectlyAnswer> consumeDirectly(String address, ConsumeDirectlyRequest message) {
        return calls.ask(address, RequestCode.CONSUME_MESSAGE_DIRECTLY, ConsumeDirectlyRequest.CODEC, message)
                .thenApply(AdminCalls.body(RequestCode.CONSUME_MESSAGE_DIRECTLY, ConsumeDirectlyAnswer.BODY));
    }
}
