package io.apogeemq.broker.handler;

import io.apogeemq.broker.feature.AppendStages;
import io.apogeemq.broker.feature.SendContext;
import io.apogeemq.broker.feature.Staged;
import io.apogeemq.broker.settings.MessageSettings;
import io.apogeemq.broker.topic.TopicCreation;
import io.apogeemq.broker.topic.TopicTable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.body.Perm;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.ByteRange;
import io.apogeemq.protocol.header.SendRequest;
import io.apogeemq.protocol.message.BatchBody;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.MessageProperties.FixedProperty;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.protocol.message.PropertyKey;
import io.apogeemq.protocol.message.SysFlag;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.protocol.message.UniqueId;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Refusal;
import io.apogeemq.remoting.Reply;
import io.apogeemq.store.log.AppendResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages: SEND_MESSAGE 10, 310 and batches 320 (spec/requests.md). Runs on the connection's loop from the first
 * byte to the append; only an unknown topic or a log without room makes a send wait.
 */
public final class SendHandler {
    private static final String POP_CHECK = "POP_CK";
    private static final String WAIT_NO = "false";
    private static final String FOLLOWS = "[REJECTREQUEST]system busy, start flow control for a while: this broker is a"
            + " slave, send to its master";
    private static final FixedProperty TRACE_ON = new FixedProperty(PropertyKey.TRACE_ON, "true");
    private static final FixedProperty TRACE_OFF = new FixedProperty(PropertyKey.TRACE_ON, "false");

    private final TopicTable topics;
    private final TopicCreation creation;
    private final Supplier<CompletionStage<Void>> announced;
    private final Loop control;
    private final Appends appends;
    private final AppendStages stages;
    private final UniqueId ids;
    private final SendMarks marks;
    private final FixedProperty region;
    private final FixedProperty cluster;
    private final Supplier<MessageSettings> rules;
    private final IntSupplier brokerPermission;
    private final Clock clock;
    private final boolean follows;

    /**
     * @param follows whether this broker is a slave, which takes messages from its master only
     * @param announced completes when NameServers know of topics made so far, or after a second; on the control loop
     */
    public SendHandler(
            TopicTable topics,
            TopicCreation creation,
            Supplier<CompletionStage<Void>> announced,
            Loop control,
            Appends appends,
            AppendStages stages,
            UniqueId ids,
            SendMarks marks,
            Supplier<MessageSettings> rules,
            IntSupplier brokerPermission,
            Clock clock,
            boolean follows) {
        this.topics = topics;
        this.creation = creation;
        this.announced = announced;
        this.control = control;
        this.appends = appends;
        this.stages = stages;
        this.ids = ids;
        this.marks = marks;
        this.region = new FixedProperty(PropertyKey.REGION, marks.region());
        this.cluster = new FixedProperty(PropertyKey.CLUSTER, marks.cluster());
        this.rules = rules;
        this.brokerPermission = brokerPermission;
        this.clock = clock;
        this.follows = follows;
    }

    /** One message, or with {@code batch} many. On the connection's loop. */
    public void send(Call call, SendRequest send) {
        appends.scratch(call.peer().loop()).countSend();
        if (follows) {
            call.answer(Reply.refused(ResponseCode.SYSTEM_BUSY, FOLLOWS));
            return;
        }
        TopicRecord topic = topics.find(send.topic());
        if (topic == null) {
            sendToUnknown(call, send);
        } else {
            sendTo(topic, call, send);
        }
    }

    private void sendToUnknown(Call call, SendRequest send) {
        String fault = TopicNames.refuseTopic(send.topic());
        if (fault != null) {
            call.answer(Reply.refused(ResponseCode.INVALID_PARAMETER, fault));
            return;
        }
        SendRequest kept = send.kept();
        call.goOn(control, () -> makeTopic(call, kept));
    }

    /** On the control loop. */
    private void makeTopic(Call call, SendRequest kept) {
        CompletionStage<TopicCreation.Made> made = creation.forSend(
                        kept.topic(), kept.defaultTopic(), kept.defaultQueueCount())
                .thenCompose(this::known);
        call.goOnWith(made, call.peer().loop(), result -> goOn(result, call, kept));
    }

    /** Consumers that ask a NameServer after this send's answer find the topic there. */
    private CompletionStage<TopicCreation.Made> known(TopicCreation.Made made) {
        return made.topic() == null
                ? CompletableFuture.completedFuture(made)
                : announced.get().thenApply(told -> made);
    }

    private void goOn(TopicCreation.Made made, Call call, SendRequest send) {
        TopicRecord topic = made.topic();
        Refusal refusal = made.refusal();
        if (topic != null) {
            sendTo(topic, call, send);
        } else if (refusal != null) {
            call.answer(Reply.refused(refusal));
        }
    }

    private void sendTo(TopicRecord topic, Call call, SendRequest send) {
        Refusal refusal = refuse(topic, call, send);
        if (refusal != null) {
            call.answer(Reply.refused(refusal));
            return;
        }
        int queueId = send.queueId() >= 0
                ? send.queueId()
                : ThreadLocalRandom.current().nextInt(Math.max(1, topic.writeQueueCount()));
        if (send.batch()) {
            appendBatch(call, send, queueId);
        } else {
            appendOne(call, send, queueId);
        }
    }

    private @Nullable Refusal refuse(TopicRecord topic, Call call, SendRequest send) {
        if (TopicNames.refusesSends(send.topic())) {
            return new Refusal(
                    ResponseCode.NO_PERMISSION, "Sending message to topic[" + send.topic() + "] is forbidden.");
        }
        MessageSettings now = rules.get();
        if (now.sendsFromMillis() > 0 && clock.millis() < now.sendsFromMillis()) {
            return new Refusal(
                    ResponseCode.SYSTEM_ERROR,
                    "broker unable to service, until " + Instant.ofEpochMilli(now.sendsFromMillis()));
        }
        if (topic.ordered() && !Perm.isWritable(brokerPermission.getAsInt())) {
            return new Refusal(ResponseCode.NO_PERMISSION, "this broker takes no messages now (brokerPermission)");
        }
        Refusal lacking = appends.refuse();
        if (lacking != null) {
            return lacking;
        }
        int queues = Math.max(topic.writeQueueCount(), topic.readQueueCount());
        if (send.queueId() >= queues) {
            return new Refusal(
                    ResponseCode.INVALID_PARAMETER,
                    "request queueId[" + send.queueId() + "] is illegal, topic " + topic.name() + " has queues 0.."
                            + (queues - 1));
        }
        int length = call.body().remaining();
        if (length == 0 || length > now.largestBodyLength()) {
            return new Refusal(
                    ResponseCode.MESSAGE_ILLEGAL,
                    length == 0
                            ? "the message body is empty"
                            : "the message body has " + length + " bytes, maxMessageSize allows "
                                    + now.largestBodyLength());
        }
        return null;
    }

    private void appendOne(Call call, SendRequest send, int queueId) {
        SendScratch scratch = appends.scratch(call.peer().loop());
        OutgoingRecord record = scratch.record();
        fill(record, call, send, queueId, send.flag(), call.body());
        MessageProperties properties = record.properties();
        ByteRange given = send.properties();
        if (given != null) {
            properties.set(given.array(), given.from(), given.length());
        }
        properties.remove(POP_CHECK);
        properties.put(region);
        properties.put(rules.get().traceOn() ? TRACE_ON : TRACE_OFF);
        properties.put(cluster);
        byte[] id = properties.bytes(PropertyKey.UNIQUE_ID);
        if (id == null) {
            String made = ids.next();
            properties.put(PropertyKey.UNIQUE_ID, made);
            id = made.getBytes(StandardCharsets.US_ASCII);
        }
        Staged staged = stages.pass(scratch.context().begin(mostAttempts(send), false));
        if (staged != Staged.PASS) {
            afterStage(staged, call, send, kept -> appendOne(call, kept, queueId));
            return;
        }
        boolean waits = !properties.is(PropertyKey.WAIT, WAIT_NO);
        try {
            record.encode();
        } catch (IllegalArgumentException e) {
            call.answer(illegal(e));
            return;
        }
        AppendResult result = appends.append(call, scratch, queueId, id, waits);
        if (result != AppendResult.APPENDED) {
            SendRequest kept = send.kept();
            appends.refuseOrRetry(result, call, () -> appendOne(call, kept, queueId));
        }
    }

    private void appendBatch(Call call, SendRequest send, int queueId) {
        if (TopicNames.isRetry(send.topic())) {
            call.answer(Reply.refused(
                    ResponseCode.MESSAGE_ILLEGAL,
                    "batch request does not support retry group " + send.producerGroup()));
            return;
        }
        SendScratch scratch = appends.scratch(call.peer().loop());
        scratch.batch().clear();
        BatchBody items = scratch.items();
        items.open(call.body());
        boolean waits = true;
        try {
            while (items.next()) {
                OutgoingRecord record = scratch.record();
                fill(record, call, send, queueId, items.flag(), items.body());
                items.properties(record.properties());
                Staged staged = stages.pass(scratch.context().begin(mostAttempts(send), true));
                if (staged != Staged.PASS) {
                    afterStage(staged, call, send, kept -> appendBatch(call, kept, queueId));
                    return;
                }
                waits &= !record.properties().is(PropertyKey.WAIT, WAIT_NO);
                scratch.batch().add(record);
            }
        } catch (IllegalArgumentException e) {
            call.answer(illegal(e));
            return;
        }
        if (items.isBroken() || scratch.batch().count() == 0) {
            String why = items.isBroken() ? ": " + items.whyBroken() : ", it holds none";
            call.answer(Reply.refused(ResponseCode.MESSAGE_ILLEGAL, "the body is no batch of messages" + why));
            return;
        }
        AppendResult result = appends.append(call, scratch.batch(), queueId, waits);
        if (result != AppendResult.APPENDED) {
            SendRequest kept = send.kept();
            appends.refuseOrRetry(result, call, () -> appendBatch(call, kept, queueId));
        }
    }

    private void fill(OutgoingRecord record, Call call, SendRequest send, int queueId, int flag, ByteBuffer body) {
        record.set(
                send.topic(),
                queueId,
                flag,
                send.sysFlag() & ~(SysFlag.BORN_HOST_V6 | SysFlag.STORE_HOST_V6),
                send.bornMillis(),
                call.peer().remote(),
                marks.storeHost(),
                send.reconsumeTimes(),
                0,
                body);
    }

    private static int mostAttempts(SendRequest send) {
        Integer most = send.maxReconsumeTimes();
        return most == null ? SendContext.NO_LIMIT_GIVEN : most;
    }

    /** @param again makes the send again, with what was kept of it */
    private static void afterStage(Staged staged, Call call, SendRequest send, Consumer<SendRequest> again) {
        if (staged instanceof Staged.Refused refused) {
            call.answer(Reply.refused(refused.why()));
        } else if (staged instanceof Staged.Answered answered) {
            call.answer(answered.reply());
        } else if (staged instanceof Staged.Later later) {
            SendRequest kept = send.kept();
            call.goOnWith(later.ready(), call.peer().loop(), ready -> again.accept(kept));
        }
    }

    private static Reply illegal(IllegalArgumentException e) {
        return Reply.refused(ResponseCode.MESSAGE_ILLEGAL, String.valueOf(e.getMessage()));
    }
}
