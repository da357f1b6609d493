package io.apogeemq.broker.reply;

import io.apogeemq.broker.feature.Appender;
import io.apogeemq.broker.feature.Placed;
import io.apogeemq.broker.group.ConnectedClients;
import io.apogeemq.broker.topic.TopicTable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.header.ByteRange;
import io.apogeemq.protocol.header.PushReplyRequest;
import io.apogeemq.protocol.header.SendAnswer;
import io.apogeemq.protocol.header.SendRequest;
import io.apogeemq.protocol.message.MessageProperties;
import io.apogeemq.protocol.message.OffsetMessageId;
import io.apogeemq.protocol.message.OutgoingRecord;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Peer;
import io.apogeemq.remoting.Refusal;
import io.apogeemq.remoting.Reply;
import io.apogeemq.remoting.Request;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The answer of a consumer to a request that a producer waits for: SEND_REPLY_MESSAGE 324 and 325 (spec/requests.md). It is
 * pushed to the client that waits, and stored, so that it can be looked up later.
 */
final class ReplyHandler {
    private static final String REPLY_TO = "REPLY_TO_CLIENT";
    private static final String PUSHED_AT = "PUSH_REPLY_TIME";
    private static final long PUSH_MILLIS = 10_000;

    /** The id in the answer of what was only pushed. */
    private static final String NOT_STORED = "0";

    private final ConnectedClients clients;
    private final TopicTable topics;
    private final Appender appender;
    private final InetSocketAddress storeHost;
    private final Clock clock;
    private final BooleanSupplier stores;

    /** @param stores {@code storeReplyMessageEnable} */
    ReplyHandler(
            ConnectedClients clients,
            TopicTable topics,
            Appender appender,
            InetSocketAddress storeHost,
            Clock clock,
            BooleanSupplier stores) {
        this.clients = clients;
        this.topics = topics;
        this.appender = appender;
        this.storeHost = storeHost;
        this.clock = clock;
        this.stores = stores;
    }

    CompletionStage<Reply> reply(Call call, SendRequest send) {
        MessageProperties properties = new MessageProperties();
        ByteRange given = send.properties();
        if (given != null) {
            properties.set(given.array(), given.from(), given.length());
        }
        String waiting = properties.get(REPLY_TO);
        if (waiting == null) {
            return Reply.refused(
                            ResponseCode.SYSTEM_ERROR,
                            "reply message properties[" + REPLY_TO + "] is null: nobody says who waits for the reply")
                    .now();
        }
        if (topics.find(send.topic()) == null) {
            return Reply.refused(
                            ResponseCode.TOPIC_NOT_EXIST,
                            "topic[" + send.topic() + "] not exist: a reply goes to the topic <cluster>_REPLY_TOPIC")
                    .now();
        }
        byte[] body = call.bodyBytes();
        CompletionStage<@Nullable String> pushed = push(call, send, properties, body, waiting);
        if (!stores.getAsBoolean()) {
            return pushed.thenApply(
                    fault -> answer(fault, new SendAnswer(NOT_STORED, 0, 0, null, null, null, null, null)));
        }
        CompletionStage<Placed> stored = appender.append(
                record(call, send, properties, body), call.peer().loop());
        return pushed.thenCombine(stored, (fault, placed) -> answer(fault, send, placed));
    }

    /** Completes with null when the client has it, else with what hindered. */
    private CompletionStage<@Nullable String> push(
            Call call, SendRequest send, MessageProperties properties, byte[] body, String waiting) {
        Peer peer = clients.producerOf(waiting);
        if (peer == null) {
            return CompletableFuture.completedFuture(
                    "push reply message fail, channel of <" + waiting + "> not found.");
        }
        long now = clock.millis();
        properties.put(PUSHED_AT, Long.toString(now));
        PushReplyRequest push = new PushReplyRequest(
                send.producerGroup(),
                send.topic(),
                send.defaultTopic(),
                send.defaultQueueCount(),
                send.queueId(),
                send.sysFlag(),
                send.bornMillis(),
                send.flag(),
                properties.toBytes(),
                send.reconsumeTimes(),
                send.unitMode(),
                text(call.peer().remote()),
                text(storeHost),
                now);
        return peer.call(
                        Request.of(RequestCode.PUSH_REPLY_MESSAGE_TO_CLIENT, PushReplyRequest.CODEC, push, body),
                        PUSH_MILLIS)
                .handle((answer, failure) -> {
                    if (failure != null) {
                        return "push reply message to " + waiting + "fail. " + failure.getMessage();
                    }
                    return answer.isOk() ? null : "push reply message to " + waiting + "fail. " + answer.remark();
                });
    }

    private OutgoingRecord record(Call call, SendRequest send, MessageProperties properties, byte[] body) {
        OutgoingRecord record = new OutgoingRecord();
        record.set(
                send.topic(),
                Math.max(0, send.queueId()),
                send.flag(),
                send.sysFlag(),
                send.bornMillis(),
                call.peer().remote(),
                storeHost,
                send.reconsumeTimes(),
                0,
                ByteBuffer.wrap(body));
        byte[] bytes = properties.toBytes();
        record.properties().set(bytes, 0, bytes.length);
        return record;
    }

    private Reply answer(@Nullable String fault, SendRequest send, Placed placed) {
        Refusal refusal = placed.refusal();
        SendAnswer answer = refusal == null
                ? new SendAnswer(
                        OffsetMessageId.text(storeHost, placed.position()),
                        Math.max(0, send.queueId()),
                        placed.queueOffset(),
                        null,
                        null,
                        null,
                        null,
                        null)
                : new SendAnswer(NOT_STORED, 0, 0, null, null, null, null, null);
        return answer(fault, answer);
    }

    private static Reply answer(@Nullable String fault, SendAnswer answer) {
        return fault == null
                ? Reply.ok(SendAnswer.CODEC, answer)
                : Reply.of(ResponseCode.SYSTEM_ERROR, fault, SendAnswer.CODEC, answer, null);
    }

    private static String text(InetSocketAddress host) {
        return host.getAddress().getHostAddress() + ":" + host.getPort();
    }
}
