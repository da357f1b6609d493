package io.apogeemq.namesrv;

import io.apogeemq.concurrent.Fatal;
import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.launch.Life;
import io.apogeemq.protocol.frame.Frame;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.remoting.netty.NettyNetwork;
import io.apogeemq.remoting.netty.NettyOptions;
import io.apogeemq.remoting.netty.tls.Tls;
import io.apogeemq.settings.LiveSettings;
import io.apogeemq.settings.NetworkSettings;
import io.apogeemq.settings.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A NameServer on real threads, sockets and files. */
public final class NameServerProcess implements AutoCloseable {
    /** A NameServer's work is small: more loops would only take memory. */
    private static final int MOST_IO_THREADS = 4;

    private final ThreadedLoops loops;
    private final NettyNetwork network;
    private final NameServer server;
    private final InetSocketAddress address;

    /**
     * Starts it.
     *
     * @throws IOException when the KV file or one of TLS can't be read or the address not be bound; the text names which and why
     */
    public NameServerProcess(Settings settings, HeaderEncoding encoding) throws IOException {
        LiveSettings<NameServerSettings> live =
                new LiveSettings<>(settings, NameServerSettings::of, NameServerSettings::blackList);
        loops = new ThreadedLoops("namesrv-", Fatal.ENDS_PROCESS);
        NetworkSettings port = live.current().network();
        network = new NettyNetwork("namesrv-io", sockets(port), Fatal.ENDS_PROCESS, new Tls(port.tls(), loops));
        server = new NameServer(network, loops, live, encoding, NameServer::onDisk);
        try {
            address = server.start();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private static NettyOptions sockets(NetworkSettings settings) {
        return new NettyOptions(
                Math.min(MOST_IO_THREADS, Runtime.getRuntime().availableProcessors()),
                Frame.DEFAULT_MAX_LENGTH,
                settings.maxIdleSeconds(),
                settings.sendBufferBytes(),
                settings.receiveBufferBytes(),
                settings.backlog());
    }

    /** The address really bound. */
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        stop(Life.CLOSED);
    }

    /**
     * Stops it. Blocks.
     *
     * @param why by whom or what, for the log
     */
    public void stop(String why) {
        Life.Stop stop = Life.stops("the NameServer", why, loops.clock());
        server.close();
        network.close();
        loops.close();
        stop.inOrder();
    }
}
