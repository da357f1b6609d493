package io.apogeemq.client;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.protocol.body.BrokerRecord;
import io.apogeemq.protocol.body.HeartbeatBody;
import io.apogeemq.protocol.body.QueueRoute;
import io.apogeemq.protocol.body.TopicRoute;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.code.ResponseCode;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.protocol.header.HeaderCodec;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.RouteRequest;
import io.apogeemq.protocol.header.SendAnswer;
import io.apogeemq.protocol.header.SendRequest;
import io.apogeemq.protocol.header.UnregisterClientRequest;
import io.apogeemq.remoting.Call;
import io.apogeemq.remoting.Lane;
import io.apogeemq.remoting.Lanes;
import io.apogeemq.remoting.Network;
import io.apogeemq.remoting.Reply;
import io.apogeemq.remoting.Routes;
import io.apogeemq.remoting.RpcLimits;
import io.apogeemq.remoting.RpcServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A NameServer and brokers that know just enough to answer a producer: real parts of the RPC layer, over whatever network
 * a test gives. They keep what they got.
 */
public final class TestCluster {
    private final Clock clock;
    public final Map<String, TopicRoute> routes = new ConcurrentHashMap<>();
    public final List<String> routeQuestions = new CopyOnWriteArrayList<>();

    public TestCluster(Clock clock) {
        this.clock = clock;
    }

    private static final HeaderCodec<Boolean> HEARTBEAT_ANSWER = HeaderCodec.<Boolean>table()
            .bool("IS_SUPPORT_HEART_BEAT_V2", changed -> true)
            .bool("IS_SUB_CHANGE", changed -> changed)
            .make(in -> {
                boolean supported = in.bool();
                boolean changed = in.bool();
                return supported && changed;
            });

    /** One message as a broker got it. */
    public record Got(SendRequest header, byte[] body, int code) {}

    /** A broker: what it got, and how it answers. */
    public final class Broker {
        public final String name;
        public final List<Got> got = new CopyOnWriteArrayList<>();
        public final List<HeartbeatBody> heartbeats = new CopyOnWriteArrayList<>();
        public final List<UnregisterClientRequest> left = new CopyOnWriteArrayList<>();
        public volatile boolean subscriptionsChanged;
        public volatile Function<Got, CompletionStage<Reply>> answer = this::stored;
        private final AtomicLong offset = new AtomicLong();
        private String address = "";

        Broker(String name) {
            this.name = name;
        }

        public String address() {
            return address;
        }

        /** The answer of a broker that has stored it. */
        public CompletionStage<Reply> stored(Got message) {
            return stored(message, ResponseCode.SUCCESS);
        }

        public CompletionStage<Reply> stored(Got message, int code) {
            SendAnswer header = new SendAnswer(
                    "7F00000100002A9F00000000000001DC",
                    message.header().queueId(),
                    offset.getAndIncrement(),
                    null,
                    null,
                    null,
                    "DefaultRegion",
                    true);
            return Reply.of(code, null, SendAnswer.CODEC, header, null).now();
        }

        public CompletionStage<Reply> refused(int code) {
            return Reply.refused(code, "on purpose").now();
        }

        public CompletionStage<Reply> silent() {
            return new CompletableFuture<>();
        }

        private CompletionStage<Reply> send(Call call, SendRequest header) {
            Got message = new Got(header, call.bodyBytes(), call.code());
            got.add(message);
            return answer.apply(message);
        }

        private Routes routes() {
            return new Routes()
                    .on(RequestCode.SEND_MESSAGE_V2, SendRequest.SHORT, Lane.IO, this::send)
                    .on(RequestCode.SEND_BATCH_MESSAGE, SendRequest.SHORT, Lane.IO, this::send)
                    .on(RequestCode.SEND_MESSAGE, SendRequest.LONG, Lane.IO, this::send)
                    .on(RequestCode.HEART_BEAT, NoHeader.CODEC, Lane.IO, (call, none) -> {
                        heartbeats.add(HeartbeatBody.BODY.read(call.bodyBytes()));
                        return Reply.ok(HEARTBEAT_ANSWER, subscriptionsChanged).now();
                    })
                    .on(RequestCode.UNREGISTER_CLIENT, UnregisterClientRequest.CODEC, Lane.IO, (call, request) -> {
                        left.add(request);
                        return Reply.ok().now();
                    });
        }
    }

    /** Opens a broker; returns it with its address. */
    public Broker broker(String name, Network network, Loop loop, InetSocketAddress at) throws IOException {
        Broker broker = new Broker(name);
        broker.address = listen(network, loop, at, broker.routes());
        return broker;
    }

    /** Opens a NameServer; returns its address. */
    public String nameServer(Network network, Loop loop, InetSocketAddress at) throws IOException {
        return listen(
                network,
                loop,
                at,
                new Routes().on(RequestCode.GET_ROUTEINFO_BY_TOPIC, RouteRequest.CODEC, Lane.IO, (call, request) -> {
                    routeQuestions.add(request.topic());
                    TopicRoute route = routes.get(request.topic());
                    return route == null
                            ? Reply.refused(ResponseCode.TOPIC_NOT_EXIST, "no route of " + request.topic())
                                    .now()
                            : Reply.ok(TopicRoute.BODY.write(route)).now();
                }));
    }

    /** Tells the NameServer that the topic has so many queues on each of the brokers. */
    public void topic(String topic, int queueCount, Broker... brokers) {
        List<BrokerRecord> records = new ArrayList<>();
        List<QueueRoute> queues = new ArrayList<>();
        for (Broker broker : brokers) {
            records.add(new BrokerRecord(Map.of(0L, broker.address()), broker.name, "c", false, null));
            queues.add(new QueueRoute(broker.name, 6, queueCount, 0, queueCount));
        }
        routes.put(topic, new TopicRoute(records, Map.of(), null, queues, null));
    }

    private String listen(Network network, Loop loop, InetSocketAddress at, Routes routes) throws IOException {
        InetSocketAddress bound = new RpcServer(network, Lanes.of(loop), RpcLimits.DEFAULT, clock, HeaderEncoding.JSON)
                .listen(at, routes);
        String host = at.isUnresolved() ? at.getHostString() : at.getAddress().getHostAddress();
        return host + ":" + bound.getPort();
    }
}
