package io.apogeemq.remoting;

import io.apogeemq.concurrent.Cancellable;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.protocol.frame.HeaderEncoding;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks others: one connection per address, opened on first use and again after it broke; host names are resolved at
 * each connecting. Calls of all threads share it and need not wait for each other.
 */
public final class RpcClient implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RpcClient.class);

    /** {@code com.rocketmq.remoting.client.connect.timeout} (spec/remoting.md 11). */
    public static final long DEFAULT_CONNECT_TIMEOUT_MILLIS = 3000;

    private final Network network;
    private final RpcContext context;
    private final Clock clock;
    private final long connectTimeoutMillis;
    private final ConcurrentHashMap<String, CompletableFuture<Peer>> peers = new ConcurrentHashMap<>();
    private volatile Consumer<Peer> onConnect = peer -> {};
    private volatile boolean closed;

    /**
     * @param routes what the other ends may ask us on these connections
     * @param lanes where that is handled
     */
    public RpcClient(
            Network network,
            Routes routes,
            Lanes lanes,
            RpcLimits limits,
            Clock clock,
            HeaderEncoding encoding,
            long connectTimeoutMillis) {
        this.network = network;
        this.context = RpcContext.asking(routes, lanes, limits, clock, encoding);
        this.clock = clock;
        this.connectTimeoutMillis = connectTimeoutMillis;
    }

    /** Tells of each new connection, on its loop. Set once, before the first call. */
    public void onConnect(Consumer<Peer> listener) {
        onConnect = listener;
    }

    /**
     * Asks, connecting first if need be; the time to connect counts. Any thread.
     *
     * @param address {@code host:port}
     * @return the answer, completed on the connection's loop; or an {@link RpcFailure}
     */
    public CompletionStage<Answer> call(String address, Request request, long timeoutMillis) {
        CompletableFuture<Peer> peer = peer(address);
        if (peer.isDone() && !peer.isCompletedExceptionally()) {
            return peer.join().call(request, timeoutMillis);
        }
        long began = clock.nanos();
        return within(peer, address, timeoutMillis).thenCompose(connected -> {
            long left = timeoutMillis - TimeUnit.NANOSECONDS.toMillis(clock.nanos() - began);
            return left > 0
                    ? connected.call(request, left)
                    : CompletableFuture.failedStage(late(address, timeoutMillis));
        });
    }

    /** Tells, without an answer; completes when it is handed to the connection. Any thread. */
    public CompletionStage<Void> send(String address, Request request, long timeoutMillis) {
        return within(peer(address), address, timeoutMillis).thenAccept(connected -> connected.send(request));
    }

    /** Whether a connection to the address is open. Any thread. */
    public boolean isConnected(String address) {
        CompletableFuture<Peer> peer = peers.get(address);
        return peer != null
                && peer.isDone()
                && !peer.isCompletedExceptionally()
                && peer.join().isOpen();
    }

    /** Closes the connection to the address, if there is one. Any thread. */
    public void disconnect(String address, String why) {
        CompletableFuture<Peer> peer = peers.get(address);
        if (peer != null) {
            peer.thenAccept(connected -> connected.close(why));
        }
    }

    /** Closes all connections; later calls fail. */
    @Override
    public void close() {
        closed = true;
        for (String address : peers.keySet()) {
            disconnect(address, "this client is closed");
        }
    }

    private CompletableFuture<Peer> peer(String address) {
        if (closed) {
            return CompletableFuture.failedFuture(
                    new RpcFailure(RpcFailure.Kind.CONNECT, address, "this client is closed"));
        }
        CompletableFuture<Peer> known = peers.get(address);
        if (known != null && !isGone(known)) {
            return known;
        }
        if (known != null) {
            // closed, but its loop has not come to tell us yet
            peers.remove(address, known);
        }
        CompletableFuture<Peer> connecting = new CompletableFuture<>();
        known = peers.putIfAbsent(address, connecting);
        if (known != null) {
            return known;
        }
        network.connect(address, connectTimeoutMillis, connection -> new Peer(connection, context))
                .whenComplete((peer, failure) -> {
                    if (failure != null) {
                        peers.remove(address, connecting);
                        connecting.completeExceptionally(cause(failure));
                        return;
                    }
                    peer.whenClosed(gone -> peers.remove(address, connecting));
                    tell(peer);
                    connecting.complete(peer);
                    if (closed) {
                        peer.close("this client is closed");
                    }
                });
        return connecting;
    }

    private static boolean isGone(CompletableFuture<Peer> peer) {
        return peer.isDone() && !peer.isCompletedExceptionally() && !peer.join().isOpen();
    }

    /** A listener that fails is no failure of the connection: whoever waits for it would wait for ever. */
    private void tell(Peer peer) {
        try {
            onConnect.accept(peer);
        } catch (RuntimeException e) {
            log.error("what was to be done with the new connection to {} failed", peer, e);
        }
    }

    /** The connection, or a failure when it takes longer than the call may: the connecting itself goes on. */
    private CompletableFuture<Peer> within(CompletableFuture<Peer> peer, String address, long timeoutMillis) {
        if (peer.isDone() || timeoutMillis >= connectTimeoutMillis) {
            return peer;
        }
        CompletableFuture<Peer> inTime = new CompletableFuture<>();
        Cancellable tooLate = network.loops()
                .get(0)
                .schedule(timeoutMillis, () -> inTime.completeExceptionally(late(address, timeoutMillis)));
        peer.whenComplete((connected, failure) -> {
            tooLate.cancel();
            if (failure != null) {
                inTime.completeExceptionally(cause(failure));
            } else {
                inTime.complete(connected);
            }
        });
        return inTime;
    }

    private static RpcFailure late(String address, long timeoutMillis) {
        return new RpcFailure(
                RpcFailure.Kind.CONNECT,
                address,
                "connect to " + address + " failed: no connection within " + timeoutMillis + " ms");
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
