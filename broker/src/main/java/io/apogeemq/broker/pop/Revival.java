package io.apogeemq.broker.pop;

import io.apogeemq.broker.feature.FeatureCore;
import io.apogeemq.broker.feature.Placed;
import io.apogeemq.protocol.body.GroupRecord;
import io.apogeemq.protocol.body.Perm;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.OutgoingBatch;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.PropertyKey;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.store.read.ReadRequest;
import io.apogeemq.store.read.ReadResult;
import io.apogeemq.store.segment.LeasedSlices;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * Appends a message once more that was handed out in vain: to the group's retry topic for its topic, or, when it was tried too
 * often, to the group's dead letters. Together with the word that it is done with, or not at all.
 */
final class Revival {
    private static final String FIRST_POP = "1ST_POP_TIME";
    private static final String ORIGIN_GROUP = "ORIGIN_GROUP";

    private final FeatureCore core;
    private final PopLog popLog;
    private final BooleanSupplier newerNames;
    private final PopWaiting waiting;

    /** @param newerNames {@code enableRetryTopicV2} */
    Revival(FeatureCore core, PopLog popLog, BooleanSupplier newerNames, PopWaiting waiting) {
        this.core = core;
        this.popLog = popLog;
        this.newerNames = newerNames;
        this.waiting = waiting;
    }

    /** On the loop of the state. */
    CompletionStage<Placed> revive(PopBatch batch, long offset) {
        PopKey key = batch.key();
        GroupRecord group = core.groups().find(key.group());
        LeasedSlices found;
        try {
            ReadResult read = core.store().read(key.topic(), key.queueId(), ReadRequest.from(offset, 1));
            found = read.messages();
        } catch (StoreFailure e) {
            return CompletableFuture.failedStage(e);
        }
        RecordReader reader = new RecordReader();
        ByteBuffer bytes = found == null ? ByteBuffer.allocate(0) : found.buffer(0);
        boolean there = found != null
                && reader.read(bytes, 0, bytes.limit()) == RecordReader.Found.RECORD
                && reader.queueOffset() == offset;
        if (found == null || !there || group == null) {
            // deleted since, or nobody is left to get it
            if (found != null) {
                found.release();
            }
            return core.appender()
                    .appendAsIs(popLog.done(key, List.of(offset), core.clock().millis()), core.following());
        }
        int attempts = reader.reconsumeTimes() + (batch.suspended() ? 0 : 1);
        boolean dead = attempts > group.retryMaxTimes();
        String topic = dead
                ? TopicNames.deadLetterTopic(key.group())
                : PopTopics.retryOf(key.group(), key.topic(), newerNames.getAsBoolean());
        return topic(topic)
                .thenComposeAsync(made -> append(batch, offset, reader, attempts, made), core.following())
                .whenComplete((placed, failure) -> {
                    found.release();
                    if (placed != null && placed.refusal() == null && !dead) {
                        waiting.wakeRetry(key.group(), topic);
                    }
                });
    }

    private CompletionStage<TopicRecord> topic(String name) {
        TopicRecord known = core.topics().find(name);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        TopicRecord made = TopicRecord.of(name, 1, Perm.READ_WRITE);
        return CompletableFuture.supplyAsync(() -> core.creation().ofGroup(made), core.control())
                .thenCompose(stage -> stage)
                .thenApply(topic -> topic == null ? made : topic);
    }

    private CompletionStage<Placed> append(
            PopBatch batch, long offset, RecordReader reader, int attempts, TopicRecord topic) {
        PopKey key = batch.key();
        OutgoingRecord again = new OutgoingRecord();
        again.set(
                topic.name(),
                (int) Math.floorMod(offset, (long) topic.writeQueueCount()),
                reader.flag(),
                reader.sysFlag(),
                reader.bornMillis(),
                reader.bornHost(),
                reader.storeHost(),
                attempts,
                0,
                reader.body());
        MessageProperties properties = again.properties();
        reader.properties(properties);
        if (!properties.has(PropertyKey.RETRY_TOPIC)) {
            properties.put(PropertyKey.RETRY_TOPIC, reader.topic());
        }
        if (!properties.has(FIRST_POP)) {
            properties.put(FIRST_POP, Long.toString(key.popMillis()));
        }
        properties.put(ORIGIN_GROUP, key.group());
        properties.remove(PropertyKey.DELAY);
        OutgoingBatch both = new OutgoingBatch();
        both.allOrNone();
        both.add(again);
        both.add(popLog.done(key, List.of(offset), core.clock().millis()));
        return core.appender().appendAsIs(both, core.following());
    }
}
