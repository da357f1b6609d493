package org.apache.rocketmq.tools.admin;

import io.apogeemq.client.admin.ControllerAdmin;
import io.apogeemq.client.admin.MessageTracking;
import io.apogeemq.client.admin.OffsetRollback;
import io.apogeemq.protocol.admin.ControllerReports;
import io.apogeemq.protocol.admin.ControllerRequests;
import io.apogeemq.protocol.body.BodyCodec;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.header.CreateTopicRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.rocketmq.common.Pair;
import org.apache.rocketmq.common.TopicConfig;
import org.apache.rocketmq.common.message.MessageExt;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.protocol.RemotingSerializable;
import org.apache.rocketmq.remoting.protocol.admin.RollbackStats;
import org.apache.rocketmq.remoting.protocol.body.BrokerMemberGroup;
import org.apache.rocketmq.remoting.protocol.body.GroupList;
import org.apache.rocketmq.remoting.protocol.body.TopicList;
import org.apache.rocketmq.remoting.protocol.header.controller.ElectMasterResponseHeader;
import org.apache.rocketmq.remoting.protocol.header.controller.GetMetaDataResponseHeader;
import org.apache.rocketmq.tools.admin.api.MessageTrack;
import org.apache.rocketmq.tools.admin.api.TrackType;

/**
 * Between the engine's records and the contract's values. Both are forms of the same JSON, so that a body's table of members
 * is the one description of it: what the one writes the other reads.
 */
final class AdminBeans {

    private AdminBeans() {}

    /** Reads the contract's value out of the engine's record; null stays null. */
    static <R, T> Function<R, T> as(BodyCodec<R> codec, Class<T> type) {
        return record -> record == null ? null : RemotingSerializable.decode(codec.write(record), type);
    }

    static <R, T> Function<List<R>, List<T>> each(BodyCodec<R> codec, Class<T> type) {
        return records -> new ArrayList<>(records.stream().map(as(codec, type)).toList());
    }

    /** The engine's record of the contract's value. */
    static <R> R record(BodyCodec<R> codec, Object value) {
        return codec.read(RemotingSerializable.encode(value));
    }

    static <R> List<R> records(BodyCodec<R> codec, List<?> values) {
        return values.stream().map(value -> record(codec, value)).toList();
    }

    /** For methods that tell that it is done. */
    static boolean done(Void nothing) {
        return true;
    }

    static Map<String, String> map(Properties properties) {
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    static <T> Collection<T> orElse(Collection<T> given, Collection<T> otherwise) {
        return given == null || given.isEmpty() ? otherwise : given;
    }

    static CreateTopicRequest topic(String template, TopicConfig topic, boolean force) {
        return new CreateTopicRequest(
                topic.getTopicName(),
                template,
                topic.getReadQueueNums(),
                topic.getWriteQueueNums(),
                topic.getPerm(),
                topic.getTopicFilterType().name(),
                topic.getTopicSysFlag(),
                topic.isOrder(),
                attributes(topic.getAttributes()),
                force);
    }

    /** {@code +name=value} sets an attribute, {@code -name} takes it away. */
    private static String attributes(Map<String, String> attributes) {
        return new TreeMap<>(attributes)
                .entrySet().stream()
                        .map(each -> {
                            String name = each.getKey();
                            if (name.startsWith("-")) {
                                return name;
                            }
                            return (name.startsWith("+") ? name : "+" + name) + "=" + each.getValue();
                        })
                        .collect(Collectors.joining(","));
    }

    static GetMetaDataResponseHeader metadata(ControllerRequests.Metadata metadata) {
        return new GetMetaDataResponseHeader(
                metadata.group(), metadata.leaderId(), metadata.leaderAddress(), metadata.leads(), metadata.peers());
    }

    static Pair<ElectMasterResponseHeader, BrokerMemberGroup> election(ControllerAdmin.Election election) {
        ControllerRequests.Elected leader = election.leader();
        return Pair.of(
                new ElectMasterResponseHeader(
                        leader.leaderId(), leader.leaderAddress(), leader.leaderEpoch(), leader.syncStateSetEpoch()),
                as(ControllerReports.Members.BODY, BrokerMemberGroup.class).apply(election.members()));
    }

    static GroupList groups(Set<String> names) {
        GroupList list = new GroupList();
        list.setGroupList(new HashSet<>(names));
        return list;
    }

    static TopicList topics(Set<String> names) {
        TopicList list = new TopicList();
        list.setTopicList(new HashSet<>(names));
        return list;
    }

    static Map<MessageQueue, Long> offsets(Map<BrokerQueue, Long> offsets) {
        Map<MessageQueue, Long> known = new HashMap<>();
        offsets.forEach((queue, offset) -> known.put(queue(queue), offset));
        return known;
    }

    static Map<String, Map<MessageQueue, Long>> statuses(Map<String, Map<BrokerQueue, Long>> clients) {
        Map<String, Map<MessageQueue, Long>> known = new HashMap<>();
        clients.forEach((client, offsets) -> known.put(client, offsets(offsets)));
        return known;
    }

    static List<RollbackStats> rollbacks(List<OffsetRollback.Rollback> rollbacks) {
        List<RollbackStats> list = new ArrayList<>();
        for (OffsetRollback.Rollback rollback : rollbacks) {
            RollbackStats stats = new RollbackStats();
            stats.setBrokerName(rollback.queue().brokerName());
            stats.setQueueId(rollback.queue().queueId());
            stats.setBrokerOffset(rollback.maxOffset());
            stats.setConsumerOffset(rollback.committedOffset());
            stats.setTimestampOffset(rollback.offsetOfTime());
            stats.setRollbackOffset(rollback.newOffset());
            list.add(stats);
        }
        return list;
    }

    static MessageTracking.Sought sought(MessageExt message, String storeAddress) {
        return new MessageTracking.Sought(
                message.getTopic(), message.getQueueId(), message.getQueueOffset(), message.getTags(), storeAddress);
    }

    static List<MessageTrack> tracks(List<MessageTracking.Track> tracks) {
        List<MessageTrack> list = new ArrayList<>();
        for (MessageTracking.Track each : tracks) {
            MessageTrack track = new MessageTrack();
            track.setConsumerGroup(each.group());
            track.setTrackType(TrackType.valueOf(each.fate().name()));
            if (each.reason() != null) {
                track.setExceptionDesc(each.reason().reason());
            }
            list.add(track);
        }
        return list;
    }

    /** The order of a topic's brokers with one broker's part, {@code name:count}, put in its place or added. */
    static String orderConf(String before, String part) {
        String name = part.substring(0, part.indexOf(':') + 1);
        List<String> parts = new ArrayList<>();
        for (String each : before.split(";")) {
            if (!each.isBlank() && !each.startsWith(name)) {
                parts.add(each);
            }
        }
        parts.add(part);
        return String.join(";", parts);
    }

    private static MessageQueue queue(BrokerQueue queue) {
        return new MessageQueue(queue.topic(), queue.brokerName(), queue.queueId());
    }
}
