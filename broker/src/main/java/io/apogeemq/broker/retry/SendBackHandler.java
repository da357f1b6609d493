package io.apogeemq.broker.retry;

import io.apogeemq.broker.feature.Appender;
import io.apogeemq.broker.feature.Placed;
import io.apogeemq.broker.group.GroupTable;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.body.GroupRecord;
import io.apogeemq.protocol.body.Perm;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.SendBackRequest;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.OffsetMessageId;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.PropertyKey;
import io.apogeemq.protocol.message.RecordReader;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Refusal;
import io.apogeemq.remoting.Reply;
import io.apogeemq.store.Store;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.store.segment.LeasedSlices;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;

/**
 * A consumer hands a message back that it could not handle: CONSUMER_SEND_MSG_BACK 36 (spec/requests.md). The message is
 * appended once more, to the group's retry topic by way of a delay, or to its dead letters. Reads the log: on a reader loop.
 */
final class SendBackHandler {
    private final Store store;
    private final GroupTable groups;
    private final GroupTopics topics;
    private final Appender appender;
    private final IntSupplier brokerPermission;

    SendBackHandler(
            Store store, GroupTable groups, GroupTopics topics, Appender appender, IntSupplier brokerPermission) {
        this.store = store;
        this.groups = groups;
        this.topics = topics;
        this.appender = appender;
        this.brokerPermission = brokerPermission;
    }

    CompletionStage<Reply> sendBack(Call call, SendBackRequest back) {
        if (!Perm.isWritable(brokerPermission.getAsInt())) {
            return Reply.refused(ResponseCode.NO_PERMISSION, "this broker takes no messages now (brokerPermission)")
                    .now();
        }
        GroupRecord group = groups.find(back.group());
        if (group != null) {
            return sendBack(call, back, group);
        }
        String fault = TopicNames.refuseGroup(back.group());
        if (fault != null) {
            return Reply.refused(ResponseCode.INVALID_PARAMETER, fault).now();
        }
        return topics.makeGroup(back.group())
                .thenCompose(made -> made == null ? unknownGroup(back) : sendBack(call, back, made));
    }

    private static CompletionStage<Reply> unknownGroup(SendBackRequest back) {
        return Reply.refused(
                        ResponseCode.SUBSCRIPTION_GROUP_NOT_EXIST,
                        "subscription group not exist, " + back.group() + ": make it with mqadmin updateSubGroup")
                .now();
    }

    private CompletionStage<Reply> sendBack(Call call, SendBackRequest back, GroupRecord group) {
        if (group.retryQueueCount() <= 0) {
            // the group wants no retries
            return Reply.okNow();
        }
        LeasedSlices message;
        try {
            message = store.record(back.position());
        } catch (StoreFailure e) {
            return CompletableFuture.failedStage(e);
        }
        if (message == null) {
            return Reply.refused(ResponseCode.SYSTEM_ERROR, "look message by offset failed, " + back.position())
                    .now();
        }
        RecordReader read = new RecordReader();
        ByteBuffer bytes = message.buffer(0);
        if (read.read(bytes, 0, bytes.limit()) != RecordReader.Found.RECORD) {
            message.release();
            return Reply.refused(ResponseCode.SYSTEM_ERROR, "look message by offset failed, " + back.position())
                    .now();
        }
        int level = RetryRule.level(read.reconsumeTimes(), back.delayLevel(), mostAttempts(back, group));
        Loop loop = call.peer().loop();
        return ready(group, level)
                .thenCompose(made -> appender.append(again(read, back, group, level), loop))
                .whenComplete((placed, failure) -> message.release())
                .thenApply(SendBackHandler::answer);
    }

    private static int mostAttempts(SendBackRequest back, GroupRecord group) {
        Integer asked = back.maxReconsumeTimes();
        return asked == null || asked < 0 ? group.retryMaxTimes() : asked;
    }

    private CompletionStage<?> ready(GroupRecord group, int level) {
        if (level == RetryRule.DEAD) {
            return topics.hasDeadLetters(group.name())
                    ? CompletableFuture.completedFuture(null)
                    : topics.makeDeadLetters(group.name());
        }
        return topics.hasRetry(group.name()) ? CompletableFuture.completedFuture(null) : topics.makeRetry(group);
    }

    private static OutgoingRecord again(RecordReader read, SendBackRequest back, GroupRecord group, int level) {
        OutgoingRecord record = new OutgoingRecord();
        String topic = TopicNames.retryTopic(group.name());
        int queueId = ThreadLocalRandom.current().nextInt(group.retryQueueCount());
        record.set(
                topic,
                queueId,
                read.flag(),
                read.sysFlag(),
                read.bornMillis(),
                read.bornHost(),
                read.storeHost(),
                read.reconsumeTimes() + 1,
                0,
                read.body());
        MessageProperties properties = record.properties();
        read.properties(properties);
        if (!properties.has(PropertyKey.RETRY_TOPIC)) {
            properties.put(PropertyKey.RETRY_TOPIC, read.topic());
        }
        if (!properties.has(PropertyKey.ORIGIN_MESSAGE_ID)) {
            // not what the request says: clients tell the unique id there
            properties.put(PropertyKey.ORIGIN_MESSAGE_ID, OffsetMessageId.text(read.storeHost(), read.position()));
        }
        properties.put(PropertyKey.WAIT, "false");
        if (level == RetryRule.DEAD) {
            DeadLetters.redirect(record, group.name(), read.reconsumeTimes() + 1, back.cause());
        } else {
            properties.put(PropertyKey.DELAY, Integer.toString(level));
        }
        return record;
    }

    private static Reply answer(Placed placed) {
        Refusal refusal = placed.refusal();
        return refusal == null ? Reply.ok() : Reply.refused(refusal);
    }
}
