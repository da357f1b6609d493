package io.apogeemq.namesrv;

import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.body.BadBody;
import io.apogeemq.protocol.body.DataVersion;
import io.apogeemq.protocol.body.KvTable;
import io.apogeemq.protocol.body.MemberGroupBody;
import io.apogeemq.protocol.body.TopicRoute;
import io.apogeemq.protocol.body.TopicTableBody;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.frame.Payload;
import io.apogeemq.protocol.header.BrokerHeartbeatRequest;
import io.apogeemq.protocol.header.BrokerRequest;
import io.apogeemq.protocol.header.DataVersionAnswer;
import io.apogeemq.protocol.header.MemberGroupRequest;
import io.apogeemq.protocol.header.RegisterBrokerAnswer;
import io.apogeemq.protocol.header.RegisterBrokerRequest;
import io.apogeemq.protocol.header.TopicRequest;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Peer;
import io.apogeemq.remoting.Refusal;
import io.apogeemq.remoting.Reply;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers what brokers ask and say: 103, 104, 217, 322, 901, 904. */
final class BrokerHandler {
    /** A change of some topics. What is longer is a broker that registers all of its topics. */
    private static final int DECODED_AT_ONCE = 16 << 10;

    private final ControlTurn control;
    private final Loop reader;
    private final Supplier<NameServerSettings> settings;
    private final RouteTable table;
    private final RouteReader routes;
    private final KvConfig kv;

    /** Connections whose end we hear of; touched on {@code control} only. */
    private final Set<Peer> watched = new HashSet<>();

    BrokerHandler(
            ControlTurn control,
            Loop reader,
            Supplier<NameServerSettings> settings,
            RouteTable table,
            RouteReader routes,
            KvConfig kv) {
        this.control = control;
        this.reader = reader;
        this.settings = settings;
        this.table = table;
        this.routes = routes;
        this.kv = kv;
    }

    /**
     * On the connection's loop. A table of many topics takes its time to decode, so that is done on the reader: neither this
     * loop, which answers for routes, nor {@code control} waits for it. A broker sends its next registration when this one
     * is answered, so none overtakes another.
     */
    CompletionStage<Reply> register(Call call, RegisterBrokerRequest request) {
        byte[] body = call.bodyBytes();
        if (body.length <= DECODED_AT_ONCE) {
            return register(call, request, body);
        }
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        call.goOn(reader, () -> register(call, request, body).thenAccept(reply::complete));
        return reply;
    }

    private CompletionStage<Reply> register(Call call, RegisterBrokerRequest request, byte[] body) {
        if (!RegistrationBody.isIntact(body, request.bodyCrc32())) {
            return Reply.refused(ResponseCode.SYSTEM_ERROR, "crc32 not match").now();
        }
        TopicTableBody topics;
        try {
            topics = RegistrationBody.read(body, call.version(), request.compressed());
        } catch (BadBody e) {
            return Reply.refused(ResponseCode.SYSTEM_ERROR, "register broker failed: " + e.getMessage())
                    .now();
        }
        return control.reply(call, () -> register(call.peer(), request, topics));
    }

    private Reply register(Peer peer, RegisterBrokerRequest request, TopicTableBody topics) {
        RouteTable.Registered registered = table.register(request, topics, new BrokerLink.OfPeer(peer));
        Refusal refusal = registered.refusal();
        RegisterBrokerAnswer answer = registered.answer();
        if (refusal != null || answer == null) {
            return Reply.refused(refusal == null ? new Refusal(ResponseCode.SYSTEM_ERROR, "") : refusal);
        }
        watch(peer);
        return Reply.ok(RegisterBrokerAnswer.CODEC, answer, orderedTopics());
    }

    private @Nullable Payload orderedTopics() {
        Map<String, String> topics = settings.get().returnsOrderedTopics() ? kv.find(KvConfig.ORDERED_TOPICS) : null;
        return topics == null ? null : Payload.of(KvTable.BODY.write(new KvTable(topics)));
    }

    private void watch(Peer peer) {
        if (watched.add(peer)) {
            peer.whenClosed(gone -> control.control().execute(() -> {
                watched.remove(gone);
                table.linkClosed(new BrokerLink.OfPeer(gone));
            }));
        }
    }

    /** On the reader, so that it doesn't overtake a long registration. */
    CompletionStage<Reply> unregister(Call call, BrokerRequest request) {
        return control.reply(call, () -> {
            table.unregister(request.cluster(), request.brokerName(), request.brokerAddress(), "it said so");
            return Reply.ok();
        });
    }

    CompletionStage<Reply> heartbeat(Call call, BrokerHeartbeatRequest request) {
        table.heard(request.cluster(), request.brokerAddress());
        return Reply.okNow();
    }

    CompletionStage<Reply> dataVersion(Call call, BrokerRequest request) {
        @Nullable DataVersion said;
        try {
            // who sends none knows of none
            said = call.body().hasRemaining() ? DataVersion.BODY.read(call.body()) : null;
        } catch (BadBody e) {
            return Reply.refused(ResponseCode.SYSTEM_ERROR, e.getMessage()).now();
        }
        table.heard(request.cluster(), request.brokerAddress());
        LiveBroker known = table.brokers().live(request.cluster(), request.brokerAddress());
        boolean changed = known == null || !known.dataVersion().equals(said);
        Payload body = known == null ? null : Payload.of(DataVersion.BODY.write(known.dataVersion()));
        return Reply.ok(DataVersionAnswer.CODEC, new DataVersionAnswer(changed), body)
                .now();
    }

    CompletionStage<Reply> members(Call call, MemberGroupRequest request) {
        MemberGroupBody body = new MemberGroupBody(routes.members(request.cluster(), request.brokerName()));
        return Reply.ok(MemberGroupBody.BODY.write(body)).now();
    }

    CompletionStage<Reply> registerTopic(Call call, TopicRequest request) {
        try {
            return table.putQueues(
                            request.topic(), TopicRoute.BODY.read(call.body()).queues())
                    .map(refusal -> Reply.refused(refusal).now())
                    .orElseGet(Reply::okNow);
        } catch (BadBody e) {
            return Reply.refused(ResponseCode.SYSTEM_ERROR, e.getMessage()).now();
        }
    }
}
