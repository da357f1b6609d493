package io.apogeemq.client.admin;

import io.apogeemq.protocol.body.TopicList;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.body.TopicRecords;
import io.apogeemq.protocol.body.TopicStats;
import io.apogeemq.protocol.body.TopicTableBody;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.header.CreateTopicRequest;
import io.apogeemq.protocol.header.TopicRequest;
import io.apogeemq.remoting.Request;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What an administrator asks a broker of topics. Stages end with what was answered, or with a {@link io.apogeemq.client.core.ClientFailure}. */
public final class TopicAdmin {
    private final AdminCalls calls;

    public TopicAdmin(AdminCalls calls) {
        this.calls = calls;
    }

    /** Makes the topic, or changes it. */
    public CompletionStage<Void> update(String address, CreateTopicRequest topic) {
        return calls.ask(address, RequestCode.UPDATE_AND_CREATE_TOPIC, CreateTopicRequest.CODEC, topic)
                .thenAccept(answer -> {});
    }

    /** Makes the topics, or changes them: all or none. */
    public CompletionStage<Void> updateAll(String address, List<TopicRecord> topics) {
        return calls.ask(
                        address,
                        Request.of(
                                RequestCode.UPDATE_AND_CREATE_TOPIC_LIST,
                                TopicRecords.BODY.write(new TopicRecords(topics))))
                .thenAccept(answer -> {});
    }

    /** Makes the static topic, or changes it. */
    public CompletionStage<Void> updateStatic(String address, CreateTopicRequest topic, byte[] mapping) {
        return calls.ask(
                        address,
                        Request.of(
                                RequestCode.UPDATE_AND_CREATE_STATIC_TOPIC, CreateTopicRequest.CODEC, topic, mapping))
                .thenAccept(answer -> {});
    }

    public CompletionStage<Void> delete(String address, String topic) {
        return calls.ask(address, RequestCode.DELETE_TOPIC_IN_BROKER, TopicRequest.CODEC, new TopicRequest(topic))
                .thenAccept(answer -> {});
    }

    public CompletionStage<TopicRecord> record(String address, String topic) {
        return calls.ask(address, RequestCode.GET_TOPIC_CONFIG, TopicRequest.CODEC, new TopicRequest(topic))
                .thenApply(AdminCalls.body(RequestCode.GET_TOPIC_CONFIG, TopicRecord.BODY));
    }

    public CompletionStage<TopicTableBody> all(String address) {
        return calls.ask(address, RequestCode.GET_ALL_TOPIC_CONFIG)
                .thenApply(AdminCalls.body(RequestCode.GET_ALL_TOPIC_CONFIG, TopicTableBody.BODY));
    }

    public CompletionStage<TopicStats> stats(String address, String topic) {
        return calls.ask(address, RequestCode.GET_TOPIC_STATS_INFO, TopicRequest.CODEC, new TopicRequest(topic))
                .thenApply(AdminCalls.body(RequestCode.GET_TOPIC_STATS_INFO, TopicStats.BODY));
    }

    /** The topics that belong to the system. */
    public CompletionStage<TopicList> systemTopics(String address) {
        return calls.ask(address, RequestCode.GET_SYSTEM_TOPIC_LIST_FROM_BROKER)
                .thenApply(AdminCalls.body(RequestCode.GET_SYSTEM_TOPIC_LIST_FROM_BROKER, TopicList.BODY));
    }

    /** Deletes the queues of topics that are not there any more. */
    public CompletionStage<Void> cleanUnused(String address) {
        return calls.ask(address, RequestCode.CLEAN_UNUSED_TOPIC).thenAccept(answer -> {});
    }
}
