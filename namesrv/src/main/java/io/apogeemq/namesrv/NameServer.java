package io.apogeemq.namesrv;

import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.Loops;
import io.apogeemq.files.AtomicFile;
import io.apogeemq.files.StoredFile;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.protocol.header.MinBrokerIdNotice;
import io.apogeemq.remoting.Lanes;
import io.apogeemq.remoting.Network;
import io.apogeemq.remoting.Request;
import io.apogeemq.remoting.Routes;
import io.apogeemq.remoting.RpcClient;
import io.apogeemq.remoting.RpcLimits;
import io.apogeemq.remoting.RpcServer;
import io.apogeemq.settings.LiveSettings;
import io.apogeemq.settings.NetworkSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One NameServer: the wiring, and the order of its start and stop. Threads, clock, network and files are the caller's;
 * it closes the network and the loops after {@link #close}.
 */
public final class NameServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NameServer.class);

    /** Operators keep a few lines there, and each change writes all of them. */
    private static final int KV_PART = 8;

    private static final long NOTICE_TIMEOUT_MILLIS = 3000;

    private final LiveSettings<NameServerSettings> settings;
    private final Loop control;
    private final RouteTable table;
    private final RouteAnswers answers;
    private final KvConfig kv;
    private final RpcServer server;
    private final RpcClient client;
    private final Routes routes;
    private volatile boolean closed;

    /**
     * @param encoding of what it sends; it understands both
     * @param files opens a file by its path: {@link #onDisk}, or memory in a simulation
     */
    public NameServer(
            Network network,
            Loops loops,
            LiveSettings<NameServerSettings> settings,
            HeaderEncoding encoding,
            Function<Path, StoredFile> files) {
        this.settings = settings;
        this.control = loops.loop("control");
        Loop disk = loops.loop("disk");
        Loop decoding = loops.loop("reader");
        Lanes lanes = new Lanes(control, List.of(decoding));
        Clock clock = loops.clock();
        Supplier<NameServerSettings> current = settings::current;

        this.answers = new RouteAnswers(control);
        this.table = new RouteTable(control, clock, current, new Changes());
        this.kv = new KvConfig(
                control,
                disk,
                files.apply(settings.current().kvConfigPath()),
                new TableRoom(() -> current.get().tableMostBytes() / KV_PART));
        RouteReader reader = new RouteReader(table, current);
        ControlTurn turn = new ControlTurn(control);
        this.routes = NameServerRoutes.of(
                new RouteHandler(turn, clock, current, reader, kv, answers),
                new BrokerHandler(turn, decoding, current, table, reader, kv),
                new AdminHandler(current, table, reader),
                new KvHandler(kv, answers),
                new SettingsHandler(
                        settings, disk, files.apply(settings.current().configStorePath())));
        this.server = new RpcServer(network, lanes, RpcLimits.DEFAULT, clock, encoding);
        this.client = new RpcClient(
                network,
                new Routes(),
                lanes,
                RpcLimits.DEFAULT,
                clock,
                encoding,
                settings.current().network().connectTimeoutMillis());
        settings.onChange(changed -> answers.clear());
    }

    /** Files on the disk, replaced as a whole. */
    public static StoredFile onDisk(Path path) {
        return new AtomicFile(path);
    }

    /**
     * Reads the KV table, then listens.
     *
     * @return the address really bound
     * @throws IOException when the file can't be read or the address not be bound; the text names which and why
     */
    public InetSocketAddress start() throws IOException {
        kv.load();
        NetworkSettings sockets = settings.current().network();
        InetSocketAddress bound;
        try {
            bound = server.listen(new InetSocketAddress(sockets.bindAddress(), sockets.listenPort()), routes);
        } catch (IOException e) {
            throw NetworkSettings.cannotListen(e, "listenPort");
        }
        scheduleScan();
        return bound;
    }

    private void scheduleScan() {
        try {
            control.schedule(settings.current().scanIntervalMillis(), this::scan);
        } catch (RejectedExecutionException e) {
            log.debug("no further look for silent brokers: {}", e.getMessage());
        }
    }

    private void scan() {
        if (!closed) {
            table.removeSilent();
            scheduleScan();
        }
    }

    /** Takes no more connections and looks after no one any more. What is open is closed with the network. */
    @Override
    public void close() {
        closed = true;
        server.close();
        client.close();
    }

    /** What follows from changes of the routes. */
    private final class Changes implements RouteTable.Listener {
        @Override
        public void onRouteChanged(String topic) {
            answers.remove(topic);
        }

        @Override
        public void onMinBrokerChanged(MinBrokerChange change) {
            MinBrokerIdNotice notice = new MinBrokerIdNotice(
                    change.minId(),
                    change.brokerName(),
                    change.minAddress(),
                    change.offlineAddress(),
                    change.haAddress());
            Request request = Request.of(RequestCode.NOTIFY_MIN_BROKER_ID_CHANGE, MinBrokerIdNotice.CODEC, notice);
            for (String address : change.tell()) {
                client.send(address, request, NOTICE_TIMEOUT_MILLIS).whenComplete((sent, failure) -> {
                    if (failure != null) {
                        log.warn(
                                "{} wasn't told that {}/{} is the smallest id now: {}",
                                address,
                                change.brokerName(),
                                change.minId(),
                                failure.getMessage());
                    }
                });
            }
        }
    }
}
