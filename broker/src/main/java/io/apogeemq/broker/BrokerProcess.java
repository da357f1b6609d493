package io.apogeemq.broker;

import io.apogeemq.broker.settings.BrokerSettings;
import io.apogeemq.concurrent.Fatal;
import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.launch.Life;
import io.apogeemq.protocol.frame.Frame;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.remoting.netty.NettyNetwork;
import io.apogeemq.remoting.netty.NettyOptions;
import io.apogeemq.remoting.netty.tls.Tls;
import io.apogeemq.settings.ConfigFile;
import io.apogeemq.settings.LiveSettings;
import io.apogeemq.settings.NetworkSettings;
import io.apogeemq.settings.Settings;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.store.disk.SystemDisk;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker as a process has it: on real threads, sockets and disks. */
public final class BrokerProcess implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BrokerProcess.class);

    private static final long REGISTRATION_SECONDS = 3;

    /** A disk that takes longer for a few lines is none to start on. */
    private static final long START_SECONDS = 60;

    /** Longer than everything in a stop that has a bound of its own, but for the time of draining. */
    private static final long STOP_SECONDS = 30;

    private final LiveSettings<BrokerSettings> settings;
    private final ThreadedLoops loops = new ThreadedLoops("", Fatal.ENDS_PROCESS);
    private final NettyNetwork network;
    private final Broker broker;

    /**
     * Opens the store, the ports, and begins to register; it serves when this returns. Blocks.
     *
     * @param file where settings changed at run time are written; null without one
     * @throws StoreFailure when the store cannot be opened
     * @throws IOException when a table or a file of TLS cannot be read or a port not be bound
     */
    public BrokerProcess(Settings given, @Nullable ConfigFile file, HeaderEncoding encoding)
            throws StoreFailure, IOException {
        settings = new LiveSettings<>(
                given, BrokerSettings::of, parsed -> parsed.access().blackList());
        NetworkSettings ports = settings.current().network();
        network = new NettyNetwork("io", sockets(ports), Fatal.ENDS_PROCESS, new Tls(ports.tls(), loops));
        try {
            broker = new Broker(settings, file, loops, network, new SystemDisk(), encoding);
        } catch (StoreFailure | IOException | RuntimeException e) {
            network.close();
            loops.close();
            throw e;
        }
        try {
            begin();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private void begin() throws IOException {
        try {
            broker.start().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("its disk took more than " + START_SECONDS + " s to keep its topics", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting", e);
        }
        awaitRegistration();
    }

    /** So that "boot success" means that clients find it; but a NameServer that is away holds no broker up. */
    private void awaitRegistration() {
        try {
            broker.registered().toCompletableFuture().get(REGISTRATION_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.warn("no NameServer has answered yet, the broker keeps trying");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static NettyOptions sockets(NetworkSettings settings) {
        return new NettyOptions(
                Runtime.getRuntime().availableProcessors(),
                Frame.DEFAULT_MAX_LENGTH,
                settings.maxIdleSeconds(),
                settings.sendBufferBytes(),
                settings.receiveBufferBytes(),
                settings.backlog());
    }

    /** As what it runs. */
    public BrokerSettings settings() {
        return settings.current();
    }

    @Override
    public void close() {
        stop(Life.CLOSED);
    }

    /**
     * Stops in order; what was confirmed is on disk when this returns. Blocks.
     *
     * @param why by whom or what, for the log
     * @return false when it could not; then the log says why, and the next start recovers the store
     */
    public boolean stop(String why) {
        Life.Stop stop =
                Life.stops("the broker " + settings.current().identity().name(), why, loops.clock());
        boolean inOrder = false;
        long mostSeconds = STOP_SECONDS
                + TimeUnit.MILLISECONDS.toSeconds(settings.current().drain().mostMillis());
        try {
            broker.stop().toCompletableFuture().get(mostSeconds, TimeUnit.SECONDS);
            stop.inOrder();
            inOrder = true;
        } catch (ExecutionException | TimeoutException e) {
            stop.notInOrder("the next start recovers its store", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        network.close();
        loops.close();
        return inOrder;
    }
}
