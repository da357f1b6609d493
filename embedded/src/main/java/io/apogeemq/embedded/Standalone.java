package io.apogeemq.embedded;

import io.apogeemq.broker.Broker;
import io.apogeemq.broker.settings.BrokerKeys;
import io.apogeemq.broker.settings.BrokerSettings;
import io.apogeemq.concurrent.Loops;
import io.apogeemq.concurrent.ThreadedLoops;
import io.apogeemq.namesrv.NameServer;
import io.apogeemq.namesrv.NameServerSettings;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.remoting.Network;
import io.apogeemq.remoting.netty.NettyNetwork;
import io.apogeemq.remoting.netty.NettyOptions;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A NameServer and a broker in this process, real ones on real ports with a store on disk. They share threads and
 * sockets, so the whole takes little more than a broker.
 */
public final class Standalone implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Standalone.class);

    private static final long START_SECONDS = 30;
    private static final long STOP_SECONDS = 30;

    private final Loops loops = new ThreadedLoops("");
    private final Network network;
    private final NameServer nameServer;
    private final Broker broker;
    private final Place place;

    /**
     * Where it lives.
     *
     * @param directory everything is kept below; the store is {@code directory} itself
     * @param host what it listens on and registers, a name or an address of this machine
     * @param nameServerPort port of the NameServer
     * @param brokerPort port of the broker; it listens two below, too
     */
    public record Place(Path directory, String host, int nameServerPort, int brokerPort) {
        public String nameServer() {
            return host + ":" + nameServerPort;
        }

        public String broker() {
            return host + ":" + brokerPort;
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
        this.network = new NettyNetwork("io", NettyOptions.defaults(environment.cpus()));
        try {
            this.nameServer = new NameServer(
                    network, loops, nameServerSettings(place, environment), HeaderEncoding.JSON, NameServer::onDisk);
            this.broker = new Broker(
                    brokerSettings(place, more, environment),
                    null,
                    loops,
                    network,
                    new SystemDisk(),
                    HeaderEncoding.JSON);
        } catch (BadSettings | StoreFailure | IOException | RuntimeException e) {
            network.close();
            loops.close();
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
                "brokerIP1", place.host(),
                "brokerIP2", place.host(),
                "listenPort", Integer.toString(place.brokerPort()),
                "namesrvAddr", place.nameServer(),
                "storePathRootDir", place.directory().toString()));
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
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the broker could not register with its NameServer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting", e);
        }
    }

    public Place place() {
        return place;
    }

    /** Stops both in order; what was confirmed is on disk when this returns. Blocks. */
    @Override
    public void close() {
        CompletableFuture<Void> stopped = broker.stop().toCompletableFuture();
        try {
            stopped.get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            log.error("the broker did not stop in order", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        nameServer.close();
        network.close();
        loops.close();
    }
}
