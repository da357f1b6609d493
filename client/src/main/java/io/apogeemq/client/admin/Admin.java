package io.apogeemq.client.admin;

import io.apogeemq.client.core.ClientInstance;

/** All that an administrator may ask, by family; the last ones ask several brokers and gather what they say. */
public record Admin(
        TopicAdmin topics,
        GroupAdmin groups,
        BrokerAdmin brokers,
        NameServerAdmin nameServers,
        AccessAdmin access,
        ControllerAdmin controllers,
        LiteAdmin lite,
        QueueAdmin queues,
        MessageSearch messages,
        ClusterAdmin clusters,
        GroupSurvey groupSurvey,
        MessageTracking tracking) {

    /** Asks through that instance and waits that long for each answer. */
    public static Admin of(ClientInstance instance, long timeoutMillis) {
        AdminCalls calls = new AdminCalls(instance, timeoutMillis);
        TopicAdmin topics = new TopicAdmin(calls);
        GroupAdmin groups = new GroupAdmin(calls);
        BrokerAdmin brokers = new BrokerAdmin(calls);
        NameServerAdmin nameServers = new NameServerAdmin(calls);
        ClusterAdmin clusters = new ClusterAdmin(nameServers, topics, brokers);
        GroupSurvey groupSurvey = new GroupSurvey(clusters, groups);
        return new Admin(
                topics,
                groups,
                brokers,
                nameServers,
                new AccessAdmin(calls),
                new ControllerAdmin(calls),
                new LiteAdmin(calls),
                new QueueAdmin(instance),
                new MessageSearch(instance),
                clusters,
                groupSurvey,
                new MessageTracking(clusters, groupSurvey));
    }
}
