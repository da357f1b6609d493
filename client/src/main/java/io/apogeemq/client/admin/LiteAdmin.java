package io.apogeemq.client.admin;

import io.apogeemq.protocol.admin.LiteReports;
import io.apogeemq.protocol.admin.LiteRequests;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.header.TopicRequest;
import java.util.concurrent.CompletionStage;

/** What an administrator asks a broker of lite topics. Stages end with what was answered, or with a {@link io.apogeemq.client.core.ClientFailure}. */
public final class LiteAdmin {
    private final AdminCalls calls;

    public LiteAdmin(AdminCalls calls) {
        this.calls = calls;
    }

    public CompletionStage<LiteReports.Broker> broker(String address) {
        return calls.ask(address, RequestCode.GET_BROKER_LITE_INFO)
                .thenApply(AdminCalls.body(RequestCode.GET_BROKER_LITE_INFO, LiteReports.Broker.BODY));
    }

    public CompletionStage<LiteReports.Parent> parent(String address, String topic) {
        return calls.ask(address, RequestCode.GET_PARENT_TOPIC_INFO, TopicRequest.CODEC, new TopicRequest(topic))
                .thenApply(AdminCalls.body(RequestCode.GET_PARENT_TOPIC_INFO, LiteReports.Parent.BODY));
    }

    public CompletionStage<LiteReports.Topic> topic(String address, LiteRequests.LiteTopic topic) {
        return calls.ask(address, RequestCode.GET_LITE_TOPIC_INFO, LiteRequests.LiteTopic.CODEC, topic)
                .thenApply(AdminCalls.body(RequestCode.GET_LITE_TOPIC_INFO, LiteReports.Topic.BODY));
    }

    public CompletionStage<LiteReports.Client> client(String address, LiteRequests.LiteClient client) {
        return calls.ask(address, RequestCode.GET_LITE_CLIENT_INFO, LiteRequests.LiteClient.CODEC, client)
                .thenApply(AdminCalls.body(RequestCode.GET_LITE_CLIENT_INFO, LiteReports.Client.BODY));
    }

    public CompletionStage<LiteReports.Group> group(String address, LiteRequests.LiteGroup group) {
        return calls.ask(address, RequestCode.GET_LITE_GROUP_INFO, LiteRequests.LiteGroup.CODEC, group)
                .thenApply(AdminCalls.body(RequestCode.GET_LITE_GROUP_INFO, LiteReports.Group.BODY));
    }

    public CompletionStage<Void> dispatch(String address, LiteRequests.Dispatch dispatch) {
        return calls.ask(address, RequestCode.TRIGGER_LITE_DISPATCH, LiteRequests.Dispatch.CODEC, dispatch)
                .thenAccept(answer -> {});
    }
}
