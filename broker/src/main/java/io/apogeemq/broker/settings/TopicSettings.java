package io.apogeemq.broker.settings;

import io.apogeemq.settings.Setting;
import io.apogeemq.settings.Settings;
import io.apogeemq.settings.ValueType;
import java.util.List;

/**
 * Which topics and groups come into being by themselves. May change while the broker runs.
 *
 * @param autoCreate topics on the first send, as copies of TBW102
 * @param defaultQueueCount of topics made that way
 * @param clusterTopic whether the topic named like the cluster takes messages
 * @param brokerTopic whether the topic named like the broker takes messages
 * @param traceTopic whether the trace topic is made at the start
 * @param mostTopics of any kind; 0: as many as the heap is good for
 * @param mostGroups likewise
 * @param selfMadePerSecond topics, and groups, that are made by being used
 * @param protectSystemTopics refuse to change them by request
 */
public record TopicSettings(
        boolean autoCreate,
        int defaultQueueCount,
        boolean clusterTopic,
        boolean brokerTopic,
        boolean traceTopic,
        String traceTopicName,
        boolean autoCreateGroups,
        boolean autoCreateSystemGroups,
        int mostTopics,
        int mostGroups,
        int selfMadePerSecond,
        boolean protectSystemTopics) {

    public static final String MOST_TOPICS_KEY = "maxTopicNums";
    public static final String MOST_GROUPS_KEY = "maxSubscriptionGroupNums";
    public static final String SELF_MADE_PER_SECOND_KEY = "autoCreatePerSecond";

    /** As many as a topic can have in the store. */
    private static final int MOST_QUEUES = 65_536;

    private static final Setting<Boolean> AUTO_CREATE = Setting.built("autoCreateTopicEnable", ValueType.BOOL, true)
            .live()
            .important()
            .why("make an unknown topic on the first send to it");
    private static final Setting<Integer> QUEUE_COUNT = Setting.built(
                    "defaultTopicQueueNums", ValueType.int32(1, MOST_QUEUES), 8)
            .live()
            .why("queues of a topic that is made on the first send");
    private static final Setting<Boolean> CLUSTER_TOPIC = Setting.built("clusterTopicEnable", ValueType.BOOL, true)
            .why("the topic named like the cluster takes messages");
    private static final Setting<Boolean> BROKER_TOPIC = Setting.built("brokerTopicEnable", ValueType.BOOL, true)
            .why("the topic named like the broker takes messages");
    private static final Setting<Boolean> TRACE_TOPIC = Setting.built("traceTopicEnable", ValueType.BOOL, false)
            .important()
            .why("make the trace topic at the start");
    private static final Setting<String> TRACE_TOPIC_NAME = Setting.built(
                    "msgTraceTopicName", ValueType.NAME, "RMQ_SYS_TRACE_TOPIC")
            .important()
            .why("name of the trace topic");
    private static final Setting<Boolean> AUTO_CREATE_GROUPS = Setting.built(
                    "autoCreateSubscriptionGroup", ValueType.BOOL, true)
            .live()
            .important()
            .why("make an unknown consumer group on its first use");
    private static final Setting<Boolean> SYSTEM_GROUPS = Setting.built("enableCreateSysGroup", ValueType.BOOL, true)
            .live()
            .why("make an unknown group whose name starts with CID_RMQ_SYS_");
    private static final Setting<Integer> MOST_TOPICS = Setting.built(
                    MOST_TOPICS_KEY, ValueType.int32(0, Integer.MAX_VALUE), 0)
            .live()
            .why("further topics are refused; 0: one for each 8 KiB of heap");
    private static final Setting<Integer> MOST_GROUPS = Setting.built(
                    MOST_GROUPS_KEY, ValueType.int32(0, Integer.MAX_VALUE), 0)
            .live()
            .why("further groups are refused; 0: one for each 8 KiB of heap");
    private static final Setting<Integer> SELF_MADE_PER_SECOND = Setting.built(
                    SELF_MADE_PER_SECOND_KEY, ValueType.int32(1, 1_000_000), 100)
            .live()
            .why("topics, and groups, that may make themselves in a second, and ten times as many at once");
    private static final Setting<Boolean> PROTECT_SYSTEM_TOPICS = Setting.built(
                    "validateSystemTopicWhenUpdateTopic", ValueType.BOOL, true)
            .live()
            .why("refuse requests that would change a system topic");

    static final List<Setting<?>> ROWS = List.of(
            AUTO_CREATE,
            QUEUE_COUNT,
            CLUSTER_TOPIC,
            BROKER_TOPIC,
            TRACE_TOPIC,
            TRACE_TOPIC_NAME,
            AUTO_CREATE_GROUPS,
            SYSTEM_GROUPS,
            MOST_TOPICS,
            MOST_GROUPS,
            SELF_MADE_PER_SECOND,
            PROTECT_SYSTEM_TOPICS);

    static TopicSettings of(Settings in) {
        return new TopicSettings(
                in.get(AUTO_CREATE),
                in.get(QUEUE_COUNT),
                in.get(CLUSTER_TOPIC),
                in.get(BROKER_TOPIC),
                in.get(TRACE_TOPIC),
                in.get(TRACE_TOPIC_NAME),
                in.get(AUTO_CREATE_GROUPS),
                in.get(SYSTEM_GROUPS),
                in.get(MOST_TOPICS),
                in.get(MOST_GROUPS),
                in.get(SELF_MADE_PER_SECOND),
                in.get(PROTECT_SYSTEM_TOPICS));
    }
}
