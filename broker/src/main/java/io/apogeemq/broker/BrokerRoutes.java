package io.apogeemq.broker;

import static io.apogeemq.protocol.code.RequestCode.CHECK_CLIENT_CONFIG;
import static io.apogeemq.protocol.code.RequestCode.CLEAN_EXPIRED_CONSUMEQUEUE;
import static io.apogeemq.protocol.code.RequestCode.CLEAN_UNUSED_TOPIC;
import static io.apogeemq.protocol.code.RequestCode.DELETE_EXPIRED_COMMITLOG;
import static io.apogeemq.protocol.code.RequestCode.DELETE_SUBSCRIPTIONGROUP;
import static io.apogeemq.protocol.code.RequestCode.DELETE_TOPIC_IN_BROKER;
import static io.apogeemq.protocol.code.RequestCode.GET_ALL_CONSUMER_OFFSET;
import static io.apogeemq.protocol.code.RequestCode.GET_ALL_SUBSCRIPTIONGROUP_CONFIG;
import static io.apogeemq.protocol.code.RequestCode.GET_ALL_TOPIC_CONFIG;
import static io.apogeemq.protocol.code.RequestCode.GET_BROKER_CONFIG;
import static io.apogeemq.protocol.code.RequestCode.GET_CONSUMER_CONNECTION_LIST;
import static io.apogeemq.protocol.code.RequestCode.GET_CONSUMER_LIST_BY_GROUP;
import static io.apogeemq.protocol.code.RequestCode.GET_CONSUME_STATS;
import static io.apogeemq.protocol.code.RequestCode.GET_EARLIEST_MSG_STORETIME;
import static io.apogeemq.protocol.code.RequestCode.GET_MAX_OFFSET;
import static io.apogeemq.protocol.code.RequestCode.GET_MIN_OFFSET;
import static io.apogeemq.protocol.code.RequestCode.GET_PRODUCER_CONNECTION_LIST;
import static io.apogeemq.protocol.code.RequestCode.GET_SUBSCRIPTIONGROUP_CONFIG;
import static io.apogeemq.protocol.code.RequestCode.GET_TOPIC_CONFIG;
import static io.apogeemq.protocol.code.RequestCode.GET_TOPIC_STATS_INFO;
import static io.apogeemq.protocol.code.RequestCode.HEART_BEAT;
import static io.apogeemq.protocol.code.RequestCode.LITE_PULL_MESSAGE;
import static io.apogeemq.protocol.code.RequestCode.LOCK_BATCH_MQ;
import static io.apogeemq.protocol.code.RequestCode.PULL_MESSAGE;
import static io.apogeemq.protocol.code.RequestCode.QUERY_CONSUMER_OFFSET;
import static io.apogeemq.protocol.code.RequestCode.QUERY_CONSUME_TIME_SPAN;
import static io.apogeemq.protocol.code.RequestCode.QUERY_MESSAGE;
import static io.apogeemq.protocol.code.RequestCode.QUERY_SUBSCRIPTION_BY_CONSUMER;
import static io.apogeemq.protocol.code.RequestCode.QUERY_TOPICS_BY_CONSUMER;
import static io.apogeemq.protocol.code.RequestCode.QUERY_TOPIC_CONSUME_BY_WHO;
import static io.apogeemq.protocol.code.RequestCode.SEARCH_OFFSET_BY_TIMESTAMP;
import static io.apogeemq.protocol.code.RequestCode.SEND_BATCH_MESSAGE;
import static io.apogeemq.protocol.code.RequestCode.SEND_MESSAGE;
import static io.apogeemq.protocol.code.RequestCode.SEND_MESSAGE_V2;
import static io.apogeemq.protocol.code.RequestCode.UNLOCK_BATCH_MQ;
import static io.apogeemq.protocol.code.RequestCode.UNREGISTER_CLIENT;
import static io.apogeemq.protocol.code.RequestCode.UPDATE_AND_CREATE_SUBSCRIPTIONGROUP;
import static io.apogeemq.protocol.code.RequestCode.UPDATE_AND_CREATE_TOPIC;
import static io.apogeemq.protocol.code.RequestCode.UPDATE_BROKER_CONFIG;
import static io.apogeemq.protocol.code.RequestCode.UPDATE_CONSUMER_OFFSET;
import static io.apogeemq.protocol.code.RequestCode.VIEW_MESSAGE_BY_ID;

import io.apogeemq.broker.admin.ConfigAdmin;
import io.apogeemq.broker.admin.GroupAdmin;
import io.apogeemq.broker.admin.ProgressAdmin;
import io.apogeemq.broker.admin.StoreAdmin;
import io.apogeemq.broker.admin.TopicAdmin;
import io.apogeemq.broker.handler.ClientHandler;
import io.apogeemq.broker.handler.ConsumerOffsetHandler;
import io.apogeemq.broker.handler.LockHandler;
import io.apogeemq.broker.handler.NameCheck;
import io.apogeemq.broker.handler.PullHandler;
import io.apogeemq.broker.handler.QueryHandler;
import io.apogeemq.broker.handler.QueueHandler;
import io.apogeemq.broker.handler.SendHandler;
import io.apogeemq.protocol.admin.GroupRequests;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.CommitOffsetRequest;
import io.apogeemq.protocol.header.ConsumerGroupRequest;
import io.apogeemq.protocol.header.CreateTopicRequest;
import io.apogeemq.protocol.header.DeleteGroupRequest;
import io.apogeemq.protocol.header.GroupConfigRequest;
import io.apogeemq.protocol.header.MaxOffsetRequest;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.ProducerGroupRequest;
import io.apogeemq.protocol.header.PullRequest;
import io.apogeemq.protocol.header.QueryMessageRequest;
import io.apogeemq.protocol.header.QueryOffsetRequest;
import io.apogeemq.protocol.header.QueueRequest;
import io.apogeemq.protocol.header.SearchOffsetRequest;
import io.apogeemq.protocol.header.SendRequest;
import io.apogeemq.protocol.header.TopicRequest;
import io.apogeemq.protocol.header.UnregisterClientRequest;
import io.apogeemq.protocol.header.ViewMessageRequest;
import io.apogeemq.remoting.Lane;
import io.apogeemq.remoting.Reply;
import io.apogeemq.remoting.Routes;
import java.util.concurrent.CompletableFuture;

/** What the broker answers, and on which lane: one row per request (spec/requests.md). */
final class BrokerRoutes {
    private static final String SERVES_NO_CONSUMERS =
            "[REJECTREQUEST]system busy, start flow control for a while: this broker is a slave that does not have its master's"
                    + " groups and offsets yet, consumers wait for the master";

    private BrokerRoutes() {}

    /** The handlers behind the rows. */
    record Handlers(
            SendHandler send,
            PullHandler pull,
            ConsumerOffsetHandler offsets,
            QueueHandler queues,
            QueryHandler queries,
            ClientHandler clients,
            LockHandler locks,
            TopicAdmin topics,
            StoreAdmin store,
            GroupAdmin groups,
            ProgressAdmin progress,
            ConfigAdmin config) {}

    static Routes of(NameCheck names, Handlers to) {
        return new Routes()
                .direct(SEND_MESSAGE, SendRequest.LONG, Lane.IO, to.send::send)
                .direct(SEND_MESSAGE_V2, SendRequest.SHORT, Lane.IO, to.send::send)
                .direct(SEND_BATCH_MESSAGE, SendRequest.SHORT, Lane.IO, to.send::send)
                .direct(PULL_MESSAGE, PullRequest.CODEC, Lane.IO, to.pull::pull)
                .direct(LITE_PULL_MESSAGE, PullRequest.CODEC, Lane.IO, to.pull::pull)
                .on(QUERY_CONSUMER_OFFSET, QueryOffsetRequest.CODEC, Lane.IO, to.offsets::query)
                .on(UPDATE_CONSUMER_OFFSET, CommitOffsetRequest.CODEC, Lane.IO, to.offsets::commit)
                .on(
                        GET_MAX_OFFSET,
                        MaxOffsetRequest.CODEC,
                        Lane.IO,
                        names.topic(MaxOffsetRequest::topic, to.queues::maxOffset))
                .on(GET_MIN_OFFSET, QueueRequest.CODEC, Lane.IO, names.topic(QueueRequest::topic, to.queues::minOffset))
                .on(
                        SEARCH_OFFSET_BY_TIMESTAMP,
                        SearchOffsetRequest.CODEC,
                        Lane.READER,
                        names.topic(SearchOffsetRequest::topic, to.queues::offsetByTime))
                .on(
                        GET_EARLIEST_MSG_STORETIME,
                        QueueRequest.CODEC,
                        Lane.READER,
                        names.topic(QueueRequest::topic, to.queues::earliestTime))
                .on(
                        QUERY_MESSAGE,
                        QueryMessageRequest.CODEC,
                        Lane.READER,
                        names.topic(QueryMessageRequest::topic, to.queries::query))
                .on(VIEW_MESSAGE_BY_ID, ViewMessageRequest.CODEC, Lane.READER, to.queues::view)
                .on(HEART_BEAT, NoHeader.CODEC, Lane.CONTROL, to.clients::heartbeat)
                .on(UNREGISTER_CLIENT, UnregisterClientRequest.CODEC, Lane.CONTROL, to.clients::unregister)
                .on(
                        GET_CONSUMER_LIST_BY_GROUP,
                        ConsumerGroupRequest.CODEC,
                        Lane.IO,
                        names.group(ConsumerGroupRequest::group, to.clients::memberIds))
                .on(CHECK_CLIENT_CONFIG, NoHeader.CODEC, Lane.CONTROL, to.clients::checkClient)
                .on(LOCK_BATCH_MQ, NoHeader.CODEC, Lane.CONTROL, to.locks::lock)
                .on(UNLOCK_BATCH_MQ, NoHeader.CODEC, Lane.CONTROL, to.locks::unlock)
                .on(UPDATE_AND_CREATE_TOPIC, CreateTopicRequest.CODEC, Lane.CONTROL, to.topics::put)
                .on(
                        DELETE_TOPIC_IN_BROKER,
                        TopicRequest.CODEC,
                        Lane.CONTROL,
                        names.topic(TopicRequest::topic, to.topics::delete))
                .on(
                        GET_TOPIC_CONFIG,
                        TopicRequest.CODEC,
                        Lane.CONTROL,
                        names.topic(TopicRequest::topic, to.topics::get))
                .on(GET_ALL_TOPIC_CONFIG, NoHeader.CODEC, Lane.CONTROL, to.topics::all)
                .on(CLEAN_EXPIRED_CONSUMEQUEUE, NoHeader.CODEC, Lane.CONTROL, to.store::deleteExpiredQueueFiles)
                .on(CLEAN_UNUSED_TOPIC, NoHeader.CODEC, Lane.CONTROL, to.store::deleteUnusedTopics)
                .on(DELETE_EXPIRED_COMMITLOG, NoHeader.CODEC, Lane.CONTROL, to.store::deleteExpiredLogFiles)
                .on(UPDATE_AND_CREATE_SUBSCRIPTIONGROUP, NoHeader.CODEC, Lane.CONTROL, to.groups::put)
                .on(
                        DELETE_SUBSCRIPTIONGROUP,
                        DeleteGroupRequest.CODEC,
                        Lane.CONTROL,
                        names.group(DeleteGroupRequest::group, to.groups::delete))
                .on(
                        GET_SUBSCRIPTIONGROUP_CONFIG,
                        GroupConfigRequest.CODEC,
                        Lane.CONTROL,
                        names.group(GroupConfigRequest::group, to.groups::get))
                .on(GET_ALL_SUBSCRIPTIONGROUP_CONFIG, NoHeader.CODEC, Lane.CONTROL, to.groups::all)
                .on(
                        GET_CONSUMER_CONNECTION_LIST,
                        ConsumerGroupRequest.CODEC,
                        Lane.CONTROL,
                        names.group(ConsumerGroupRequest::group, to.groups::consumers))
                .on(GET_PRODUCER_CONNECTION_LIST, ProducerGroupRequest.CODEC, Lane.CONTROL, to.groups::producers)
                .on(GET_ALL_CONSUMER_OFFSET, NoHeader.CODEC, Lane.CONTROL, to.progress::allOffsets)
                .on(
                        GET_TOPIC_STATS_INFO,
                        TopicRequest.CODEC,
                        Lane.READER,
                        names.topic(TopicRequest::topic, to.progress::topic))
                .on(
                        GET_CONSUME_STATS,
                        GroupRequests.ConsumeStatsOf.CODEC,
                        Lane.READER,
                        names.group(GroupRequests.ConsumeStatsOf::group, to.progress::group))
                .on(
                        QUERY_TOPIC_CONSUME_BY_WHO,
                        TopicRequest.CODEC,
                        Lane.CONTROL,
                        names.topic(TopicRequest::topic, to.progress::groupsOf))
                .on(
                        QUERY_CONSUME_TIME_SPAN,
                        GroupRequests.GroupAndTopic.CODEC,
                        Lane.READER,
                        names.topic(GroupRequests.GroupAndTopic::topic, to.progress::times))
                .on(
                        QUERY_TOPICS_BY_CONSUMER,
                        GroupConfigRequest.CODEC,
                        Lane.CONTROL,
                        names.group(GroupConfigRequest::group, to.progress::topicsOf))
                .on(
                        QUERY_SUBSCRIPTION_BY_CONSUMER,
                        GroupRequests.GroupAndTopic.CODEC,
                        Lane.CONTROL,
                        names.topic(GroupRequests.GroupAndTopic::topic, to.progress::subscription))
                .on(UPDATE_BROKER_CONFIG, NoHeader.CODEC, Lane.CONTROL, to.config::update)
                .on(GET_BROKER_CONFIG, NoHeader.CODEC, Lane.CONTROL, to.config::get);
    }

    /**
     * A slave serves no consumers before it has its master's topics, groups and offsets: whoever is told that his group has no
     * offset begins elsewhere, and takes that place to the master when it is back.
     */
    static Routes ofSlave(Routes all) {
        int[] consumers = {PULL_MESSAGE, LITE_PULL_MESSAGE, QUERY_CONSUMER_OFFSET, UPDATE_CONSUMER_OFFSET};
        Routes others = all.without(consumers);
        for (int code : consumers) {
            others.on(
                    code,
                    NoHeader.CODEC,
                    Lane.IO,
                    (call, none) -> CompletableFuture.completedFuture(
                            Reply.refused(ResponseCode.SYSTEM_BUSY, SERVES_NO_CONSUMERS)));
        }
        return others;
    }

    /** The fast port (listenPort − 2) serves everything but what may wait long (spec/remoting.md 2). */
    static Routes fast(Routes all) {
        return all.without(PULL_MESSAGE, LITE_PULL_MESSAGE);
    }
}
