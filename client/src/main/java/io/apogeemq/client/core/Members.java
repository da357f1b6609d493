package io.apogeemq.client.core;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Who shares the instance: each producer group once and each consumer group once. */
@OwnedBy("the client's loop")
final class Members {
    private final Loop loop;
    private final TreeMap<String, ProducerMember> producers = new TreeMap<>();
    private final TreeMap<String, ConsumerMember> consumers = new TreeMap<>();

    Members(Loop loop) {
        this.loop = loop;
    }

    /** False when the group has a member of that kind already. */
    boolean add(Member member) {
        loop.assertInside();
        return member instanceof ConsumerMember consumer
                ? consumers.putIfAbsent(consumer.group(), consumer) == null
                : producers.putIfAbsent(member.group(), (ProducerMember) member) == null;
    }

    void remove(Member member) {
        loop.assertInside();
        if (member instanceof ConsumerMember) {
            consumers.remove(member.group(), member);
        } else {
            producers.remove(member.group(), member);
        }
    }

    Collection<ProducerMember> producers() {
        return producers.values();
    }

    Collection<ConsumerMember> consumers() {
        return consumers.values();
    }

    Optional<ProducerMember> producer(String group) {
        return Optional.ofNullable(producers.get(group));
    }

    Optional<ConsumerMember> consumer(String group) {
        return Optional.ofNullable(consumers.get(group));
    }

    Set<String> topics() {
        Set<String> topics = new LinkedHashSet<>();
        each(member -> topics.addAll(member.topics()));
        return topics;
    }

    void each(Consumer<Member> action) {
        List.copyOf(producers.values()).forEach(action);
        List.copyOf(consumers.values()).forEach(action);
    }
}
