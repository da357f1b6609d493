package io.apogeemq.broker;

import io.apogeemq.broker.admin.ConfigAdmin;
import io.apogeemq.broker.admin.GroupAdmin;
import io.apogeemq.broker.admin.ProgressAdmin;
import io.apogeemq.broker.admin.StoreAdmin;
import io.apogeemq.broker.admin.TopicAdmin;
import io.apogeemq.broker.delay.DelayFeature;
import io.apogeemq.broker.feature.AppendStages;
import io.apogeemq.broker.feature.Appender;
import io.apogeemq.broker.feature.Feature;
import io.apogeemq.broker.feature.FeatureCore;
import io.apogeemq.broker.feature.FeatureWiring;
import io.apogeemq.broker.feature.UnbuiltDelivery;
import io.apogeemq.broker.group.ConnectedClients;
import io.apogeemq.broker.group.ConsumerOffsets;
import io.apogeemq.broker.group.GroupTable;
import io.apogeemq.broker.group.OrderLocks;
import io.apogeemq.broker.handler.Appends;
import io.apogeemq.broker.handler.ClientHandler;
import io.apogeemq.broker.handler.ConsumerOffsetHandler;
import io.apogeemq.broker.handler.LockHandler;
import io.apogeemq.broker.handler.NameCheck;
import io.apogeemq.broker.handler.PullHandler;
import io.apogeemq.broker.handler.QueryHandler;
import io.apogeemq.broker.handler.QueueHandler;
import io.apogeemq.broker.handler.SendHandler;
import io.apogeemq.broker.handler.SendMarks;
import io.apogeemq.broker.kept.Allowance;
import io.apogeemq.broker.kept.Journal;
import io.apogeemq.broker.kept.KeptTable;
import io.apogeemq.broker.kept.SavedTable;
import io.apogeemq.broker.kept.TableStore;
import io.apogeemq.broker.longpoll.PullParking;
import io.apogeemq.broker.pop.PopFeature;
import io.apogeemq.broker.registration.BrokerIdentity;
import io.apogeemq.broker.registration.Registration;
import io.apogeemq.broker.registration.RouteLookup;
import io.apogeemq.broker.replication.LeaderTables;
import io.apogeemq.broker.replication.ReplicaPart;
import io.apogeemq.broker.reply.ReplyFeature;
import io.apogeemq.broker.retry.RetryFeature;
import io.apogeemq.broker.settings.BrokerRole;
import io.apogeemq.broker.settings.BrokerSettings;
import io.apogeemq.broker.settings.FlushMode;
import io.apogeemq.broker.settings.IdentitySettings;
import io.apogeemq.broker.settings.TopicSettings;
import io.apogeemq.broker.topic.TopicCreation;
import io.apogeemq.broker.topic.TopicReserve;
import io.apogeemq.broker.topic.TopicTable;
import io.apogeemq.broker.topic.TopicsOfStore;
import io.apogeemq.broker.transaction.TransactionFeature;
import io.apogeemq.concurrent.Clock;
import io.apogeemq.concurrent.Loop;
import io.apogeemq.concurrent.Loops;
import io.apogeemq.protocol.admin.BrokerReports;
import io.apogeemq.protocol.body.BrokerQueue;
import io.apogeemq.protocol.body.GroupTableBody;
import io.apogeemq.protocol.body.OffsetTableBody;
import io.apogeemq.protocol.body.TopicRecord;
import io.apogeemq.protocol.body.TopicTableBody;
import io.apogeemq.protocol.code.RequestCode;
import io.apogeemq.protocol.frame.HeaderEncoding;
import io.apogeemq.protocol.header.NoHeader;
import io.apogeemq.protocol.header.RegisterBrokerAnswer;
import io.apogeemq.protocol.message.TopicNames;
import io.apogeemq.protocol.message.UniqueId;
import io.apogeemq.remoting.Lane;
import io.apogeemq.remoting.Lanes;
import io.apogeemq.remoting.Network;
import io.apogeemq.remoting.Reply;
import io.apogeemq.remoting.Routes;
import io.apogeemq.remoting.RpcClient;
import io.apogeemq.remoting.RpcLimits;
import io.apogeemq.remoting.RpcServer;
import io.apogeemq.settings.ConfigFile;
import io.apogeemq.settings.LiveSettings;
import io.apogeemq.settings.NetworkSettings;
import io.apogeemq.store.Opening;
import io.apogeemq.store.Store;
import io.apogeemq.store.StoreFailure;
import io.apogeemq.store.disk.Disk;
import io.apogeemq.store.queue.ConsumeQueue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker: what it is made of. This is the map of the product; {@link BrokerLife} is the order of its start and stop.
 *
 * <pre>
 *   settings ─► store ─► tables (topics, groups, offsets) ─► handlers ─► routes ─► ports ─► NameServers
 * </pre>
 *
 * <p>Time, threads, disk and network come in from outside, so that a test can play them.
 */
public final class Broker {
    private static final Logger log = LoggerFactory.getLogger(Broker.class);

    private static final int MOST_READERS = 8;
    private static final int MOST_PARKED_PULLS = 100_000;

    private final LiveSettings<BrokerSettings> settings;
    private final Loop control;
    private final List<Loop> readers;

    private final Store store;
    private final TopicTable topics;
    private final GroupTable groups;
    private final PullParking parking = new PullParking(MOST_PARKED_PULLS);
    private final Registration registration;
    private final ReplicaPart replicas;
    private volatile Consumer<String> onReopen =
            why -> log.error("{}: start this broker again, nobody here does it", why);
    private final RpcServer server;
    private final Routes routes;
    private final BrokerLife life;
    private volatile @Nullable InetSocketAddress address;

    /**
     * Opens the store and builds everything on it; nothing is offered yet.
     *
     * @param settingsFile keeps settings that are changed at run time; null when they came from no file
     * @throws StoreFailure when the store's directory cannot be opened; the text says which and why
     * @throws IOException when a table in it cannot be read
     */
    public Broker(
            LiveSettings<BrokerSettings> settings,
            @Nullable ConfigFile settingsFile,
            Loops loops,
            Network network,
            Disk disk,
            HeaderEncoding encoding)
            throws StoreFailure, IOException {
        this.settings = settings;
        this.control = loops.loop("control");
        this.readers = readers(loops, network);
        BrokerSettings now = settings.current();
        IdentitySettings identity = now.identity();
        boolean follows = identity.role() == BrokerRole.SLAVE;
        IntSupplier permission = () -> settings.current().access().permission();

        this.store = Store.open(
                StoreWiring.settings(now, () -> settings.current().retention()), disk, loops, Opening.FOLLOWS);
        TableStore tables = new TableStore(disk, now.store().root(), loops.clock());
        Journal topicJournal = tables.journal("topics.journal");
        this.topics = new TopicTable(
                new KeptTable.Place(
                        control, store.diskLoop(), loops.clock(), topicJournal, tables.target("topics.json")),
                tables.load(
                        "topics.json",
                        TopicTableBody.BODY,
                        topicJournal,
                        TableStore.Loss.IS_MADE_UP_FOR,
                        (file, entries) -> file == null
                                ? TopicsOfStore.replay(store, entries)
                                : TopicTable.replay(file, entries)));
        store.retention()
                .reserve(new TopicReserve(
                        topics::find, () -> settings.current().retention().deadLetterHours())::millis);
        Allowance topicAllowance = new Allowance("topics", topics::count, this::topicRule, loops.clock());
        TopicCreation creation =
                new TopicCreation(control, topics, () -> settings.current().topics(), topicAllowance);
        Journal groupJournal = tables.journal("subscriptionGroup.journal");
        this.groups = new GroupTable(
                new KeptTable.Place(
                        control,
                        store.diskLoop(),
                        loops.clock(),
                        groupJournal,
                        tables.target("subscriptionGroup.json")),
                this::mayMakeGroup,
                this::groupRule,
                tables.load(
                        "subscriptionGroup.json",
                        GroupTableBody.BODY,
                        groupJournal,
                        TableStore.Loss.STOPS_THE_START,
                        GroupTable::replay));
        ConsumerOffsets offsets = new ConsumerOffsets(tables.load("consumerOffset.json", OffsetTableBody.BODY));
        if (identity.role() != BrokerRole.SLAVE) {
            // a slave's offsets come from its master, and may be ahead of what it has of the log
            offsets.lowerTo(this::queueEnd);
        }
        SavedTable savedOffsets =
                new SavedTable(control, store.diskLoop(), tables.target("consumerOffset.json"), offsets);
        ConnectedClients members = new ConnectedClients(
                control, loops.clock(), () -> settings.current().clients().silentMillis());

        Lanes lanes = new Lanes(control, readers);
        RpcClient client = new RpcClient(
                network,
                new Routes(),
                lanes,
                RpcLimits.DEFAULT,
                loops.clock(),
                encoding,
                RpcClient.DEFAULT_CONNECT_TIMEOUT_MILLIS);
        this.registration = new Registration(
                control,
                client,
                topics,
                new BrokerIdentity(
                        identity.clusterName(),
                        identity.name(),
                        identity.id(),
                        now.address(),
                        identity.replicaHost() + ":" + identity.replicaPort()),
                identity.nameServers(),
                permission,
                now.registration().periodMillis(),
                now.registration().timeoutMillis());

        InetSocketAddress storeHost = new InetSocketAddress(
                resolve(identity.clientHost()), now.network().listenPort());
        SendMarks marks =
                new SendMarks(identity.clusterName(), storeHost, now.messages().regionId());
        AppendStages stages = new AppendStages();
        this.replicas = new ReplicaPart(
                new ReplicaPart.Means(network, store, control, loops.loop("replicas"), loops.clock()),
                now.replicas(),
                identity.role(),
                now.store().flushMode() == FlushMode.SYNC_FLUSH,
                leaders());
        Appender appender = new Appender(store, stages, StoreWiring.promise(now, store, replicas.inSync()));
        Appends appends =
                new Appends(appender, marks, () -> settings.current().messages().traceOn());
        NameCheck names = new NameCheck(name -> topics.find(name) != null, name -> groups.find(name) != null);
        this.routes = BrokerRoutes.of(
                names,
                new BrokerRoutes.Handlers(
                        new SendHandler(
                                topics,
                                creation,
                                registration::announced,
                                control,
                                appends,
                                stages,
                                uniqueIds(storeHost, loops.clock()),
                                marks,
                                () -> settings.current().messages(),
                                permission,
                                loops.clock(),
                                follows),
                        new PullHandler(
                                topics,
                                groups,
                                members,
                                offsets,
                                store,
                                parking,
                                () -> settings.current().pulls(),
                                permission,
                                control,
                                readers,
                                loops.clock()),
                        new ConsumerOffsetHandler(
                                offsets, topics, groups, store, readers, StoreWiring.hotLength(now.pulls())),
                        new QueueHandler(store),
                        new QueryHandler(store, () -> settings.current().index(), readers),
                        new ClientHandler(
                                members,
                                groups,
                                creation,
                                () -> settings.current().clients().notifyMembers(),
                                () -> settings.current().pulls().sqlFilter(),
                                loops.clock()),
                        new LockHandler(
                                names,
                                groups,
                                new OrderLocks(control, loops.clock(), this::isQueue, members::isConnected)),
                        new TopicAdmin(
                                topics, topicAllowance, offsets, registration, this::isSystemTopic, this::deleteQueues),
                        new StoreAdmin(control, store, topics, this::deleteQueues),
                        new GroupAdmin(groups, members, offsets),
                        new ProgressAdmin(store, topics, members, offsets, identity.name(), loops.clock()),
                        new ConfigAdmin(settings, topics::version, settingsFile(settingsFile))));
        FeatureCore core = new FeatureCore(
                settings::current,
                permission,
                loops.clock(),
                control,
                loops.loop("following"),
                readers,
                storeHost,
                store,
                tables,
                topics,
                creation,
                groups,
                offsets,
                members,
                appender);
        FeatureWiring features = new FeatureWiring(core, routes, stages);
        for (Feature feature : features(offsets, new RouteLookup(client, identity.nameServers(), loops.clock()))) {
            feature.install(features);
        }
        routes.on(
                RequestCode.GET_BROKER_HA_STATUS,
                NoHeader.CODEC,
                Lane.CONTROL,
                (call, none) -> CompletableFuture.completedFuture(
                        Reply.ok(BrokerReports.Replication.BODY.write(replicas.status()))));
        this.server = new RpcServer(network, lanes, RpcLimits.DEFAULT, loops.clock(), encoding);
        this.life = new BrokerLife(
                control,
                loops.clock(),
                settings::current,
                new BrokerLife.Parts(
                        store,
                        topics,
                        groups,
                        creation,
                        offsets,
                        savedOffsets,
                        features,
                        appends,
                        parking,
                        registration,
                        replicas,
                        new LeaderTables(control, client, () -> leaderAddress(now), topics, groups, offsets),
                        server,
                        client),
                this::openPorts);
        settings.onChange(changed -> {
            if (changed.keys().contains("brokerPermission") && life.phase() != BrokerLife.Phase.CLOSED) {
                topics.touch();
                registration.everything();
            }
        });
    }

    /** Where a slave's master answers clients: as NameServers say, or one below its port for slaves, as by default. */
    private @Nullable String leaderAddress(BrokerSettings now) {
        String ha = now.replicas().masterAddress();
        int colon = ha.lastIndexOf(':');
        if (colon > 0) {
            return ha.substring(0, colon + 1) + (Integer.parseInt(ha.substring(colon + 1)) - 1);
        }
        RegisterBrokerAnswer known = registration.leader();
        return known == null ? null : known.leaderAddress();
    }

    private ReplicaPart.Leaders leaders() {
        return new ReplicaPart.Leaders() {
            @Override
            public @Nullable String haAddress() {
                RegisterBrokerAnswer leader = registration.leader();
                return leader == null ? null : leader.haAddress();
            }

            @Override
            public void look() {
                registration.everything();
            }

            @Override
            public CompletionStage<Set<String>> slaves() {
                return registration.slaves();
            }

            @Override
            public void reopen(String why) {
                onReopen.accept(why);
            }
        };
    }

    /** What stands on the core. A message passes their stages in this order. */
    private static List<Feature> features(ConsumerOffsets offsets, RouteLookup routes) {
        return List.of(
                new RetryFeature(),
                new TransactionFeature(),
                new DelayFeature(),
                new ReplyFeature(),
                new PopFeature(offsets, routes::find),
                wiring -> wiring.stage(new UnbuiltDelivery()));
    }

    private static List<Loop> readers(Loops loops, Network network) {
        int count = Math.min(MOST_READERS, network.loops().size());
        List<Loop> readers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            readers.add(loops.loop("reader-" + i));
        }
        return readers;
    }

    private UniqueId uniqueIds(InetSocketAddress storeHost, Clock clock) {
        return new UniqueId(
                storeHost.getAddress().getAddress(),
                ProcessHandle.current().pid(),
                System.identityHashCode(this),
                clock,
                ZoneId.systemDefault());
    }

    private long queueEnd(String topic, int queueId) {
        ConsumeQueue queue = store.queue(topic, queueId);
        return queue == null ? 0 : queue.maxOffset();
    }

    private static InetAddress resolve(String host) throws IOException {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new IOException("brokerIP1=" + host + " is no address of a host: " + e.getMessage(), e);
        }
    }

    private boolean mayMakeGroup(String name) {
        TopicSettings now = settings.current().topics();
        return now.autoCreateGroups() && (now.autoCreateSystemGroups() || !TopicNames.isSystemGroup(name));
    }

    private boolean isQueue(BrokerQueue queue) {
        TopicRecord topic = topics.find(queue.topic());
        return topic != null
                && queue.brokerName().equals(settings.current().identity().name())
                && 0 <= queue.queueId()
                && queue.queueId() < Math.max(topic.readQueueCount(), topic.writeQueueCount());
    }

    private Allowance.Rule topicRule() {
        TopicSettings now = settings.current().topics();
        return new Allowance.Rule(
                now.mostTopics(),
                TopicSettings.MOST_TOPICS_KEY,
                now.selfMadePerSecond(),
                TopicSettings.SELF_MADE_PER_SECOND_KEY);
    }

    private Allowance.Rule groupRule() {
        TopicSettings now = settings.current().topics();
        return new Allowance.Rule(
                now.mostGroups(),
                TopicSettings.MOST_GROUPS_KEY,
                now.selfMadePerSecond(),
                TopicSettings.SELF_MADE_PER_SECOND_KEY);
    }

    private boolean isSystemTopic(String name) {
        BrokerSettings now = settings.current();
        return now.topics().protectSystemTopics()
                && (TopicNames.isSystem(name)
                        || name.equals(now.identity().clusterName())
                        || name.equals(now.identity().name()));
    }

    private void deleteQueues(String topic) {
        store.deleteTopic(topic);
        parking.releaseTopic(topic);
    }

    /**
     * Begins to serve: makes its own topics, opens the ports, and registers with the NameServers.
     *
     * @return completes when the ports are open and whatever they offer is there; with an {@link IOException}, which says
     *     which and why, when the topics cannot be kept or a port cannot be bound: then it has to be stopped
     */
    public CompletionStage<Void> start() {
        return life.start();
    }

    private void openPorts() throws IOException {
        BrokerSettings now = settings.current();
        int port = now.network().listenPort();
        Routes served = now.identity().role() == BrokerRole.SLAVE ? BrokerRoutes.ofSlave(routes) : routes;
        address = listen(port, "listenPort", served);
        listen(port - IdentitySettings.FAST_PORT_BELOW, "listenPort - 2", BrokerRoutes.fast(served));
        try {
            replicas.open(new InetSocketAddress(
                    now.network().bindAddress(), now.identity().replicaPort()));
        } catch (IOException e) {
            throw NetworkSettings.cannotListen(e, "haListenPort");
        }
    }

    /** Completes when, after the start, every NameServer has answered or failed once. */
    public CompletionStage<Void> registered() {
        return life.registered();
    }

    private InetSocketAddress listen(int port, String key, Routes served) throws IOException {
        try {
            return server.listen(
                    new InetSocketAddress(settings.current().network().bindAddress(), port), served);
        } catch (IOException e) {
            throw NetworkSettings.cannotListen(e, key);
        }
    }

    /** Where it listens, once started. */
    public InetSocketAddress address() {
        InetSocketAddress bound = address;
        if (bound == null) {
            throw new IllegalStateException("the broker has not been started");
        }
        return bound;
    }

    /** Its loops have ended without it: lets go of the store's directory, which the next start brings to a sound state. */
    public void abandon() {
        store.abandon();
    }

    /** Sets who stops this broker, opens it anew and starts it, when its log has to be cut. Before the start. */
    public void onReopen(Consumer<String> owner) {
        onReopen = owner;
    }

    /** For tests, which compare what brokers hold. */
    Store store() {
        return store;
    }

    BrokerLife.Phase phase() {
        return life.phase();
    }

    /** How many pulls wait for a message. Any thread. */
    int parkedPulls() {
        return parking.count();
    }

    /** For how many queues something is kept because a pull waits there. Any thread. */
    int queuesWaitedFor() {
        return parking.queueCount();
    }

    /**
     * Stops in order: see {@link BrokerLife}. Completes when the store is closed; then loops and network may be closed.
     * Fails when something was not saved: then the next start has to recover.
     */
    public CompletionStage<Void> stop() {
        return life.stop();
    }

    /** Where settings changed at run time are kept for the next start; nowhere when they came from no file. */
    private ConfigAdmin.SettingsFile settingsFile(@Nullable ConfigFile file) {
        return text -> {
            CompletableFuture<Void> written = new CompletableFuture<>();
            store.diskLoop().execute(() -> {
                try {
                    if (file != null) {
                        file.save(text);
                    }
                    written.complete(null);
                } catch (IOException e) {
                    written.completeExceptionally(e);
                }
            });
            return written;
        };
    }
}
