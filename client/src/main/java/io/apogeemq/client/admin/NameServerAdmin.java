package io.apogeemq.client.admin;

import io.apogeemq.protocol.body.ClusterInfo;
import io.apogeemq.protocol.body.KvTable;
import io.apogeemq.protocol.body.TopicList;
import io.apogeemq.protocol.body.TopicRoute;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.header.AddWritePermAnswer;
import io.apogeemq.protocol.header.BrokerNameRequest;
import io.apogeemq.protocol.header.ClusterRequest;
import io.apogeemq.protocol.header.DeleteRouteRequest;
import io.apogeemq.protocol.header.KvAnswer;
import io.apogeemq.protocol.header.KvRequest;
import io.apogeemq.protocol.header.NamespaceRequest;
import io.apogeemq.protocol.header.PutKvRequest;
import io.apogeemq.protocol.header.RouteRequest;
import io.apogeemq.protocol.header.WipeWritePermAnswer;
import io.apogeemq.remoting.Request;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What an administrator asks NameServers: one of them where they agree, that one where each has its own. Stages end with what was answered, or with a {@link io.apogeemq.client.core.ClientFailure}. */
public final class NameServerAdmin {
    private final AdminCalls calls;

    public NameServerAdmin(AdminCalls calls) {
        this.calls = calls;
    }

    public CompletionStage<ClusterInfo> clusters() {
        return calls.askNameServer(Request.of(RequestCode.GET_BROKER_CLUSTER_INFO))
                .thenApply(AdminCalls.body(RequestCode.GET_BROKER_CLUSTER_INFO, ClusterInfo.BODY));
    }

    public CompletionStage<TopicRoute> route(String topic) {
        return calls.askNameServer(Request.of(
                        RequestCode.GET_ROUTEINFO_BY_TOPIC,
                        RouteRequest.CODEC,
                        new RouteRequest(topic, true, null, null)))
                .thenApply(AdminCalls.body(RequestCode.GET_ROUTEINFO_BY_TOPIC, TopicRoute.BODY));
    }

    public CompletionStage<TopicList> topics() {
        return calls.askNameServer(Request.of(RequestCode.GET_ALL_TOPIC_LIST_FROM_NAMESERVER))
                .thenApply(AdminCalls.body(RequestCode.GET_ALL_TOPIC_LIST_FROM_NAMESERVER, TopicList.BODY));
    }

    public CompletionStage<TopicList> topicsOfCluster(String cluster) {
        return calls.askNameServer(Request.of(
                        RequestCode.GET_TOPICS_BY_CLUSTER, ClusterRequest.CODEC, new ClusterRequest(cluster)))
                .thenApply(AdminCalls.body(RequestCode.GET_TOPICS_BY_CLUSTER, TopicList.BODY));
    }

    /** The names of clusters and brokers, which are topics too, and one broker's address. */
    public CompletionStage<TopicList> systemTopics() {
        return calls.askNameServer(Request.of(RequestCode.GET_SYSTEM_TOPIC_LIST_FROM_NS))
                .thenApply(AdminCalls.body(RequestCode.GET_SYSTEM_TOPIC_LIST_FROM_NS, TopicList.BODY));
    }

    public CompletionStage<KvAnswer> value(String namespace, String key) {
        return calls.askNameServer(
                        Request.of(RequestCode.GET_KV_CONFIG, KvRequest.CODEC, new KvRequest(namespace, key)))
                .thenApply(AdminCalls.header(RequestCode.GET_KV_CONFIG, KvAnswer.CODEC));
    }

    public CompletionStage<KvTable> values(String namespace) {
        return calls.askNameServer(Request.of(
                        RequestCode.GET_KVLIST_BY_NAMESPACE, NamespaceRequest.CODEC, new NamespaceRequest(namespace)))
                .thenApply(AdminCalls.body(RequestCode.GET_KVLIST_BY_NAMESPACE, KvTable.BODY));
    }

    public CompletionStage<Void> putValue(String address, PutKvRequest value) {
        return calls.askAt(address, Request.of(RequestCode.PUT_KV_CONFIG, PutKvRequest.CODEC, value))
                .thenAccept(answer -> {});
    }

    public CompletionStage<Void> deleteValue(String address, String namespace, String key) {
        return calls.askAt(
                        address,
                        Request.of(RequestCode.DELETE_KV_CONFIG, KvRequest.CODEC, new KvRequest(namespace, key)))
                .thenAccept(answer -> {});
    }

    public CompletionStage<Void> deleteTopic(String address, String topic, @Nullable String cluster) {
        return calls.askAt(
                        address,
                        Request.of(
                                RequestCode.DELETE_TOPIC_IN_NAMESRV,
                                DeleteRouteRequest.CODEC,
                                new DeleteRouteRequest(topic, cluster)))
                .thenAccept(answer -> {});
    }

    /** Takes the broker out of the routes for sends. */
    public CompletionStage<WipeWritePermAnswer> wipeWritePermission(String address, String brokerName) {
        return calls.askAt(
                        address,
                        Request.of(
                                RequestCode.WIPE_WRITE_PERM_OF_BROKER,
                                BrokerNameRequest.CODEC,
                                new BrokerNameRequest(brokerName)))
                .thenApply(AdminCalls.header(RequestCode.WIPE_WRITE_PERM_OF_BROKER, WipeWritePermAnswer.CODEC));
    }

    public CompletionStage<AddWritePermAnswer> addWritePermission(String address, String brokerName) {
        return calls.askAt(
                        address,
                        Request.of(
                                RequestCode.ADD_WRITE_PERM_OF_BROKER,
                                BrokerNameRequest.CODEC,
                                new BrokerNameRequest(brokerName)))
                .thenApply(AdminCalls.header(RequestCode.ADD_WRITE_PERM_OF_BROKER, AddWritePermAnswer.CODEC));
    }

    /** Its settings, as lines {@code name=value}. */
    public CompletionStage<String> config(String address) {
        return calls.askAt(address, Request.of(RequestCode.GET_NAMESRV_CONFIG)).thenApply(AdminCalls::text);
    }

    public CompletionStage<Void> updateConfig(String address, Map<String, String> settings) {
        return calls.askAt(address, Request.of(RequestCode.UPDATE_NAMESRV_CONFIG, AdminCalls.lines(settings)))
                .thenAccept(answer -> {});
    }
}
