package io.apogeemq.broker.group;

import io.apogeemq.protocol.body.ConsumerRecord;
import io.apogeemq.protocol.body.SubscriptionRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator what members of one group do to each other by mistake: two with one client id share its queues, and
 * when they subscribe different topics each heartbeat puts its own in the place of the other's. Once, until a member
 * leaves. On the control loop.
 */
final class GroupDisputes {
    private static final Logger log = LoggerFactory.getLogger(GroupDisputes.class);

    private static final int MOST_SHOWN = 10;

    /** Whose topics a group has now. */
    private final Map<String, ConnectedClient> lastHeard = new HashMap<>();

    private final Set<String> toldOfTopics = new HashSet<>();
    private final Map<String, Set<String>> toldOfIds = new HashMap<>();

    /**
     * A heartbeat came.
     *
     * @param before what the group was before it; null when it had no members
     * @param again whether this connection's member was known before: one that is new may have come in the place of another
     *     whose end is not known yet
     */
    void look(ConsumerRecord said, ConnectedClient member, @Nullable ConsumerGroup before, boolean again) {
        String group = said.group();
        ConnectedClient last = lastHeard.put(group, member);
        if (before == null) {
            return;
        }
        if (again) {
            lookForTwins(group, member, before);
        }
        if (last != null && last.peer() != member.peer()) {
            lookAtTopics(said, member, before, last);
        }
    }

    private void lookForTwins(String group, ConnectedClient member, ConsumerGroup before) {
        for (ConnectedClient other : before.members()) {
            if (other.peer() != member.peer()
                    && other.clientId().equals(member.clientId())
                    && toldOfIds
                            .computeIfAbsent(group, unused -> new HashSet<>())
                            .add(member.clientId())) {
                log.warn(
                        "two members of the consumer group {} have the client id {}, on {} and {}: both take the same"
                                + " queues, and others none; give each an instanceName of its own",
                        group,
                        member.clientId(),
                        other.peer(),
                        member.peer());
            }
        }
    }

    private void lookAtTopics(ConsumerRecord said, ConnectedClient member, ConsumerGroup before, ConnectedClient last) {
        Set<String> topics =
                said.subscriptions().stream().map(SubscriptionRecord::topic).collect(Collectors.toSet());
        Set<String> others = before.subscriptions().keySet();
        if (!topics.equals(others) && toldOfTopics.add(said.group())) {
            log.warn(
                    "members of the consumer group {} subscribe different topics: {} ({}) {}, {} ({}) {}; the broker goes by"
                            + " the last heartbeat, so messages are left lying; subscribe the same everywhere, or use two"
                            + " groups",
                    said.group(),
                    last.clientId(),
                    last.peer(),
                    shown(others),
                    member.clientId(),
                    member.peer(),
                    shown(topics));
        }
    }

    private static String shown(Set<String> topics) {
        String some = new TreeSet<>(topics).stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
        return topics.size() <= MOST_SHOWN ? "[" + some + "]" : "[" + some + ", and more]";
    }

    /** A member left the group: what is wrong now may be something else. */
    void forget(String group) {
        lastHeard.remove(group);
        toldOfTopics.remove(group);
        toldOfIds.remove(group);
    }
}
