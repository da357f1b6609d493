package io.apogeemq.client.core;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.Loops;
import io.apogeemq.concurrent.OwnedBy;
import io.apogeemq.concurrent.Pool;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.header.UnregisterClientRequest;
import io.apogeemq.remoting.Lanes;
import io.apogeemq.remoting.Network;
import io.apogeemq.remoting.Peer;
import io.apogeemq.remoting.Request;
import io.apogeemq.remoting.RpcClient;
import io.apogeemq.remoting.RpcLimits;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all producers and consumers of one client id share: connections, routes, heartbeats and timers (spec/client.md 14,
 * 17 to 19). One loop owns its state; nothing here blocks.
 *
 * <p>States: made, started (by {@link #start}), stopped (by {@link #stop}); a stopped instance does not start again.
 */
@OwnedBy("the client's loop")
public final class ClientInstance {
    private static final Logger log = LoggerFactory.getLogger(ClientInstance.class);

    private static final long LOOKUP_FIRST_MILLIS = 10_000;
    private static final long LOOKUP_PERIOD_MILLIS = 120_000;
    private static final long ROUTES_FIRST_MILLIS = 10;
    private static final long HEARTBEAT_FIRST_MILLIS = 1_000;
    private static final long PERSIST_FIRST_MILLIS = 10_000;

    /** More callbacks than this can wait only when they stand still; the ones after it run on the connection's loop. */
    private static final int CALLBACKS_WAITING = 1 << 17;

    private final ClientSettings settings;
    private final Loops loops;
    private final Loop loop;
    private final Pool callbacks;
    private final NameServerLookup lookup;
    private final RpcClient rpc;
    private final Caller caller;
    private final NameServers nameServers;
    private final BrokerTable brokers;
    private final TopicRoutes routes;
    private final Members members;
    private final PendingReplies replies;
    private final Heartbeats heartbeats;
    private final Ticker ticker;
    private boolean stopped;

    /**
     * Makes an instance; nothing runs before {@link #start}.
     *
     * @param loops its loop and pool are made here; closed by the caller, after the instance is stopped
     * @param network closed by the caller, after the instance is stopped
     * @param hooks see each request, in this order
     */
    public ClientInstance(
            ClientSettings settings, Loops loops, Network network, NameServerLookup lookup, List<RequestHook> hooks) {
        this.settings = settings;
        this.loops = loops;
        this.loop = loops.loop("client");
        this.callbacks = loops.pool("callback-", settings.callbackThreads(), CALLBACKS_WAITING);
        this.lookup = lookup;
        this.members = new Members(loop);
        this.replies = new PendingReplies(loop);
        this.rpc = new RpcClient(
                network,
                new ClientRequests(members, replies, loops.clock()).routes(),
                Lanes.of(loop),
                RpcLimits.DEFAULT,
                loops.clock(),
                settings.encoding(),
                RpcClient.DEFAULT_CONNECT_TIMEOUT_MILLIS);
        Random random = new Random(loops.clock().nanos() ^ settings.clientId().hashCode());
        this.caller = new Caller(rpc, settings.fields(), hooks);
        this.nameServers = new NameServers(loop, caller, random);
        this.brokers = new BrokerTable(loop);
        this.routes = new TopicRoutes(loop, nameServers, brokers, random, settings.callTimeoutMillis());
        this.heartbeats = new Heartbeats(loop, settings, caller, brokers, members);
        this.ticker = new Ticker(loop);
        if (settings.heartbeatOnConnect()) {
            rpc.onConnect(peer -> loop.execute(() -> greet(peer)));
        }
    }

    public ClientSettings settings() {
        return settings;
    }

    public Loop loop() {
        return loop;
    }

    public Loops loops() {
        return loops;
    }

    public Clock clock() {
        return loops.clock();
    }

    /** Runs code of the users that is told how a call ended. */
    public Pool callbacks() {
        return callbacks;
    }

    public Caller caller() {
        return caller;
    }

    public NameServers nameServers() {
        return nameServers;
    }

    public BrokerTable brokers() {
        return brokers;
    }

    public TopicRoutes routes() {
        return routes;
    }

    /** Said of a broker that no route names. */
    public ClientFailure noBroker(String brokerName) {
        return ClientFailure.client("The broker[" + brokerName + "] not exist: no route that the NameServers "
                + nameServers.addresses() + " told names it with the address that is needed; it may be down or not yet"
                + " registered");
    }

    public PendingReplies replies() {
        return replies;
    }

    /** Starts the timers; completes when the NameServers are known, or nobody says where they are. Once. Any thread. */
    public CompletionStage<Void> start() {
        return Handover.to(loop, () -> {
            routes.onChange(view -> members.each(member -> member.onRoute(view)));
            String text = settings.nameServers();
            CompletionStage<Void> known = CompletableFuture.completedFuture(null);
            if (text != null) {
                nameServers.set(text);
            } else {
                known = lookUp();
                ticker.every(LOOKUP_FIRST_MILLIS, LOOKUP_PERIOD_MILLIS, this::lookUp);
            }
            ticker.every(ROUTES_FIRST_MILLIS, settings.routeRefreshMillis(), this::refreshRoutes);
            ticker.every(HEARTBEAT_FIRST_MILLIS, settings.heartbeatMillis(), this::beat);
            ticker.every(PERSIST_FIRST_MILLIS, settings.persistOffsetsMillis(), this::persistOffsets);
            return known;
        });
    }

    /** Takes a member in; completes with false when the group has one of that kind already. Any thread. */
    public CompletionStage<Boolean> join(Member member) {
        return Handover.to(loop, () -> CompletableFuture.completedFuture(members.add(member)));
    }

    /** Lets a member go and tells all brokers; completes when each has answered or failed. Any thread. */
    public CompletionStage<Void> leave(Member member) {
        return Handover.to(loop, () -> {
            members.remove(member);
            boolean consumer = member instanceof ConsumerMember;
            Request request = Request.of(
                    RequestCode.UNREGISTER_CLIENT,
                    UnregisterClientRequest.CODEC,
                    new UnregisterClientRequest(
                            settings.clientId(), consumer ? null : member.group(), consumer ? member.group() : null));
            return CompletableFuture.allOf(brokers.all().stream()
                    .filter(rpc::isConnected)
                    .map(address -> unregister(address, member, request).toCompletableFuture())
                    .toArray(CompletableFuture<?>[]::new));
        });
    }

    /** Tells all brokers now who is here; completes when each has answered or failed. Any thread. */
    public CompletionStage<Void> heartbeat() {
        return Handover.to(loop, () -> {
            heartbeats.forgetFingerprints();
            return heartbeats.toAll();
        });
    }

    /** Stops timers and closes connections. The caller then closes network and loops. Any thread. */
    public CompletionStage<Void> stop() {
        return Handover.to(loop, () -> {
            stopped = true;
            ticker.stop();
            rpc.close();
            return CompletableFuture.completedFuture(null);
        });
    }

    /** Asks these NameServers from now on, {@code host:port;host:port}. Any thread. */
    public CompletionStage<Void> useNameServers(String text) {
        return Handover.to(loop, () -> {
            nameServers.set(text);
            return CompletableFuture.completedFuture(null);
        });
    }

    private CompletionStage<Void> lookUp() {
        return lookup.find().thenAcceptAsync(found -> found.ifPresent(nameServers::set), loop);
    }

    private void refreshRoutes() {
        for (String topic : members.topics()) {
            routes.refresh(topic).exceptionally(end -> {
                log.info("the route of topic {} stays as it is: {}", topic, end.getMessage());
                return null;
            });
        }
    }

    private void beat() {
        brokers.retain(routes.addresses());
        heartbeats.toAll();
    }

    private void persistOffsets() {
        members.consumers().forEach(ConsumerMember::persistOffsets);
    }

    private CompletionStage<Void> unregister(String address, Member member, Request request) {
        return caller.ask(address, request, settings.callTimeoutMillis()).handle((answer, end) -> {
            if (end != null) {
                log.info("broker {} was not told that {} leaves: {}", address, member.group(), end.getMessage());
            }
            return null;
        });
    }

    /** A broker that came back knows nothing of this client until it is told. */
    private void greet(Peer peer) {
        if (stopped || !peer.isOpen()) {
            return;
        }
        String ip = peer.remoteAddress();
        Set<String> known = brokers.all();
        for (String address : known) {
            if (address.equals(ip) || !known.contains(ip) && rpc.isConnected(address) && samePort(address, ip)) {
                heartbeats
                        .to(address)
                        .thenRunAsync(() -> members.consumers().forEach(ConsumerMember::onMembersChanged), loop);
            }
        }
    }

    private static boolean samePort(String address, String other) {
        return address.substring(address.lastIndexOf(':')).equals(other.substring(other.lastIndexOf(':')));
    }
}
