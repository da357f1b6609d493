package io.apogeemq.broker.group;

import io.apogeemq.protocol.body.ConsumerRecord;
import io.apogeemq.protocol.body.SubscriptionRecord;
import java.util.Collection;
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
 * when they subscribe different topics, or want different messages of one topic, each puts its own in the place of the
 * other's. Also tells of an expression that nothing can be found by. Once, until a member leaves. On the control loop.
 */
final class GroupDisputes {
    private static final Logger log = LoggerFactory.getLogger(GroupDisputes.class);

    private static final int MOST_SHOWN = 10;
    private static final int LONGEST_SHOWN = 200;

    /** Whose topics a group has now. */
    private final Map<String, ConnectedClient> lastHeard = new HashMap<>();

    private final Set<String> toldOfTopics = new HashSet<>();
    private final Set<String> toldOfExpressions = new HashSet<>();
    private final Set<String> toldOfFaults = new HashSet<>();
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
            lookAtExpressions(said, member, before, last);
        }
    }

    /** What the group's subscriptions have come to. */
    void lookForFaults(String group, ConnectedClient member, Collection<ConsumerGroup.Subscription> subscriptions) {
        for (ConsumerGroup.Subscription subscription : subscriptions) {
            if (subscription.fault() != null && toldOfFaults.add(group)) {
                log.warn(
                        "the consumer group {} gets no messages of topic {}: {} ({}) subscribes it by {}, which cannot be"
                                + " understood, {}; correct the expression",
                        group,
                        subscription.record().topic(),
                        member.clientId(),
                        member.peer(),
                        shown(subscription.record()),
                        subscription.fault());
            }
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

    private void lookAtExpressions(
            ConsumerRecord said, ConnectedClient member, ConsumerGroup before, ConnectedClient last) {
        for (SubscriptionRecord subscription : said.subscriptions()) {
            ConsumerGroup.Subscription known = before.subscription(subscription.topic());
            if (known != null && !isSame(known.record(), subscription) && toldOfExpressions.add(said.group())) {
                log.warn(
                        "members of the consumer group {} want different messages of topic {}: {} ({}) {}, {} ({}) {};"
                                + " the broker goes by the newest for both, so messages are lost to the group; subscribe"
                                + " the same everywhere, or use two groups",
                        said.group(),
                        subscription.topic(),
                        last.clientId(),
                        last.peer(),
                        shown(known.record()),
                        member.clientId(),
                        member.peer(),
                        shown(subscription));
            }
        }
    }

    /** However the tags are written. */
    private static boolean isSame(SubscriptionRecord one, SubscriptionRecord other) {
        return one.expressionType().equals(other.expressionType())
                && (one.expression().equals(other.expression())
                        || (one.byTag() && !one.tags().isEmpty() && one.tags().equals(other.tags())));
    }

    private static String shown(SubscriptionRecord subscription) {
        String text = subscription.expression();
        return subscription.expressionType() + " ["
                + (text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...") + "]";
    }

    private static String shown(Set<String> topics) {
        String some = new TreeSet<>(topics).stream().limit(MOST_SHOWN).collect(Collectors.joining(", "));
        return topics.size() <= MOST_SHOWN ? "[" + some + "]" : "[" + some + ", and more]";
    }

    /** A member left the group: what is wrong now may be something else. */
    void forget(String group) {
        lastHeard.remove(group);
        toldOfTopics.remove(group);
        toldOfExpressions.remove(group);
        toldOfFaults.remove(group);
        toldOfIds.remove(group);
    }
}
