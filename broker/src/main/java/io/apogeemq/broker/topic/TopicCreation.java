package io.apogeemq.broker.topic;

import io.apogeemq.broker.kept.Allowance;
import io.apogeemq.broker.settings.TopicSettings;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.protocol.body.Perm;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.remoting.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rules by which topics come to be without anybody making them (spec/store.md 18, spec/messages.md 13 and 22). */
@OwnedBy("control")
public final class TopicCreation {
    private static final int CLUSTER_TOPIC_QUEUES = 16;
    private static final int BENCHMARK_QUEUES = 1024;

    private final Loop control;
    private final TopicTable topics;
    private final Supplier<TopicSettings> rules;
    private final Allowance allowance;
    /** One creation per name at a time: a hundred sends to a new topic make it once. */
    private final Map<String, CompletionStage<@Nullable TopicRecord>> underWay = new HashMap<>();

    /** What became of the wish for a topic: it, or why there is none. */
    public record Made(
            @Nullable TopicRecord topic, @Nullable Refusal refusal) {
        private Made(@Nullable TopicRecord topic) {
            this(topic, null);
        }

        private Made(Refusal refusal) {
            this(null, refusal);
        }
    }

    /** @param allowance how many topics there may be, and how fast they may make themselves */
    public TopicCreation(Loop control, TopicTable topics, Supplier<TopicSettings> rules, Allowance allowance) {
        this.control = control;
        this.topics = topics;
        this.rules = rules;
        this.allowance = allowance;
    }

    /** Makes the topics that every broker has, where they are missing. Completes when they are on disk. On the control loop. */
    public CompletionStage<Void> makeSystemTopics(String cluster, String broker, List<TopicRecord> ofFeatures) {
        control.assertInside();
        TopicSettings now = rules.get();
        List<TopicRecord> wanted = new ArrayList<>(ofFeatures);
        wanted.add(TopicRecord.of(TopicNames.SELF_TEST, 1, Perm.READ_WRITE));
        wanted.add(TopicRecord.of(TopicNames.BENCHMARK, BENCHMARK_QUEUES, Perm.READ_WRITE));
        wanted.add(TopicRecord.of(TopicNames.OFFSET_MOVED, 1, Perm.READ_WRITE));
        wanted.add(TopicRecord.of(
                cluster, CLUSTER_TOPIC_QUEUES, Perm.INHERIT | (now.clusterTopic() ? Perm.READ_WRITE : 0)));
        wanted.add(TopicRecord.of(broker, 1, Perm.INHERIT | (now.brokerTopic() ? Perm.READ_WRITE : 0)));
        if (now.traceTopic()) {
            wanted.add(TopicRecord.of(now.traceTopicName(), 1, Perm.READ_WRITE));
        }
        wanted.removeIf(topic -> topics.find(topic.name()) != null);
        if (now.autoCreate()) {
            wanted.add(TopicRecord.of(TopicNames.AUTO_CREATE, now.defaultQueueCount(), Perm.READ_WRITE | Perm.INHERIT));
        } else if (topics.find(TopicNames.AUTO_CREATE) != null) {
            wanted.add(TopicRecord.of(TopicNames.AUTO_CREATE, now.defaultQueueCount(), Perm.READ_WRITE));
        }
        return CompletableFuture.allOf(wanted.stream()
                .map(topic -> topics.put(topic).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new));
    }

    /**
     * For a send to an unknown topic. On the control loop.
     *
     * @param template whose queues and permissions the new topic takes
     * @param wantedQueues what the producer asks for; the template has the last word
     * @return the topic when it is on disk, or why there is none
     */
    public CompletionStage<Made> forSend(String name, String template, int wantedQueues) {
        control.assertInside();
        TopicRecord known = topics.findStaged(name);
        if (known != null) {
            // somebody makes it just now: as it is wanted there, not as the template says
            return once(known).thenApply(Made::new);
        }
        if (TopicNames.isRetry(name)) {
            return byItself(TopicRecord.of(name, 1, Perm.READ_WRITE));
        }
        TopicRecord model = topics.find(template);
        if (model == null || !Perm.isInherited(model.perm()) || wantedQueues <= 0 || isTemplateOff(template)) {
            return CompletableFuture.completedFuture(new Made(new Refusal(
                    ResponseCode.TOPIC_NOT_EXIST,
                    "topic[" + name
                            + "] not exist, apply first please! It can be made by mqadmin updateTopic, or by"
                            + " itself with autoCreateTopicEnable=true.")));
        }
        int queues = Math.min(wantedQueues, model.writeQueueCount());
        return byItself(new TopicRecord(
                Map.of(), false, model.perm() & ~Perm.INHERIT, queues, model.filterType(), name, 0, queues));
    }

    private CompletionStage<Made> byItself(TopicRecord topic) {
        String full = allowance.refuse();
        if (full != null) {
            return CompletableFuture.completedFuture(new Made(new Refusal(
                    ResponseCode.TOPIC_NOT_EXIST, "topic[" + topic.name() + "] not exist, and is not made: " + full)));
        }
        String tooFast = allowance.takeSelfMade();
        if (tooFast != null) {
            return CompletableFuture.completedFuture(new Made(new Refusal(
                    ResponseCode.SYSTEM_BUSY,
                    "[OVERLOAD]topic[" + topic.name() + "] not exist, and is not made now: " + tooFast)));
        }
        return once(topic).thenApply(Made::new);
    }

    private boolean isTemplateOff(String template) {
        return template.equals(TopicNames.AUTO_CREATE) && !rules.get().autoCreate();
    }

    /** The retry topic of a group, which its consumers subscribe. On the control loop. */
    public CompletionStage<@Nullable TopicRecord> forRetry(String group, int queueCount) {
        control.assertInside();
        String name = TopicNames.retryTopic(group);
        TopicRecord known = topics.findStaged(name);
        if (known != null) {
            return once(known);
        }
        if (queueCount <= 0) {
            return CompletableFuture.completedFuture(null);
        }
        return once(TopicRecord.of(name, queueCount, Perm.READ_WRITE));
    }

    /** The topic of a group's dead letters. On the control loop. */
    public CompletionStage<@Nullable TopicRecord> forDeadLetters(String group) {
        control.assertInside();
        String name = TopicNames.deadLetterTopic(group);
        TopicRecord known = topics.findStaged(name);
        return once(known != null ? known : TopicRecord.of(name, 1, Perm.READ_WRITE));
    }

    /** A topic that the broker itself needs for a group. On the control loop. */
    public CompletionStage<@Nullable TopicRecord> ofGroup(TopicRecord topic) {
        control.assertInside();
        TopicRecord known = topics.findStaged(topic.name());
        return once(known != null ? known : topic);
    }

    private CompletionStage<@Nullable TopicRecord> once(TopicRecord topic) {
        CompletionStage<@Nullable TopicRecord> running = underWay.get(topic.name());
        if (running != null) {
            return running;
        }
        CompletionStage<@Nullable TopicRecord> made = topics.put(topic).thenApply(done -> done);
        if (!made.toCompletableFuture().isDone()) {
            underWay.put(topic.name(), made);
            made.whenComplete((done, failure) -> underWay.remove(topic.name()));
        }
        return made;
    }
}
