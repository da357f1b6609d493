package io.apogeemq.namesrv;

import io.apogeemq.protocol.body.ClusterInfo;
import io.apogeemq.protocol.body.TopicList;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.AddWritePermAnswer;
import io.apogeemq.protocol.header.BrokerNameRequest;
import io.apogeemq.protocol.header.ClusterRequest;
import io.apogeemq.protocol.header.DeleteRouteRequest;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.WipeWritePermAnswer;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Handler;
import io.apogeemq.remoting.Reply;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Answers what operators and their tools ask of the routes, on {@code control}: 106, 205, 206, 216, 224, 304, 311 to 313, 327. */
final class AdminHandler {
    private final Supplier<NameServerSettings> settings;
    private final RouteTable table;
    private final RouteReader routes;

    AdminHandler(Supplier<NameServerSettings> settings, RouteTable table, RouteReader routes) {
        this.settings = settings;
        this.table = table;
        this.routes = routes;
    }

    CompletionStage<Reply> clusters(Call call, NoHeader none) {
        return Reply.ok(ClusterInfo.BODY.write(routes.clusters())).now();
    }

    CompletionStage<Reply> wipeWritePerm(Call call, BrokerNameRequest request) {
        int count = table.changeWritable(request.brokerName(), false);
        return Reply.ok(WipeWritePermAnswer.CODEC, new WipeWritePermAnswer(count))
                .now();
    }

    CompletionStage<Reply> addWritePerm(Call call, BrokerNameRequest request) {
        int count = table.changeWritable(request.brokerName(), true);
        return Reply.ok(AddWritePermAnswer.CODEC, new AddWritePermAnswer(count)).now();
    }

    CompletionStage<Reply> deleteTopic(Call call, DeleteRouteRequest request) {
        table.removeTopic(request.topic(), request.cluster());
        return Reply.okNow();
    }

    CompletionStage<Reply> topics(Call call, NoHeader none) {
        return list(NameServerSettings::listsAllTopics, "enableAllTopicList", routes::topics);
    }

    CompletionStage<Reply> topicsIn(Call call, ClusterRequest request) {
        return list(NameServerSettings::listsTopics, "enableTopicList", () -> routes.topicsIn(request.cluster()));
    }

    CompletionStage<Reply> systemTopics(Call call, NoHeader none) {
        return Reply.ok(TopicList.BODY.write(routes.systemTopics())).now();
    }

    Handler<NoHeader> topicsOf(RouteReader.Kind kind) {
        return (call, none) -> list(NameServerSettings::listsTopics, "enableTopicList", () -> routes.topicsOf(kind));
    }

    private CompletionStage<Reply> list(Predicate<NameServerSettings> enabled, String key, Supplier<TopicList> topics) {
        return enabled.test(settings.get())
                ? Reply.ok(TopicList.BODY.write(topics.get())).now()
                : Reply.refused(ResponseCode.SYSTEM_ERROR, "disable: " + key + " is false")
                        .now();
    }
}
