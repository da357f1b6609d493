package io.apogeemq.broker.retry;

import io.apogeemq.broker.group.GroupTable;
import io.apogeemq.broker.topic.TopicCreation;
import io.apogeemq.broker.topic.TopicTable;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.body.GroupRecord;
import io.apogeemq.protocol.message.TopicNames;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sees to it that a group has its settings, its retry topic and its dead-letter topic. Any thread. */
final class GroupTopics {
    private final Loop control;
    private final TopicTable topics;
    private final TopicCreation creation;
    private final GroupTable groups;

    GroupTopics(Loop control, TopicTable topics, TopicCreation creation, GroupTable groups) {
        this.control = control;
        this.topics = topics;
        this.creation = creation;
        this.groups = groups;
    }

    boolean hasDeadLetters(String group) {
        return topics.find(TopicNames.deadLetterTopic(group)) != null;
    }

    boolean hasRetry(String group) {
        return topics.find(TopicNames.retryTopic(group)) != null;
    }

    CompletionStage<@Nullable GroupRecord> makeGroup(String name) {
        return onControl(() -> groups.findOrMake(name));
    }

    CompletionStage<?> makeDeadLetters(String group) {
        return onControl(() -> creation.forDeadLetters(group));
    }

    CompletionStage<?> makeRetry(GroupRecord group) {
        return onControl(() -> creation.forRetry(group.name(), group.retryQueueCount()));
    }

    private <T> CompletionStage<T> onControl(Supplier<CompletionStage<T>> work) {
        return CompletableFuture.supplyAsync(work, control).thenCompose(stage -> stage);
    }
}
