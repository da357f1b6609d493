package io.apogeemq.embedded;

import io.apogeemq.broker.Broker;
import io.apogeemq.broker.settings.BrokerKeys;
import io.apogeemq.broker.settings.BrokerSettings;
import io.apogeemq.concurrent.Fatal;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.Loops;
import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.launch.Life;
import io.apogeemq.namesrv.NameServer;
import io.apogeemq.namesrv.NameServerSettings;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.remoting.Network;
import io.apogeemq.remoting.netty.NettyNetwork;
import io.apogeemq.remoting.netty.NettyOptions;
import io.apogeemq.remoting.netty.tls.Tls;
import io.apogeemq.settings.BadSettings;
import io.apogeemq.settings.Environment;
import io.apogeemq.settings.LiveSettings;
import io.apogeemq.settings.PropertyText;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.store.disk.SystemDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A NameServer and a broker in this process, real ones on real ports with a store on disk. They share threads and
 * sockets, so the whole takes little more than a broker.
 */
public final class Standalone implements AutoCloseable {
    private static final long START_SECONDS = 30;
    private static final long STOP_SECONDS = 60;

    private static final Logger log = LoggerFactory.getLogger(Standalone.class);

    private final Loops loops = new ThreadedLoops("", this::onError);
    /** Not one of those that it ends. */
    private final ThreadedLoops ending = new ThreadedLoops("standalone-");

    private final Loop end = ending.loop("end");
    private final AtomicReference<@Nullable Error> failure = new AtomicReference<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Network network;
    private final NameServer nameServer;
    private final Broker broker;
    private final Place place;

    /**
     * Where it lives.
     *
     * @param directory everything is kept below; the store is {@code directory} itself
     * @param host what it listens on and registers, a name or an address of this machine; 0.0.0.0 listens on all and
     *     registers the first of them
     * @param nameServerPort port of the NameServer
     * @param brokerPort port of the broker; it listens two below, too
     */
    public record Place(Path directory, String host, int nameServerPort, int brokerPort) {
        public String nameServer() {
            return known() + ":" + nameServerPort;
        }

        public String broker() {
            return known() + ":" + brokerPort;
        }

        /** What others can reach. */
        String known() {
            return host.equals("0.0.0.0") ? Environment.ofThisProcess().ownAddress() : host;
        }
    }

    /**
     * Starts both; the broker is registered when this returns. Blocks.
     *
     * @param more settings of the broker besides those that follow from the place, by their keys
     * @throws BadSettings when one of them is unknown or unusable
     * @throws StoreFailure when the store cannot be opened
     * @throws IOException when a port cannot be bound or a file not be read
     */
    public static Standalone start(Place place, Map<String, String> more)
            throws BadSettings, StoreFailure, IOException {
        Standalone standalone = new Standalone(place, more);
        try {
            standalone.start();
            return standalone;
        } catch (IOException | RuntimeException e) {
            standalone.close();
            throw e;
        }
    }

    private Standalone(Place place, Map<String, String> more) throws BadSettings, StoreFailure, IOException {
        this.place = place;
        Environment environment = Environment.ofThisProcess();
        LiveSettings<BrokerSettings> settings = brokerSettings(place, more, environment);
        this.network = new NettyNetwork(
                "io",
                NettyOptions.defaults(environment.cpus()),
                this::onError,
                new Tls(settings.current().network().tls(), loops));
        try {
            this.nameServer = new NameServer(
                    network, loops, nameServerSettings(place, environment), HeaderEncoding.JSON, NameServer::onDisk);
            this.broker = new Broker(settings, null, loops, network, new SystemDisk(), HeaderEncoding.JSON);
        } catch (BadSettings | StoreFailure | IOException | RuntimeException e) {
            closeParts();
            throw e;
        }
    }

    private static LiveSettings<NameServerSettings> nameServerSettings(Place place, Environment environment)
            throws BadSettings {
        Path files = place.directory().resolve("namesrv");
        Map<String, String> given = Map.of(
                "bindAddress", place.host(),
                "listenPort", Integer.toString(place.nameServerPort()),
                "kvConfigPath", files.resolve("kvConfig.json").toString(),
                "configStorePath", files.resolve("namesrv.properties").toString());
        return new LiveSettings<>(
                NameServerSettings.TABLE.read(PropertyText.of(given), environment, "the embedded NameServer"),
                NameServerSettings::of,
                NameServerSettings::blackList);
    }

    private static LiveSettings<BrokerSettings> brokerSettings(
            Place place, Map<String, String> more, Environment environment) throws BadSettings {
        Map<String, String> given = new TreeMap<>(Map.of(
                "brokerName", "broker-a",
                "bindAddress", place.host(),
                "brokerIP1", place.known(),
                "brokerIP2", place.known(),
                "listenPort", Integer.toString(place.brokerPort()),
                "namesrvAddr", place.nameServer(),
                "storePathRootDir", place.directory().toString(),
                // there is no other broker that producers could turn to
                "drainMostMillis", "0"));
        given.putAll(more);
        return new LiveSettings<>(
                BrokerKeys.TABLE.read(PropertyText.of(given), environment, "the embedded broker"),
                BrokerSettings::of,
                settings -> settings.access().blackList());
    }

    private void start() throws IOException {
        nameServer.start();
        try {
            broker.start().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
            broker.registered().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the broker was not there within " + START_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting", e);
        }
    }

    public Place place() {
        return place;
    }

    @Override
    public void close() {
        stop(Life.CLOSED);
    }

    /**
     * Stops both in order; what was confirmed is on disk when this returns. Blocks.
     *
     * @param why by whom or what, for the log
     * @return false when it could not; then the log says why, and the next start recovers the store
     */
    boolean stop(String why) {
        Life.Stop stop = Life.stops("the broker with its NameServer", why, loops.clock());
        boolean inOrder = false;
        if (failure.get() != null) {
            // the broker has ended already
            closeParts();
            return false;
        }
        try {
            broker.stop().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
            stop.inOrder();
            inOrder = true;
        } catch (ExecutionException | TimeoutException e) {
            stop.notInOrder("the next start recovers its store", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        nameServer.close();
        closeParts();
        return inOrder;
    }

    private void closeParts() {
        network.close();
        loops.close();
        ending.close();
    }

    /**
     * Something happened that must not. The program that this is a part of lives on; the broker does not: it ends as by a
     * kill, and a new one may be started in its directory.
     */
    void onError(String loop, Error error) {
        Fatal.tell(
                loop, error, "the embedded broker and its NameServer end at once; the next start recovers the store");
        if (failure.compareAndSet(null, error)) {
            end.execute(this::abandon);
        }
    }

    private void abandon() {
        network.close();
        loops.close();
        broker.abandon();
        log.error("the embedded broker {} has ended after an error", place.broker());
        ended.complete(null);
    }

    /** Completes when it has ended by itself: see {@link #failure}. */
    public CompletionStage<Void> ended() {
        return ended;
    }

    /** Why it ends, or has ended, by itself; null while it does not. */
    public @Nullable Error failure() {
        return failure.get();
    }
}
