package io.apogeemq.remoting;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.protocol.frame.HeaderEncoding;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Answers requests on one or several ports. */
public final class RpcServer implements AutoCloseable {
    private final Network network;
    private final Lanes lanes;
    private final RpcLimits limits;
    private final Clock clock;
    private final HeaderEncoding encoding;
    private final List<Network.Listener> listeners = new ArrayList<>();

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
        Network.Listener listener = network.listen(address, connection -> new Peer(connection, context));
        listeners.add(listener);
        return listener.address();
    }

    /** Takes no more connections. Open ones live until the network is closed. */
    @Override
    public void close() {
        listeners.forEach(Network.Listener::close);
        listeners.clear();
    }
}
