package io.apogeemq.namesrv;

import static io.apogeemq.protocol.code.RequestCode.ADD_WRITE_PERM_OF_BROKER;
import static io.apogeemq.protocol.code.RequestCode.BROKER_HEARTBEAT;
import static io.apogeemq.protocol.code.RequestCode.DELETE_KV_CONFIG;
import static io.apogeemq.protocol.code.RequestCode.DELETE_TOPIC_IN_NAMESRV;
import static io.apogeemq.protocol.code.RequestCode.GET_ALL_TOPIC_LIST_FROM_NAMESERVER;
import static io.apogeemq.protocol.code.RequestCode.GET_BROKER_CLUSTER_INFO;
import static io.apogeemq.protocol.code.RequestCode.GET_BROKER_MEMBER_GROUP;
import static io.apogeemq.protocol.code.RequestCode.GET_HAS_UNIT_SUB_TOPIC_LIST;
import static io.apogeemq.protocol.code.RequestCode.GET_HAS_UNIT_SUB_UNUNIT_TOPIC_LIST;
import static io.apogeemq.protocol.code.RequestCode.GET_KVLIST_BY_NAMESPACE;
import static io.apogeemq.protocol.code.RequestCode.GET_KV_CONFIG;
import static io.apogeemq.protocol.code.RequestCode.GET_NAMESRV_CONFIG;
import static io.apogeemq.protocol.code.RequestCode.GET_ROUTEINFO_BY_TOPIC;
import static io.apogeemq.protocol.code.RequestCode.GET_SYSTEM_TOPIC_LIST_FROM_NS;
import static io.apogeemq.protocol.code.RequestCode.GET_TOPICS_BY_CLUSTER;
import static io.apogeemq.protocol.code.RequestCode.GET_UNIT_TOPIC_LIST;
import static io.apogeemq.protocol.code.RequestCode.PUT_KV_CONFIG;
import static io.apogeemq.protocol.code.RequestCode.QUERY_DATA_VERSION;
import static io.apogeemq.protocol.code.RequestCode.REGISTER_BROKER;
import static io.apogeemq.protocol.code.RequestCode.REGISTER_TOPIC_IN_NAMESRV;
import static io.apogeemq.protocol.code.RequestCode.UNREGISTER_BROKER;
import static io.apogeemq.protocol.code.RequestCode.UPDATE_NAMESRV_CONFIG;
import static io.apogeemq.protocol.code.RequestCode.WIPE_WRITE_PERM_OF_BROKER;

import io.apogeemq.protocol.header.BrokerHeartbeatRequest;
import io.apogeemq.protocol.header.BrokerNameRequest;
import io.apogeemq.protocol.header.BrokerRequest;
import io.apogeemq.protocol.header.ClusterRequest;
import io.apogeemq.protocol.header.DeleteRouteRequest;
import io.apogeemq.protocol.header.KvRequest;
import io.apogeemq.protocol.header.MemberGroupRequest;
import io.apogeemq.protocol.header.NamespaceRequest;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.PutKvRequest;
import io.apogeemq.protocol.header.RegisterBrokerRequest;
import io.apogeemq.protocol.header.RouteRequest;
import io.apogeemq.protocol.header.TopicRequest;
import io.apogeemq.remoting.Lane;
import io.apogeemq.remoting.Routes;

/** What a NameServer answers. */
final class NameServerRoutes {
    private NameServerRoutes() {}

    static Routes of(
            RouteHandler route, BrokerHandler broker, AdminHandler admin, KvHandler kv, SettingsHandler settings) {
        return new Routes()
                .on(GET_ROUTEINFO_BY_TOPIC, RouteRequest.CODEC, Lane.IO, route::route)
                // brokers
                .on(REGISTER_BROKER, RegisterBrokerRequest.CODEC, Lane.IO, broker::register)
                .on(UNREGISTER_BROKER, BrokerRequest.CODEC, Lane.READER, broker::unregister)
                .on(BROKER_HEARTBEAT, BrokerHeartbeatRequest.CODEC, Lane.CONTROL, broker::heartbeat)
                .on(QUERY_DATA_VERSION, BrokerRequest.CODEC, Lane.CONTROL, broker::dataVersion)
                .on(GET_BROKER_MEMBER_GROUP, MemberGroupRequest.CODEC, Lane.CONTROL, broker::members)
                .on(REGISTER_TOPIC_IN_NAMESRV, TopicRequest.CODEC, Lane.CONTROL, broker::registerTopic)
                // operators
                .on(GET_BROKER_CLUSTER_INFO, NoHeader.CODEC, Lane.CONTROL, admin::clusters)
                .on(WIPE_WRITE_PERM_OF_BROKER, BrokerNameRequest.CODEC, Lane.CONTROL, admin::wipeWritePerm)
                .on(ADD_WRITE_PERM_OF_BROKER, BrokerNameRequest.CODEC, Lane.CONTROL, admin::addWritePerm)
                .on(DELETE_TOPIC_IN_NAMESRV, DeleteRouteRequest.CODEC, Lane.CONTROL, admin::deleteTopic)
                .on(GET_ALL_TOPIC_LIST_FROM_NAMESERVER, NoHeader.CODEC, Lane.CONTROL, admin::topics)
                .on(GET_TOPICS_BY_CLUSTER, ClusterRequest.CODEC, Lane.CONTROL, admin::topicsIn)
                .on(GET_SYSTEM_TOPIC_LIST_FROM_NS, NoHeader.CODEC, Lane.CONTROL, admin::systemTopics)
                .on(GET_UNIT_TOPIC_LIST, NoHeader.CODEC, Lane.CONTROL, admin.topicsOf(RouteReader.Kind.UNIT_TOPICS))
                .on(
                        GET_HAS_UNIT_SUB_TOPIC_LIST,
                        NoHeader.CODEC,
                        Lane.CONTROL,
                        admin.topicsOf(RouteReader.Kind.WITH_UNIT_SUBSCRIPTION))
                .on(
                        GET_HAS_UNIT_SUB_UNUNIT_TOPIC_LIST,
                        NoHeader.CODEC,
                        Lane.CONTROL,
                        admin.topicsOf(RouteReader.Kind.WITH_UNIT_SUBSCRIPTION_ONLY))
                // KV table and settings
                .on(PUT_KV_CONFIG, PutKvRequest.CODEC, Lane.CONTROL, kv::put)
                .on(GET_KV_CONFIG, KvRequest.CODEC, Lane.CONTROL, kv::get)
                .on(DELETE_KV_CONFIG, KvRequest.CODEC, Lane.CONTROL, kv::remove)
                .on(GET_KVLIST_BY_NAMESPACE, NamespaceRequest.CODEC, Lane.CONTROL, kv::list)
                .on(UPDATE_NAMESRV_CONFIG, NoHeader.CODEC, Lane.CONTROL, settings::update)
                .on(GET_NAMESRV_CONFIG, NoHeader.CODEC, Lane.CONTROL, settings::get);
    }
}
