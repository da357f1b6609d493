package io.apogeemq.broker;

import io.apogeemq.broker.settings.BrokerSettings;
import io.apogeemq.concurrent.Fatal;
import io.apogeemq.concurrent.Loop;
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
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker as a process has it: on real threads, sockets and disks. */
public final class BrokerProcess implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BrokerProcess.class);

    private static final long REGISTRATION_SECONDS = 3;

    /** A disk that takes longer for a few lines is none to start on; a slave may have to give back a large part of the log. */
    private static final long START_SECONDS = 600;

    /** Longer than everything in a stop that has a bound of its own, but for the time of draining. */
    private static final long STOP_SECONDS = 30;

    private final LiveSettings<BrokerSettings> settings;
    private final @Nullable ConfigFile file;
    private final HeaderEncoding encoding;

    /** Stops and opens the broker, in turn with whoever stops the process. */
    private final ThreadedLoops keeper = new ThreadedLoops("", Fatal.ENDS_PROCESS);

    private final Loop reopening = keeper.loop("reopening");

    /** Held while the broker is stopped or opened, which takes seconds: there is nobody who must not wait for it. */
    private final ReentrantLock life = new ReentrantLock();

    // guarded by life
    private Running running;
    private boolean stopped;

    /** A broker, and the threads and sockets that are its own. */
    private record Running(ThreadedLoops loops, NettyNetwork network, Broker broker) {
        void letGo() {
            network.close();
            loops.close();
        }
    }

    /**
     * Opens the store, the ports, and begins to register; it serves when this returns. Blocks.
     *
     * @param file where settings changed at run time are written; null without one
     * @throws StoreFailure when the store cannot be opened
     * @throws IOException when a table or a file of TLS cannot be read or a port not be bound
     */
    public BrokerProcess(Settings given, @Nullable ConfigFile file, HeaderEncoding encoding)
            throws StoreFailure, IOException {
        this.settings = new LiveSettings<>(
                given, BrokerSettings::of, parsed -> parsed.access().blackList());
        this.file = file;
        this.encoding = encoding;
        try {
            this.running = open();
        } catch (StoreFailure | IOException | RuntimeException e) {
            keeper.close();
            throw e;
        }
        try {
            begin(running.broker);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    private Running open() throws StoreFailure, IOException {
        ThreadedLoops loops = new ThreadedLoops("", Fatal.ENDS_PROCESS);
        NetworkSettings ports = settings.current().network();
        NettyNetwork network = new NettyNetwork("io", sockets(ports), Fatal.ENDS_PROCESS, new Tls(ports.tls(), loops));
        try {
            Broker broker = new Broker(settings, file, loops, network, new SystemDisk(), encoding);
            broker.onReopen(why -> reopening.execute(() -> reopen(why)));
            return new Running(loops, network, broker);
        } catch (StoreFailure | IOException | RuntimeException e) {
            network.close();
            loops.close();
            throw e;
        }
    }

    /** What cannot be done to a broker at work is done between two. */
    private void reopen(String why) {
        life.lock();
        try {
            if (stopped) {
                return;
            }
            running.broker.stop().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
            running.letGo();
            running = open();
            begin(running.broker);
            log.info("the broker is open again, after: {}", why);
        } catch (ExecutionException | TimeoutException | StoreFailure | IOException e) {
            throw new NotReopened("the broker is not opened again, start it by hand: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            life.unlock();
        }
    }

    /** There is no broker in this process any more. */
    private static final class NotReopened extends Error {
        private static final long serialVersionUID = 1;

        NotReopened(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private void begin(Broker broker) throws IOException {
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
        awaitRegistration(broker);
    }

    /** So that "boot success" means that clients find it; but a NameServer that is away holds no broker up. */
    private static void awaitRegistration(Broker broker) {
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
        life.lock();
        try {
            stopped = true;
            return stop(running, why);
        } finally {
            life.unlock();
            keeper.close();
        }
    }

    private boolean stop(Running last, String why) {
        Life.Stop stop =
                Life.stops("the broker " + settings.current().identity().name(), why, last.loops.clock());
        boolean inOrder = false;
        long mostSeconds = STOP_SECONDS
                + TimeUnit.MILLISECONDS.toSeconds(settings.current().drain().mostMillis());
        try {
            last.broker.stop().toCompletableFuture().get(mostSeconds, TimeUnit.SECONDS);
            stop.inOrder();
            inOrder = true;
        } catch (ExecutionException | TimeoutException e) {
            stop.notInOrder("the next start recovers its store", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        last.letGo();
        return inOrder;
    }
}
