package io.apogeemq.protocol.admin;

import static io.apogeemq.protocol.body.Shape.BOOL;
import static io.apogeemq.protocol.body.Shape.INT32;
import static io.apogeemq.protocol.body.Shape.INT64;
import static io.apogeemq.protocol.body.Shape.TEXT;
import static io.apogeemq.protocol.body.Shape.listOf;
import static io.apogeemq.protocol.body.Shape.mapOf;
import static io.apogeemq.protocol.body.Shape.setOf;

import io.apogeemq.protocol.body.BodyCodec;
import io.apogeemq.protocol.body.QueueProgress;
import io.apogeemq.protocol.body.QueueStats;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers about lite topics (spec/requests.md 12). */
public final class LiteReports {
    private LiteReports() {}

    /** What a broker knows of lite topics: 200074. */
    public record Broker(
            int queueTableSize,
            int lmqCount,
            int eventMapSize,
            @Nullable Map<String, Set<String>> groups,
            int subscriptionCount,
            int maxLmqCount,
            int offsetTableSize,
            int orderInfoCount,
            @Nullable String storeType,
            @Nullable Map<String, Integer> topics) {
        public static final BodyCodec<Broker> BODY = BodyCodec.<Broker>table()
                .field("cqTableSize", INT32, Broker::queueTableSize, 0)
                .field("currentLmqNum", INT32, Broker::lmqCount, 0)
                .field("eventMapSize", INT32, Broker::eventMapSize, 0)
                .optional("groupMeta", mapOf(setOf(TEXT)), Broker::groups)
                .field("liteSubscriptionCount", INT32, Broker::subscriptionCount, 0)
                .field("maxLmqNum", INT32, Broker::maxLmqCount, 0)
                .field("offsetTableSize", INT32, Broker::offsetTableSize, 0)
                .field("orderInfoCount", INT32, Broker::orderInfoCount, 0)
                .optional("storeType", TEXT, Broker::storeType)
                .optional("topicMeta", mapOf(INT32), Broker::topics)
                .make(in -> new Broker(
                        in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next(),
                        in.next(), in.next()));
    }

    /** What lies below a topic: 200075. */
    public record Parent(
            @Nullable Set<String> groups,
            int topicCount,
            int lmqCount,
            @Nullable String topic,
            int expiryMinutes) {
        public static final BodyCodec<Parent> BODY = BodyCodec.<Parent>table()
                .optional("groups", setOf(TEXT), Parent::groups)
                .field("liteTopicCount", INT32, Parent::topicCount, 0)
                .field("lmqNum", INT32, Parent::lmqCount, 0)
                .optional("topic", TEXT, Parent::topic)
                .field("ttl", INT32, Parent::expiryMinutes, 0)
                .make(in -> new Parent(in.next(), in.next(), in.next(), in.next(), in.next()));
    }

    /** A client in a group. */
    public record Subscriber(
            @Nullable String clientId, @Nullable String group) {
        public static final BodyCodec<Subscriber> BODY = BodyCodec.<Subscriber>table()
                .optional("clientId", TEXT, Subscriber::clientId)
                .optional("group", TEXT, Subscriber::group)
                .make(in -> new Subscriber(in.next(), in.next()));
    }

    /** Who reads a lite topic: 200076. */
    public record Topic(
            @Nullable String topic,
            @Nullable String parent,
            boolean hereByShard,
            @Nullable Set<Subscriber> subscribers,
            @Nullable QueueStats offsets) {
        public static final BodyCodec<Topic> BODY = BodyCodec.<Topic>table()
                .optional("liteTopic", TEXT, Topic::topic)
                .optional("parentTopic", TEXT, Topic::parent)
                .field("shardingToBroker", BOOL, Topic::hereByShard, false)
                .optional("subscriber", setOf(Subscriber.BODY), Topic::subscribers)
                .optional("topicOffset", QueueStats.BODY, Topic::offsets)
                .make(in -> new Topic(in.next(), in.next(), in.next(), in.next(), in.next()));
    }

    /** What a client reads: 200077. */
    public record Client(
            @Nullable String clientId,
            @Nullable String group,
            long accessMillis,
            long consumeMillis,
            int topicCount,
            @Nullable Set<String> topics,
            @Nullable String parent) {
        public static final BodyCodec<Client> BODY = BodyCodec.<Client>table()
                .optional("clientId", TEXT, Client::clientId)
                .optional("group", TEXT, Client::group)
                .field("lastAccessTime", INT64, Client::accessMillis, 0L)
                .field("lastConsumeTime", INT64, Client::consumeMillis, 0L)
                .field("liteTopicCount", INT32, Client::topicCount, 0)
                .optional("liteTopicSet", setOf(TEXT), Client::topics)
                .optional("parentTopic", TEXT, Client::parent)
                .make(in -> new Client(in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next()));
    }

    /** How far behind the consumption of one lite topic is. */
    public record Lag(
            long earliestMillis, long count, @Nullable String topic) {
        public static final BodyCodec<Lag> BODY = BodyCodec.<Lag>table()
                .field("earliestUnconsumedTimestamp", INT64, Lag::earliestMillis, 0L)
                .field("lagCount", INT64, Lag::count, 0L)
                .optional("liteTopic", TEXT, Lag::topic)
                .make(in -> new Lag(in.next(), in.next(), in.next()));
    }

    /** How far behind a group is: 200078. */
    public record Group(
            long earliestMillis,
            @Nullable String group,
            @Nullable List<Lag> byCount,
            @Nullable List<Lag> byAge,
            @Nullable String topic,
            @Nullable QueueProgress progress,
            @Nullable String parent,
            long count) {
        public static final BodyCodec<Group> BODY = BodyCodec.<Group>table()
                .field("earliestUnconsumedTimestamp", INT64, Group::earliestMillis, 0L)
                .optional("group", TEXT, Group::group)
                .optional("lagCountTopK", listOf(Lag.BODY), Group::byCount)
                .optional("lagTimestampTopK", listOf(Lag.BODY), Group::byAge)
                .optional("liteTopic", TEXT, Group::topic)
                .optional("liteTopicOffsetWrapper", QueueProgress.BODY, Group::progress)
                .optional("parentTopic", TEXT, Group::parent)
                .field("totalLagCount", INT64, Group::count, 0L)
                .make(in -> new Group(
                        in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next()));
    }
}
