package io.apogeemq.remoting;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.protocol.frame.HeaderEncoding;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Answers requests on one or several ports. It ends in two steps: {@link #close} the ports, then {@link
 * #endConnections}; only then may go what the handlers use.
 */
public final class RpcServer implements AutoCloseable {
    private static final String ENDING = "this server is shutting down";

    private final Network network;
    private final Lanes lanes;
    private final RpcLimits limits;
    private final Clock clock;
    private final HeaderEncoding encoding;
    private final List<Network.Listener> listeners = new ArrayList<>();
    private final Set<Peer> peers = ConcurrentHashMap.newKeySet();
    private volatile boolean ending;

    public RpcServer(Network network, Lanes lanes, RpcLimits limits, Clock clock, HeaderEncoding encoding) {
        this.network = network;
        this.lanes = lanes;
        this.limits = limits;
        this.clock = clock;
        this.encoding = encoding;
    }

    /**
     * Opens a port that answers by these routes. While starting, by one thread.
     *
     * @return the address really bound (of use with port 0)
     * @throws IOException when the address cannot be bound; the text names address and cause
     */
    public InetSocketAddress listen(InetSocketAddress address, Routes routes) throws IOException {
        RpcContext context = RpcContext.serving(routes, lanes, limits, clock, encoding);
        Network.Listener listener = network.listen(address, connection -> accept(new Peer(connection, context)));
        listeners.add(listener);
        return listener.address();
    }

    private Peer accept(Peer peer) {
        peers.add(peer);
        peer.whenClosed(peers::remove);
        if (ending) {
            peer.close(ENDING);
        }
        return peer;
    }

    /** How many connections are open. Any thread. */
    public int connectionCount() {
        return peers.size();
    }

    /** Takes no more connections. What is open stays open. */
    @Override
    public void close() {
        listeners.forEach(Network.Listener::close);
        listeners.clear();
    }

    /**
     * Ends every connection: no more of its requests are taken, those being worked on are answered, and then it is
     * closed. Any thread.
     *
     * @param waitMillis when it is closed at the latest, answered or not
     * @return completes when no request is being handled any more
     */
    public CompletionStage<Void> endConnections(long waitMillis) {
        ending = true;
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (Peer peer : peers) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            ends.add(end);
            peer.whenClosed(gone -> end.complete(null));
            peer.end(ENDING, waitMillis);
        }
        return CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0]));
    }
}
