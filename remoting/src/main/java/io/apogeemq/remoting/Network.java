package io.apogeemq.remoting;

import io.apogeemq.concurrent.Loop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What connections are made of: sockets, or a simulated network that delays, cuts and loses. Frames are told apart here
 * (by their length field), not understood; on a connection of another protocol not even that ({@link Framing}).
 */
public interface Network extends AutoCloseable {

    /**
     * Listens for connections.
     *
     * @param accept makes the handler of each new connection; called on the connection's loop
     * @throws IOException when the address cannot be bound; the text names address and cause
     */
    Listener listen(InetSocketAddress address, Framing framing, Function<Connection, ConnectionHandler> accept)
            throws IOException;

    /** The same for frames. */
    default Listener listen(InetSocketAddress address, Function<Connection, ConnectionHandler> accept)
            throws IOException {
        return listen(address, Framing.FRAMES, accept);
    }

    /**
     * Connects. Host names are resolved at each call.
     *
     * @param address {@code host:port}
     * @param handler makes the handler of the new connection; called on the connection's loop
     * @return the handler, or an {@link RpcFailure} of kind CONNECT
     */
    <H extends ConnectionHandler> CompletionStage<H> connect(
            String address, long timeoutMillis, Framing framing, Function<Connection, H> handler);

    /** The same for frames. */
    default <H extends ConnectionHandler> CompletionStage<H> connect(
            String address, long timeoutMillis, Function<Connection, H> handler) {
        return connect(address, timeoutMillis, Framing.FRAMES, handler);
    }

    /** The loops on which connections live, for timers and counters that belong to no single connection. */
    List<Loop> loops();

    /** Closes every connection and listener. */
    @Override
    void close();

    /** A bound port. */
    interface Listener extends AutoCloseable {
        InetSocketAddress address();

        /** Takes no more connections; those that are open stay. */
        @Override
        void close();
    }
}
